"""Posts, and whom and what they refer to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Length, Trim
from django.db.models.lookups import Exact, Range
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.usernames import MAX_LENGTH as USERNAME_MAX_LENGTH
from posts.bodies import MAX_CODE_POINTS, WARNING_MAX_CODE_POINTS
from posts.fields import WordsField
from posts.languages import MAX_LENGTH as LANGUAGE_MAX_LENGTH
from posts.markup import TAG_MAX_LENGTH, normal_tag
from posts.models.conversation import MutedConversation
from posts.models.people import Follow, Viewer, muted_by, unlisted_for, unseen_by
from posts.paging import PAGE_SIZE, KeysetQuerySet, Page

FEW = 25  # rows


class Audience(models.TextChoices):
    """Who may see a post, besides its author."""

    EVERYONE = "everyone", _("Everyone")
    MEMBERS = "members", _("Members")
    FOLLOWERS = "followers", _("My followers")

    def within(self, other: "Audience") -> "Audience":
        """Return the narrower of the two."""
        order = list(Audience)
        return max(self, other, key=order.index)


class Repliers(models.TextChoices):
    """Whom the author of a post lets reply to it, besides themselves."""

    EVERYONE = "everyone", _("Everyone")
    FOLLOWED = "followed", _("People I follow or mention")
    MENTIONED = "mentioned", _("People I mention")
    NOBODY = "nobody", _("Nobody")


class PostQuerySet(KeysetQuerySet["Post"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Return the posts that `viewer` may see: the one home of that rule.

        Who is mentioned in a post for followers may see it too: it is said to them. Reposts
        are none of them: see `timeline_for`.
        """
        return self._by_people_there_for(viewer).filter(_said_to(viewer))

    def timeline_for(self, viewer: Viewer) -> Self:
        """Return the posts visible to `viewer`, and the reposts of what their listings show.

        A repost is as visible as what it shows, to whom its own author is visible too.
        """
        shown = Post.objects.listed_for(viewer).filter(pk=OuterRef("repost_of")).values("pk")
        # No Exists, for which PostgreSQL may read all that the viewer may see.
        rows = self._by_people_there_for(viewer).alias(shown=Subquery(shown))
        return rows.filter(_said_to(viewer) | Q(shown__gt=0, body=""))

    def _by_people_there_for(self, viewer: Viewer) -> Self:
        there = self.filter(author__is_active=True)
        return there if viewer.is_anonymous else there.exclude(author__in=unseen_by(viewer))

    def listed_for(self, viewer: Viewer) -> Self:
        """Return the posts that the viewer's listings show: not those of people they mute."""
        return self.visible_to(viewer).exclude(author__in=muted_by(viewer))

    def outside_muted_conversations(self, viewer: Viewer) -> Self:
        """Return the posts of conversations that the viewer did not mute."""
        if viewer.is_anonymous:
            return self
        muted = MutedConversation.objects.of(viewer).values("conversation")
        return self.exclude(conversation__in=muted)

    def findable_by(self, viewer: Viewer) -> Self:
        """Leave out those by people who stay out of search; they find their own."""
        found = Q(author__hides_from_search=False)
        return self.filter(found if viewer.is_anonymous else found | Q(author=viewer.pk))

    def readable_by(self, member: User) -> Self:
        """Return what the member may be told of: visible, and in no conversation they mute."""
        return self.visible_to(member).outside_muted_conversations(member)

    def answerable_by(self, member: Viewer) -> Self:
        """Return the posts whose authors let the member reply: the one home of that rule.

        It is said of each post alone: who answers a reply asks the author of that.
        """
        follows = Follow.objects.filter(follower=OuterRef("author"), followed=member.pk)
        mentions = Mention.objects.filter(post=OuterRef("pk"), member=member.pk)
        followed = Q(replies_from=Repliers.FOLLOWED) & Exists(follows)
        mentioned = ~Q(replies_from=Repliers.NOBODY) & Exists(mentions)
        invited = Q(replies_from=Repliers.EVERYONE) | followed | mentioned
        return self.filter(invited | Q(author=member.pk))

    def by(self, author: User) -> Self:
        return self.filter(author=author)

    def pinned_by(self, author: User) -> Self:
        """Return what the author pinned, the newest pin first."""
        return self.filter(pin__member=author).order_by("-pin__pk")

    def apart_from(self, posts: Sequence["Post"]) -> Self:
        """Leave them out, and reposts of them."""
        keys = [post.pk for post in posts]
        return self.exclude(Q(pk__in=keys) | Q(repost_of__in=keys, body=""))

    def reposts_of(self, post: "Post | OuterRef") -> Self:
        return self.filter(repost_of=post, body="")

    def language_of_late(self) -> str:
        """Return the language of the newest of these posts that tells one; "" if few do."""
        newest = self.order_by("-pk").values_list("language", flat=True)
        return next(filter(None, newest[:FEW]), "")

    def listed_reposts_of(self, post: "Post", viewer: Viewer) -> Self:
        """Return those that `viewer` may read of, if they may see the post."""
        there = self.reposts_of(post).filter(author__is_active=True)
        return there.exclude(author__in=unlisted_for(viewer)).select_related("author")

    def tagged(self, tag: str | OuterRef, before: int | None = None) -> Self:
        """Return those with a hashtag (in its one form), newest first.

        A page costs what is on it, however many there are. Read off the index of tags: to be
        told to sort by the posts' own key, SQLite would sort all that have the tag. Both
        sides are bounded, for PostgreSQL may merge them.
        """
        key = Q(taggings__tag=tag)
        if before is not None:
            key &= Q(taggings__post__lt=before)
        return self.older_than(before).filter(key).order_by("-taggings__post_id")

    def tag_page(self, tag: str, before: int | None = None) -> Page["Post"]:
        return Page.of(list(self.tagged(normal_tag(tag), before)[: PAGE_SIZE + 1]))


