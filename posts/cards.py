"""What a page has to know of its posts to draw them for a viewer, fetched with them."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
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
from posts.paging import Page


def for_viewer(posts: PostQuerySet, viewer: Viewer) -> PostQuerySet:
    """Fetch along with `posts` what templates/posts/_post.html draws.

    `like_count`, `repost_count` and `reply_count` are less those by whom the viewer's listings
    leave out; `liked`, `reposted` and `bookmarked` tell what the viewer did, `pinned` what the
    author did.
    """
    there = Mention.objects.filter(member__is_active=True)
    mentions = there.exclude(member__in=unseen_by(viewer)).select_related("member")
    mentioned = Prefetch("mentions", queryset=mentions)
    visible = Post.objects.visible_to(viewer)
    drawn = posts.select_related("author").prefetch_related(
        mentioned,
        "pictures",
        # None also where it is gone, or not for the viewer.
        Prefetch("reply_to", visible.select_related("author")),
        Prefetch(
            "repost_of",
            # Nor is what somebody says whom the viewer mutes brought by somebody else.
            Post.objects.listed_for(viewer)
            .select_related("author")
            .prefetch_related(mentioned, "pictures"),
        ),
    )
    likes = Coalesce(F("tally__likes"), 0)
    reposts = Coalesce(F("tally__reposts"), 0)
    replies = Coalesce(F("tally__replies"), 0)
    if viewer.is_anonymous:
        return drawn.annotate(like_count=likes, repost_count=reposts, reply_count=replies)
    unlisted = unlisted_for(viewer).filter(is_active=True)
    this = {"post": OuterRef("pk")}
    their_likes = Like.objects.filter(**this, member__in=unlisted)
    all_reposts = Post.objects.reposts_of(OuterRef("pk"))
    their_replies = Post.objects.filter(
        reply_to=OuterRef("pk"),
        author__in=unlisted,
        audience__in=[Audience.EVERYONE, Audience.MEMBERS],
    )
    return drawn.annotate(
        like_count=likes - _count(their_likes, "post"),
        repost_count=reposts - _count(all_reposts.filter(author__in=unlisted), "repost_of"),
        reply_count=replies
        + Coalesce(F("tally__members_replies"), 0)
        - _count(their_replies, "reply_to"),
        reposted=Exists(all_reposts.filter(author=viewer.pk)),
        liked=Exists(Like.objects.filter(**this, member=viewer.pk)),
        pinned=Exists(Pin.objects.filter(**this)),
        bookmarked=Exists(Bookmark.objects.filter(**this, member=viewer.pk)),
    )


def for_everyone(viewer: Viewer) -> PostQuerySet:
    """Return what is said to everyone, and so to the viewer, whom somebody may block."""
    said = Post.objects.visible_to(AnonymousUser())
    return for_viewer(said.visible_to(viewer), viewer)


def of_timeline(rows: Page[Post], viewer: Viewer) -> Page[Post]:
    """Return what the rows of a timeline show: each post once, at the newest of its rows."""
    reposted_by: dict[int, list[User]] = {}
    places: dict[int, int] = {}
    for row in rows.rows:
        shown = row.repost_of_id if row.is_repost else None
        places.setdefault(shown or row.pk, row.pk)
        reposters = reposted_by.setdefault(shown or row.pk, [])
        if shown:
            reposters.append(row.author)
    posts = for_viewer(Post.objects.visible_to(viewer), viewer).in_bulk(list(reposted_by))
    for key, post in posts.items():
        post.reposted_by = reposted_by[key]
        post.place = places[key]
    # One may have gone since the rows were read.
    return Page([posts[key] for key in reposted_by if key in posts], rows.before)


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    """Return how many of the rows each post has."""
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
