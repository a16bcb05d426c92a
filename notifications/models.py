"""What members are told of, how far they have read, and what they want to be told of.

A notification holds no deed: those stand in posts. What was undone since, and what the reader
may not see any more, is left out by the queries here.
"""

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from posts.models import Follow, FollowRequest, Like, Mention, Post, unlisted_for


class Kind(models.TextChoices):
    """What somebody did; notifications/sentences.py says who."""

    MENTION = "mention", _("Somebody mentioned you")
    REPLY = "reply", _("Somebody replied to you")
    QUOTE = "quote", _("Somebody quoted you")
    LIKE = "like", _("Somebody liked your post")
    REPOST = "repost", _("Somebody reposted your post")
    FOLLOW = "follow", _("Somebody followed you")
    REQUEST = "request", _("Somebody asked to follow you")
    ACCEPTED = "accepted", _("Somebody accepted your follow request")


OF_A_POST = (Kind.MENTION, Kind.REPLY, Kind.QUOTE, Kind.LIKE, Kind.REPOST)
WINDOW = 100  # notifications that are looked at for a page, or for a count
GROUPED = (Kind.LIKE, Kind.REPOST, Kind.FOLLOW, Kind.REQUEST, Kind.ACCEPTED)


class ReadPositionQuerySet(models.QuerySet["ReadPosition"]):
    def of(self, member: User | OuterRef) -> Self:
        """Return the one position of that member, or none."""
        return self.filter(member=member)

    def upto_of(self, member: User) -> int:
        """Return up to where the member has read; 0 if they never did."""
        return self.of(member).values_list("upto", flat=True).first() or 0


class ReadPosition(models.Model):
    """How far down from the newest a member has read: all with a key up to `upto`."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    upto = models.BigIntegerField(default=0)

    objects = ReadPositionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.member}: {self.upto}"


class ActorQuerySet(models.QuerySet["Actor"]):
    def shown_to(self, reader: User) -> Self:
        """Return those of whom the reader may read, and whose deed stands."""
        actor, post = OuterRef("member"), OuterRef("notification__post")
        tie = {"followed": reader, "follower": actor}
        stands = (
            Q(notification__kind__in=[Kind.REPLY, Kind.QUOTE])  # with the post
            | Q(notification__kind=Kind.MENTION)
            & Exists(Mention.objects.filter(post=post, member=reader))
            | Q(notification__kind=Kind.LIKE)
            & Exists(Like.objects.filter(post=post, member=actor))
            | Q(notification__kind=Kind.REPOST)
            & Exists(Post.objects.reposts_of(post).filter(author=actor))
            | Q(notification__kind=Kind.FOLLOW) & Exists(Follow.objects.filter(**tie))
            | Q(notification__kind=Kind.REQUEST) & Exists(FollowRequest.objects.filter(**tie))
            | Q(notification__kind=Kind.ACCEPTED)
            & Exists(Follow.objects.filter(follower=reader, followed=actor))
        )
        there = self.filter(stands, member__is_active=True)
        return there.exclude(member__in=unlisted_for(reader))


class NotificationQuerySet(models.QuerySet["Notification"]):
    def shown_to(self, reader: User) -> Self:
        """Return what the reader is told of: the one home of that rule."""
        posts = Post.objects.readable_by(reader).filter(pk=OuterRef("post"))
        actors = Actor.objects.shown_to(reader).filter(notification=OuterRef("pk"))
        # No Exists, of which PostgreSQL would make a join with all that anybody ever did.
        told = self.alias(somebody=Subquery(actors.values("pk")[:1]))
        return told.filter(Q(post=None) | Exists(posts), recipient=reader, somebody__gt=0)

    def newest_of(self, reader: User, before: int | None = None) -> Self:
        """Return the `WINDOW` newest, or those with a key less than `before`; shown or not.

        What is shown is looked for among them alone: PostgreSQL would look at whatever
        anybody was ever told of, for it cannot tell how little a reader has not read.
        """
        listed = Actor.objects.filter(notification=OuterRef("pk"))
        listed = listed.filter(member__is_active=True).exclude(member__in=unlisted_for(reader))
        # Or somebody who was blocked for it, or suspended, would leave no room for the others.
        newest = self.alias(listed=Subquery(listed.values("pk")[:1]))
        newest = newest.filter(recipient=reader, listed__gt=0).order_by("-latest")
        if before is not None:
            newest = newest.filter(latest__lt=before)
        return newest[:WINDOW]

    def unread_by(self, reader: User) -> Self:
        """Return those of the newest that the reader has not read; shown or not."""
        position = ReadPosition.objects.of(reader).values("upto")
        return self.filter(latest__gt=Coalesce(Subquery(position), 0)).newest_of(reader)


class Notification(models.Model):
    """Of what `recipient` is told: what one or several members did, to one post if to any.

    Attributes:
        post: what mentions, answers or quotes the recipient; or what of theirs is liked or
            reposted.
        since: of what is told together, the recipient's position when it was opened: what
            happens between two looks at the list is one row. 0 of what stands alone.
        latest: of the latest event, a key that sorts by time as posts' ids do.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    since = models.BigIntegerField(default=0)
    latest = models.BigIntegerField()

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "recipient", "kind", "since"],
                name="notifications_one_per_post",
            ),
            models.UniqueConstraint(
                fields=["recipient", "kind", "since"],
                condition=Q(post=None),
                name="notifications_one_without_post",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_POST, post__isnull=False)
                | Q(kind__in=[Kind.FOLLOW, Kind.REQUEST, Kind.ACCEPTED], post=None),
                name="notifications_post_of_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=GROUPED) | Q(since=0), name="notifications_alone"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-latest"], name="notifications_by_recipient"),
            models.Index(fields=["latest"], name="notifications_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.kind}"


class Actor(models.Model):
    """`member` did what the notification tells."""

    notification = models.ForeignKey(
        Notification, on_delete=models.CASCADE, related_name="actors", db_index=False
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ActorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notification", "member"], name="notifications_actor_once"
            ),
        ]
        indexes = [
            models.Index(fields=["notification", "-id"], name="notifications_actor_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.notification_id}"


class Way(models.TextChoices):
    """How a member wants to be told."""

    SITE = "site", _("On the site")
    EMAIL = "email", _("On the site and by e-mail")
    OFF = "off", _("Not at all")


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def of(self, member: User) -> dict[Kind, Way]:
        """Return how the member wants to be told of each kind."""
        return self.of_each([member])[member.pk]

    def of_each(self, members: Collection[User]) -> dict[int, dict[Kind, Way]]:
        """Return by their keys how each of the members wants to be told of each kind."""
        ways = {member.pk: dict.fromkeys(Kind, Way.SITE) for member in members}
        for chosen in self.filter(member__in=members):
            ways[chosen.member_id][Kind(chosen.kind)] = Way(chosen.way)
        return ways


class Preference(models.Model):
    """What a member chose; there is no row where they never did."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    way = models.CharField(max_length=10, choices=Way.choices)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"], name="notifications_preference_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, way__in=Way.values),
                name="notifications_preference_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.kind} {self.way}"
