"""Rules about posts and people: what may be done, and why not. A module per subject."""

from posts.services.conversing import mute_conversation, unmute_conversation
from posts.services.errors import (
    BlockedError,
    ChangedError,
    GoneError,
    NoTagError,
    NotInvitedError,
    NotTheirsError,
    NotTheirsToEditError,
    NotTheirsToPinError,
    NotToShareError,
    NotUnderTheirsError,
    PinsFullError,
    PostsError,
    SelfBlockError,
    SelfFollowError,
    SelfMuteError,
    TooManyTagsError,
    UnseenError,
)
from posts.services.hiding import hide, may_hide, unhide
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
from posts.services.pictures import Attachment, discard, sweep_pictures, upload
from posts.services.pinning import pin, unpin
from posts.services.publishing import delete, may_delete, may_reply, publish
from posts.services.reacting import bookmark, like, repost, unbookmark, unlike, unrepost
from posts.services.reading import read_home
from posts.services.revising import may_edit, revise
from posts.services.tags import follow_tag, unfollow_tag

__all__ = [
    "Attachment",
    "BlockedError",
    "ChangedError",
    "GoneError",
    "NoTagError",
    "NotInvitedError",
    "NotTheirsError",
    "NotTheirsToEditError",
    "NotTheirsToPinError",
    "NotToShareError",
    "NotUnderTheirsError",
    "PinsFullError",
    "PostsError",
    "SelfBlockError",
    "SelfFollowError",
    "SelfMuteError",
    "TooManyTagsError",
    "UnseenError",
    "accept",
    "block",
    "bookmark",
    "delete",
    "discard",
    "follow",
    "follow_tag",
    "hide",
    "like",
    "may_delete",
    "may_edit",
    "may_hide",
    "may_reply",
    "mute",
    "mute_conversation",
    "pin",
    "publish",
    "read_home",
    "refuse",
    "repost",
    "revise",
    "sweep_pictures",
    "unblock",
    "unbookmark",
    "unfollow",
    "unfollow_tag",
    "unhide",
    "unlike",
    "unmute",
    "unmute_conversation",
    "unpin",
    "unrepost",
    "upload",
]
