"""Posts and follows: facts the database keeps. What may be done is in services."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Trim
from django.db.models.lookups import Exact, Range
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.usernames import MAX_LENGTH as USERNAME_MAX_LENGTH
from posts.bodies import MAX_CODE_POINTS
from posts.fields import WordsField
from posts.markup import TAG_MAX_LENGTH, normal_tag
from posts.paging import PAGE_SIZE, KeysetQuerySet, Page

Viewer = User | AnonymousUser


class FollowQuerySet(KeysetQuerySet["Follow"]):
    def followers_of(self, user: User) -> Self:
        visible = self.filter(followed=user, follower__is_active=True)
        return visible.select_related("follower")

    def followed_by(self, user: User) -> Self:
        visible = self.filter(follower=user, followed__is_active=True)
        return visible.select_related("followed")

    def between(self, follower: Viewer, followed: User) -> Self:
        """Return the one follow of that pair, or none."""
        return self.filter(follower=follower.pk, followed=followed)


class Follow(models.Model):
    """`follower` reads the posts of `followed`."""

    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    followed = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="posts_follow_once"),
            models.CheckConstraint(
                condition=~Q(follower=F("followed")), name="posts_follow_not_self"
            ),
        ]
        indexes = [
            models.Index(fields=["follower", "-id"], name="posts_follow_by_follower"),
            models.Index(fields=["followed", "-id"], name="posts_follow_by_followed"),
        ]

    def __str__(self) -> str:
        return f"{self.follower} → {self.followed}"


class PostQuerySet(KeysetQuerySet["Post"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Return the posts that `viewer` may see: the one home of that rule."""
        return self.filter(author__is_active=True)

    def by(self, author: User) -> Self:
        return self.filter(author=author)

    def tag_page(self, tag: str, before: int | None = None) -> Page["Post"]:
        """Return a page of the posts with a hashtag, at its cost however many there are.

        Read off the index of tags: to be told to sort by the posts' own key, SQLite would
        sort all that have the tag. Both sides are bounded, for PostgreSQL may merge them.
        """
        key = Q(taggings__tag=normal_tag(tag))
        if before is not None:
            key &= Q(taggings__post__lt=before)
        rows = self.older_than(before).filter(key).order_by("-taggings__post_id")
        return Page.of(list(rows[: PAGE_SIZE + 1]))

    def for_cards(self) -> Self:
        """Fetch along what templates/posts/_post.html draws."""
        mentions = Mention.objects.filter(member__is_active=True).select_related("member")
        return self.select_related("author").prefetch_related(
            models.Prefetch("mentions", queryset=mentions)
        )


class Post(models.Model):
    """A short text by one author."""

    id = models.BigIntegerField(primary_key=True, editable=False)  # made by posts.ids
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts", db_index=False
    )
    body = models.TextField(max_length=MAX_CODE_POINTS)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # One sending of one form, so that sending it twice publishes once.
    submission = models.UUIDField(null=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Range(Length("body"), (1, MAX_CODE_POINTS)),
                name="posts_post_body_length",
            ),
            models.CheckConstraint(
                condition=~Exact(Trim("body"), Value("")), name="posts_post_body_not_blank"
            ),
            models.CheckConstraint(condition=Q(id__gte=0), name="posts_post_id_since_1970"),
            models.UniqueConstraint(
                fields=["author", "submission"], name="posts_post_submitted_once"
            ),
        ]
        indexes = [models.Index(fields=["author", "-id"], name="posts_post_by_author")]

    def __str__(self) -> str:
        return f"{self.author}: {self.body[:40]}"

    def get_absolute_url(self) -> str:
        return reverse("posts:post", args=[self.author.username, self.pk])


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


class TallyQuerySet(models.QuerySet["Tally"]):
    def of(self, user: User) -> "Tally":
        """Return the user's counts; all zero for who did nothing yet."""
        return self.filter(user=user).first() or Tally(user=user)


class Tally(models.Model):
    """How much there is of somebody, without counting it for every page.

    Followers and followed count while they are active. Kept by triggers (posts/triggers.py)
    in the very statement that inserts or deletes a row, or hides somebody, whatever code,
    cascade or SQL prompt it comes from. (TRUNCATE, SQLite's REPLACE and a change of who wrote
    or follows are not such statements, and nothing here uses them.)
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    posts = models.PositiveBigIntegerField(default=0)
    followers = models.PositiveBigIntegerField(default=0)
    following = models.PositiveBigIntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.user}: {self.posts} posts"
