"""What a page has to know of its posts to draw them for a viewer, fetched with them."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from posts.models import (
    Audience,
    Bookmark,
    Like,
    Mention,
    Pin,
    Post,
    PostQuerySet,
    Viewer,
    unlisted_for,
    unseen_by,
)


def for_viewer(posts: PostQuerySet, viewer: Viewer) -> PostQuerySet:
    """Fetch along with `posts` what templates/posts/_post.html draws.

    `like_count` and `reply_count` are less those by whom the viewer's listings leave out;
    `liked` and `bookmarked` tell what the viewer did, `pinned` what the author did.
    """
    there = Mention.objects.filter(member__is_active=True)
    mentions = there.exclude(member__in=unseen_by(viewer)).select_related("member")
    drawn = posts.select_related("author").prefetch_related(
        Prefetch("mentions", queryset=mentions),
        # None also where it is gone, or not for the viewer.
        Prefetch("reply_to", Post.objects.visible_to(viewer).select_related("author")),
    )
    likes = Coalesce(F("tally__likes"), 0)
    replies = Coalesce(F("tally__replies"), 0)
    if viewer.is_anonymous:
        return drawn.annotate(like_count=likes, reply_count=replies)
    unlisted = unlisted_for(viewer).filter(is_active=True)
    this = {"post": OuterRef("pk")}
    their_likes = Like.objects.filter(**this, member__in=unlisted)
    their_replies = Post.objects.filter(
        reply_to=OuterRef("pk"),
        author__in=unlisted,
        audience__in=[Audience.EVERYONE, Audience.MEMBERS],
    )
    return drawn.annotate(
        like_count=likes - _count(their_likes, "post"),
        reply_count=replies
        + Coalesce(F("tally__members_replies"), 0)
        - _count(their_replies, "reply_to"),
        liked=Exists(Like.objects.filter(**this, member=viewer.pk)),
        pinned=Exists(Pin.objects.filter(**this)),
        bookmarked=Exists(Bookmark.objects.filter(**this, member=viewer.pk)),
    )


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    """Return how many of the rows each post has."""
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
