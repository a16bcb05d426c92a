"""Rules about posts and people: what may be done, and why not. A module per subject."""

from posts.services.errors import (
    BlockedError,
    GoneError,
    NotTheirsError,
    NotTheirsToPinError,
    PinsFullError,
    PostsError,
    SelfBlockError,
    SelfFollowError,
    SelfMuteError,
    UnseenError,
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
from posts.services.pinning import pin, unpin
from posts.services.publishing import delete, may_delete, publish
from posts.services.reacting import bookmark, like, unbookmark, unlike

__all__ = [
    "BlockedError",
    "GoneError",
    "NotTheirsError",
    "NotTheirsToPinError",
    "PinsFullError",
    "PostsError",
    "SelfBlockError",
    "SelfFollowError",
    "SelfMuteError",
    "UnseenError",
    "accept",
    "block",
    "bookmark",
    "delete",
    "follow",
    "like",
    "may_delete",
    "mute",
    "pin",
    "publish",
    "refuse",
    "unblock",
    "unbookmark",
    "unfollow",
    "unlike",
    "unmute",
    "unpin",
]
