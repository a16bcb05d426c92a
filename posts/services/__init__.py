"""Rules about posts and people: what may be done, and why not. A module per subject."""

from posts.services.errors import (
    BlockedError,
    GoneError,
    NotTheirsError,
    PostsError,
    SelfBlockError,
    SelfFollowError,
    SelfMuteError,
)
from posts.services.people import (
    accept,
    block,
    follow,
    mute,
    refuse,
    unblock,
    unfollow,
    unmute,
)
from posts.services.publishing import delete, may_delete, publish

__all__ = [
    "BlockedError",
    "GoneError",
    "NotTheirsError",
    "PostsError",
    "SelfBlockError",
    "SelfFollowError",
    "SelfMuteError",
    "accept",
    "block",
    "delete",
    "follow",
    "may_delete",
    "mute",
    "publish",
    "refuse",
    "unblock",
    "unfollow",
    "unmute",
]
