"""What a page has to know of its posts to draw them for a viewer, fetched with them."""

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from posts.models import Bookmark, Like, Mention, PostQuerySet, Viewer, unlisted_for


def for_viewer(posts: PostQuerySet, viewer: Viewer) -> PostQuerySet:
    """Fetch along with `posts` what templates/posts/_post.html draws.

    `like_count` is less those by whom the viewer's listings leave out; `liked` and
    `bookmarked` tell what the viewer did.
    """
    mentions = Mention.objects.filter(member__is_active=True).select_related("member")
    drawn = posts.select_related("author").prefetch_related(
        Prefetch("mentions", queryset=mentions)
    )
    likes = Coalesce(F("tally__likes"), 0)
    if viewer.is_anonymous:
        return drawn.annotate(like_count=likes)
    this = {"post": OuterRef("pk")}
    hidden = Like.objects.filter(
        **this, member__is_active=True, member__in=unlisted_for(viewer)
    )
    count = hidden.order_by().values("post").annotate(count=Count("pk")).values("count")
    return drawn.annotate(
        like_count=likes - Coalesce(Subquery(count), 0),
        liked=Exists(Like.objects.filter(**this, member=viewer.pk)),
        bookmarked=Exists(Bookmark.objects.filter(**this, member=viewer.pk)),
    )
