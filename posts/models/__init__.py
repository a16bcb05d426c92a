"""Facts the database keeps about posts and follows. What may be done is in services."""

from posts.models.conversation import MutedConversation, Tombstone
from posts.models.people import (
    Block,
    Follow,
    FollowRequest,
    Mute,
    Ties,
    Viewer,
    findable_by,
    muted_by,
    ties,
    unlisted_for,
    unseen_by,
)
from posts.models.picture import (
    ALT_MAX_LENGTH,
    MOST_PICTURES,
    Picture,
    PictureQuerySet,
    stored_name,
)
from posts.models.pin import PLACES as PIN_PLACES
from posts.models.pin import Pin
from posts.models.post import (
    Audience,
    Mention,
    Post,
    PostQuerySet,
    PostWords,
    Repliers,
    Tagging,
)
from posts.models.reactions import Bookmark, Like
from posts.models.reading import ReadMark
from posts.models.revision import Revision
from posts.models.tags import TagFollow
from posts.models.tally import PostTally, Tally, audiences_counted

__all__ = [
    "ALT_MAX_LENGTH",
    "MOST_PICTURES",
    "PIN_PLACES",
    "Audience",
    "Block",
    "Bookmark",
    "Follow",
    "FollowRequest",
    "Like",
    "Mention",
    "Mute",
    "MutedConversation",
    "Picture",
    "PictureQuerySet",
    "Pin",
    "Post",
    "PostQuerySet",
    "PostTally",
    "PostWords",
    "ReadMark",
    "Repliers",
    "Revision",
    "TagFollow",
    "Tagging",
    "Tally",
    "Ties",
    "Tombstone",
    "Viewer",
    "audiences_counted",
    "findable_by",
    "muted_by",
    "stored_name",
    "ties",
    "unlisted_for",
    "unseen_by",
]
