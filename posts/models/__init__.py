"""Facts the database keeps about posts and follows. What may be done is in services."""

from posts.models.people import (
    Block,
    Follow,
    FollowRequest,
    Mute,
    Ties,
    Viewer,
    ties,
    unlisted_for,
    unseen_by,
)
from posts.models.post import Audience, Mention, Post, PostQuerySet, Tagging
from posts.models.tally import Tally

__all__ = [
    "Audience",
    "Block",
    "Follow",
    "FollowRequest",
    "Mention",
    "Mute",
    "Post",
    "PostQuerySet",
    "Tagging",
    "Tally",
    "Ties",
    "Viewer",
    "ties",
    "unlisted_for",
    "unseen_by",
]
