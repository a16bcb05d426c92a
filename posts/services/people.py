"""Rules about who follows, blocks and mutes whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from accounts.models import User
from posts import signals
from posts.models import Block, Follow, FollowRequest, Mute
from posts.services.errors import (
    BlockedError,
    GoneError,
    SelfBlockError,
    SelfFollowError,
    SelfMuteError,
)


def follow(*, follower: User, followed: User) -> Follow | FollowRequest | None:
    """Make `follower` follow `followed`, or ask to, if they approve followers by hand.

    Returns:
        What is new; None if there is nothing new, for asking twice is no error.

    Raises:
        SelfFollowError: the two are the same person.
        GoneError: one of them is deactivated or deleted.
        BlockedError: one of them blocks the other.
    """
    if follower == followed:
        raise SelfFollowError
    with _both(follower, followed) as (_, stored):
        if Block.objects.across(follower, followed).exists():
            raise BlockedError
        if Follow.objects.between(follower, followed).exists():
            return None
        kind = FollowRequest if stored.approves_followers else Follow
        made, new = kind.objects.get_or_create(follower=follower, followed=followed)
        if kind is Follow:
            FollowRequest.objects.between(follower, followed).delete()
        if new:
            _tell(made)
        return made if new else None


def unfollow(*, follower: User, followed: User) -> bool:
    """Undo `follow`, or take back the request; asking twice is no error.

    Returns:
        Whether there was something to end.
    """
    with transaction.atomic():
        follows, _ = Follow.objects.between(follower, followed).delete()
        requests, _ = FollowRequest.objects.between(follower, followed).delete()
    return bool(follows or requests)


def accept(*, follower: User, followed: User) -> bool:
    """Let who asked for it follow `followed`.

    Returns:
        Whether there was a request.

    Raises:
        GoneError: one of them is deactivated or deleted.
    """
    with _both(follower, followed):
        asked, _ = FollowRequest.objects.between(follower, followed).delete()
        if asked:
            made, new = Follow.objects.get_or_create(follower=follower, followed=followed)
            if new:
                _tell(made, asked=True)
    return bool(asked)


def refuse(*, follower: User, followed: User) -> bool:
    """Drop a request, of which `follower` is not told. Returns whether there was one."""
    asked, _ = FollowRequest.objects.between(follower, followed).delete()
    return bool(asked)


def block(*, blocker: User, blocked: User) -> bool:
    """Make the two invisible to each other; whoever followed the other does so no longer.

    Returns:
        Whether that is new; asking twice is no error.

    Raises:
        SelfBlockError: the two are the same person.
        GoneError: one of them is deactivated or deleted.
    """
    if blocker == blocked:
        raise SelfBlockError
    with _both(blocker, blocked):
        _, new = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
        unfollow(follower=blocker, followed=blocked)
        unfollow(follower=blocked, followed=blocker)
    return new


def unblock(*, blocker: User, blocked: User) -> bool:
    """Undo `block`; follows do not come back. Returns whether there was a block."""
    ended, _ = Block.objects.filter(blocker=blocker, blocked=blocked).delete()
    return bool(ended)


def mute(*, muter: User, muted: User, until: datetime | None = None) -> None:
    """Keep `muted` out of the listings of `muter`, who is the only one to know.

    Args:
        until: when it is over; None is never. Muting once more sets it anew.

    Raises:
        SelfMuteError: the two are the same person.
        GoneError: one of them is deactivated or deleted.
    """
    if muter == muted:
        raise SelfMuteError
    with _both(muter, muted):
        Mute.objects.update_or_create(muter=muter, muted=muted, defaults={"until": until})


def unmute(*, muter: User, muted: User) -> bool:
    """Undo `mute`. Returns whether there was a mute that lasted still."""
    with transaction.atomic():
        mutes = Mute.objects.filter(muter=muter, muted=muted)
        lasting = mutes.lasting().exists()
        mutes.delete()
    return lasting


def _tell(made: Follow | FollowRequest, *, asked: bool = False) -> None:
    if isinstance(made, Follow):
        signals.tell(signals.followed, Follow, follow=made, asked=asked)
    else:
        signals.tell(signals.follow_requested, FollowRequest, request=made)


@contextmanager
def _both(one: User, other: User) -> Iterator[tuple[User, User]]:
    """Open a transaction in which the two stay as they are: yield them as they are stored.

    Locked, so that of a follow and a block at once the later one knows of the earlier.
    """
    with transaction.atomic():
        there = User.objects.visible().filter(pk__in=[one.pk, other.pk])
        found = {user.pk: user for user in there.order_by("pk").select_for_update(no_key=True)}
        if len(found) < 2:
            raise GoneError
        yield found[one.pk], found[other.pk]
