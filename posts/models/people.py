"""Who follows, blocks and mutes whom, and who may see whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from posts.paging import KeysetQuerySet

Viewer = User | AnonymousUser


def unseen_by(viewer: Viewer) -> models.QuerySet[User]:
    """Return whom the viewer may not see: the other side of any block."""
    if viewer.is_anonymous:
        return User.objects.none()
    return User.objects.filter(pk__in=_across_blocks(viewer))


def muted_by(viewer: Viewer) -> models.QuerySet[User]:
    """Return whom the viewer does not want to read of now."""
    if viewer.is_anonymous:
        return User.objects.none()
    return User.objects.filter(pk__in=_muted(viewer))


def unlisted_for(viewer: Viewer) -> models.QuerySet[User]:
    """Return whom the viewer's listings and counts leave out: `unseen_by` and `muted_by`."""
    if viewer.is_anonymous:
        return User.objects.none()
    return User.objects.filter(pk__in=_across_blocks(viewer).union(_muted(viewer), all=True))


def findable_by(viewer: Viewer) -> models.QuerySet[User]:
    """Return whom the viewer may find: nobody who stays out of search, but themselves."""
    if viewer.is_anonymous:
        return User.objects.visible().filter(hides_from_search=False)
    listed = User.objects.visible().exclude(pk__in=unlisted_for(viewer))
    return listed.filter(Q(hides_from_search=False) | Q(pk=viewer.pk))


def _across_blocks(viewer: Viewer) -> models.QuerySet["Block", Any]:
    blocked = Block.objects.filter(blocker=viewer.pk).values("blocked")
    blockers = Block.objects.filter(blocked=viewer.pk).values("blocker")
    return blocked.union(blockers, all=True)


def _muted(viewer: Viewer) -> models.QuerySet["Mute", Any]:
    return Mute.objects.lasting().filter(muter=viewer.pk).values("muted")


class FollowQuerySet(KeysetQuerySet["Follow"]):
    def followers_of(self, user: User, viewer: Viewer) -> Self:
        """Return the follows of `user` that `viewer` may read of."""
        there = self.filter(followed=user, follower__is_active=True)
        return there.exclude(follower__in=unlisted_for(viewer)).select_related("follower")

    def followed_by(self, user: User, viewer: Viewer) -> Self:
        """Return the follows by `user` that `viewer` may read of."""
        there = self.filter(follower=user, followed__is_active=True)
        return there.exclude(followed__in=unlisted_for(viewer)).select_related("followed")

    def between(self, follower: Viewer, followed: User | OuterRef) -> Self:
        """Return the one follow of that pair, or none."""
        return self.filter(follower=follower.pk, followed=followed)


class Follow(models.Model):
    """`follower` reads the posts of `followed`."""

    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("follower"),
    )
    followed = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("followed"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
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


class FollowRequestQuerySet(KeysetQuerySet["FollowRequest"]):
    def waiting_for(self, user: User) -> Self:
        """Return what the user has to answer."""
        waiting = self.filter(followed=user, follower__is_active=True)
        waiting = waiting.exclude(follower__in=unlisted_for(user))
        return waiting.select_related("follower")

    def between(self, follower: Viewer, followed: User) -> Self:
        """Return the one request of that pair, or none."""
        return self.filter(follower=follower.pk, followed=followed)


class FollowRequest(models.Model):
    """`follower` wants to follow `followed`, who approves followers by hand."""

    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    followed = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FollowRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "followed"], name="posts_follow_request_once"
            ),
            models.CheckConstraint(
                condition=~Q(follower=F("followed")), name="posts_follow_request_not_self"
            ),
        ]
        indexes = [
            models.Index(fields=["followed", "-id"], name="posts_follow_request_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.follower} → {self.followed}?"


class BlockQuerySet(KeysetQuerySet["Block"]):
    def by(self, user: User) -> Self:
        return self.filter(blocker=user, blocked__is_active=True).select_related("blocked")

    def across(self, one: Viewer, other: Viewer) -> Self:
        """Return the blocks between two people, whoever set them."""
        if one.is_anonymous or other.is_anonymous:
            return self.none()
        either = Q(blocker=one.pk, blocked=other.pk) | Q(blocker=other.pk, blocked=one.pk)
        return self.filter(either)


class Block(models.Model):
    """`blocker` and `blocked` are not there for each other."""

    blocker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="posts_block_once"),
            models.CheckConstraint(
                condition=~Q(blocker=F("blocked")), name="posts_block_not_self"
            ),
        ]
        indexes = [
            models.Index(fields=["blocked", "blocker"], name="posts_block_by_blocked"),
        ]

    def __str__(self) -> str:
        return f"{self.blocker} ⊘ {self.blocked}"


class MuteQuerySet(KeysetQuerySet["Mute"]):
    def lasting(self) -> Self:
        """Return those that are not over yet."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))

    def by(self, user: User) -> Self:
        lasting = self.lasting().filter(muter=user, muted__is_active=True)
        return lasting.select_related("muted")


class Mute(models.Model):
    """`muter` does not want to read of `muted`, who does not learn of it.

    Attributes:
        until: when it is over; None is never.
    """

    muter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    muted = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MuteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["muter", "muted"], name="posts_mute_once"),
            models.CheckConstraint(condition=~Q(muter=F("muted")), name="posts_mute_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.muter} mutes {self.muted}"


@dataclass(frozen=True, slots=True)
class Ties:
    """What is between a viewer and another person.

    Attributes:
        asked: whether the viewer asked to follow them, and waits for an answer.
        muted_until: when a mute is over; None also if it never is.
    """

    follows: bool = False
    asked: bool = False
    follows_back: bool = False
    mutes: bool = False
    muted_until: datetime | None = None


def ties(viewer: Viewer, person: User) -> Ties:
    """Return what is between the two, in one query."""
    if viewer.is_anonymous or viewer == person:
        return Ties()
    mute = Mute.objects.lasting().filter(muter=viewer.pk, muted=person)
    found = User.objects.filter(pk=person.pk).values(
        follows=Exists(Follow.objects.between(viewer, person)),
        asked=Exists(FollowRequest.objects.between(viewer, person)),
        follows_back=Exists(Follow.objects.filter(follower=person, followed=viewer.pk)),
        mutes=Exists(mute),
        muted_until=Subquery(mute.values("until")),
    )
    return Ties(**found.get())