def _said_to(viewer: Viewer) -> Q:
    """Return of posts whether they say something, to audiences with the viewer among them."""
    said = ~Q(body="")
    if viewer.is_anonymous:
        return said & Q(audience=Audience.EVERYONE)
    follows = Follow.objects.between(viewer, OuterRef("author"))
    mentions = Mention.objects.filter(post=OuterRef("pk"), member=viewer.pk)
    open_ = Q(audience__in=[Audience.EVERYONE, Audience.MEMBERS])
    return said & (open_ | Q(author=viewer.pk) | Exists(follows) | Exists(mentions))


class Post(models.Model):
    """A short text by one author; or a repost, which has none and shows another one's.

    Attributes:
        repost_of: what a repost shows, or, where there is a text, what the text quotes.
        reposted_by: whose reposts brought it onto a timeline, the newest first.
        place: its key on that timeline: its own, or that of the newest of those reposts.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)  # made by posts.ids
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="posts",
        db_index=False,
        verbose_name=_("author"),
    )
    body = models.TextField(_("body"), max_length=MAX_CODE_POINTS, blank=True)
    # What to know before one reads it; the rest waits behind it.
    warning = models.CharField(
        _("warning"), max_length=WARNING_MAX_CODE_POINTS, blank=True, default=""
    )
    language = models.CharField(
        _("language"), max_length=LANGUAGE_MAX_LENGTH, blank=True, default=""
    )
    audience = models.CharField(
        _("audience"), max_length=10, choices=Audience.choices, default=Audience.EVERYONE
    )
    # It may be gone: then posts_tombstone tells where it stood.
    reply_to = models.ForeignKey(
        "self",
        on_delete=models.DO_NOTHING,
        null=True,
        editable=False,
        related_name="replies",
        db_constraint=False,
        db_index=False,
    )
    # It may be gone: its reposts go with it (posts/triggers.py), what quotes it stays.
    repost_of = models.ForeignKey(
        "self",
        on_delete=models.DO_NOTHING,
        null=True,
        editable=False,
        related_name="reposts",
        db_constraint=False,
        db_index=False,
    )
    # When who is answered hid it; it still stands everywhere but under what it answers.
    hidden_at = models.DateTimeField(null=True, editable=False)
    replies_from = models.CharField(
        max_length=10, choices=Repliers.choices, default=Repliers.EVERYONE
    )
    # The key of the post that the conversation began with, which may be gone; of a repost,
    # that of what it shows.
    conversation = models.BigIntegerField(editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    # One sending of one form, so that sending it twice publishes once.
    submission = models.UUIDField(null=True, editable=False)

    objects = PostQuerySet.as_manager()
    reposted_by: Sequence[User] = ()
    place: int = 0

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Range(Length("body"), (0, MAX_CODE_POINTS)),
                name="posts_post_body_length",
            ),
            models.CheckConstraint(
                condition=~Exact(Trim("body"), Value(""))
                | Q(body="", repost_of__isnull=False, reply_to=None),
                name="posts_post_body_not_blank",
            ),
            models.UniqueConstraint(
                fields=["author", "repost_of"],
                condition=Q(body=""),
                name="posts_post_reposted_once",
            ),
            models.CheckConstraint(
                condition=Q(repost_of=None) | ~Q(repost_of=F("id")),
                name="posts_post_repost_of_another",
            ),
            models.CheckConstraint(
                condition=Range(Length("warning"), (0, WARNING_MAX_CODE_POINTS)),
                name="posts_post_warning_length",
            ),
            models.CheckConstraint(condition=Q(id__gte=0), name="posts_post_id_since_1970"),
            models.CheckConstraint(
                condition=Q(reply_to=None) | ~Q(reply_to=F("id")),
                name="posts_post_reply_to_another",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="posts_post_audience"
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | Q(reply_to__isnull=False),
                name="posts_post_hidden_reply",
            ),
            models.CheckConstraint(
                condition=Q(replies_from__in=Repliers.values), name="posts_post_replies_from"
            ),
            models.UniqueConstraint(
                fields=["author", "submission"], name="posts_post_submitted_once"
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="posts_post_by_author"),
            models.Index(
                fields=["reply_to", "id"],
                condition=Q(reply_to__isnull=False),
                name="posts_post_by_reply_to",
            ),
            # Few: so that it costs nothing to find that there are none among many.
            models.Index(
                fields=["reply_to", "id"],
                condition=Q(hidden_at__isnull=False),
                name="posts_post_hidden_by_reply_to",
            ),
            # What members read, also where most are reposts.
            models.Index(fields=["-id"], condition=~Q(body=""), name="posts_post_said"),
            # What visitors read, also where most is not for them. Below the other, for of two
            # that would do, SQLite takes the later.
            models.Index(
                fields=["-id"],
                condition=~Q(body="") & Q(audience=Audience.EVERYONE),
                name="posts_post_said_to_everyone",
            ),
            models.Index(
                fields=["repost_of", "-id"],
                condition=Q(body=""),
                name="posts_post_by_repost_of",
            ),
        ]

    def __str__(self) -> str:
        if self.is_repost:
            return f"{self.author} ↻ {self.repost_of_id}"
        return f"{self.author}: {self.body[:40]}"

    def get_absolute_url(self) -> str:
        return reverse("posts:post", args=[self.author.username, self.pk])

    def conversation_joined(self) -> int:
        """Return the key of the conversation that it goes on, if it does not begin one."""
        before = self.reply_to or (self.repost_of if self.is_repost else None)
        return before.conversation if before else self.pk

    @property
    def written_at(self) -> datetime:
        """When it began to say what it says."""
        return self.edited_at or self.created_at

    @property
    def version(self) -> str:
        """Tells what it says from what it said before."""
        return self.written_at.isoformat()

    @property
    def teaser(self) -> str:
        """What to tell of it where nothing can wait behind a warning."""
        return self.warning or self.body

    @property
    def is_repost(self) -> bool:
        return self.body == ""

    @property
    def may_be_shared(self) -> bool:
        """Whether others may repost and quote it: what is for followers stays among them."""
        return self.audience != Audience.FOLLOWERS

    @property
    def who_replies(self) -> str:
        """Who may reply, in the words of a reader; empty if everyone may."""
        told = {
            Repliers.FOLLOWED: _("Only people whom @%(name)s follows or mentions can reply."),
            Repliers.MENTIONED: _("Only people whom @%(name)s mentions can reply."),
            Repliers.NOBODY: _("Only @%(name)s can reply."),
        }.get(Repliers(self.replies_from), "")
        return told % {"name": self.author.username}

    @property
    def audience_mark(self) -> str:
        """Who may see it, in the words of a reader and not of the author."""
        if self.audience == Audience.FOLLOWERS:
            return gettext("Followers")
        return self.get_audience_display()


class Tagging(models.Model):
    """`post` has the hashtag `tag`, in the one form that `markup.normal_tag` brings it to."""

    tag = models.CharField(max_length=TAG_MAX_LENGTH)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "post"], name="posts_tagging_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.tag}: {self.post_id}"


class Mention(models.Model):
    """`post` mentions `member`, by the name that they had then, in small letters."""

    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=USERNAME_MAX_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "member"], name="posts_mention_once"),
        ]
        indexes = [models.Index(fields=["member", "-post"], name="posts_mention_by_member")]

    def __str__(self) -> str:
        return f"{self.post_id}: @{self.name}"


class PostWords(models.Model):
    """All by which a post can be found: see posts/words.py and posts/fulltext.py."""

    post = models.OneToOneField(
        Post, on_delete=models.CASCADE, primary_key=True, related_name="indexed"
    )
    words = WordsField()

    class Meta:
        verbose_name_plural = "post words"

    def __str__(self) -> str:
        return f"words of {self.post_id}"
