"""What a member reads at home, found at the cost of the page and not of the past."""

from typing import Any

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from posts import cards
from posts.models import Follow, Post, PostQuerySet, TagFollow, Tagging, muted_by
from posts.paging import PAGE_SIZE, Page


def home_page(reader: User, before: int | None = None) -> Page[Post]:
    """Return a page of what the reader and the people they follow say and repost.

    Among it stands what anyone says with a hashtag that the reader follows. A post is once on
    a page, however many repost it, so that there may be fewer.
    """
    return cards.of_timeline(Page.of(_rows(reader, before)), reader)


def count_newer(reader: User, after: int) -> int:
    """Return how many posts are new on the first page of home since its newest was `after`.

    More than a page holds is told by one more than that.
    """
    newer = [row for row in _rows(reader)[: PAGE_SIZE + 1] if row.pk > after]
    return len({row.repost_of_id if row.is_repost else row.pk for row in newer})


def _rows(reader: User, before: int | None = None) -> list[Post]:
    """Return the newest rows of home: what fills a page and one more, or somewhat more."""
    rows = [*_rows_by_people(reader, before), *_rows_by_tags(reader, before)]
    by_key = {row.pk: row for row in rows}
    return sorted(by_key.values(), key=lambda row: row.pk, reverse=True)


def _rows_by_people(reader: User, before: int | None) -> list[Post]:
    """Return the newest rows by the reader and whom they follow, one more than fills a page.

    A bounded merge: the newest post of each followed author is one index seek. Only the
    authors with the newest such posts can be on the page, and the oldest of those posts
    bounds the range to read; so does what would be the last of a page by one of them alone.
    The cost grows with the people followed, not with their posts.
    """
    readable = Post.objects.timeline_for(reader).exclude(author__in=muted_by(reader))
    readable = readable.outside_muted_conversations(reader).older_than(before)
    authors, bound = _authors_on_page(reader, readable)
    by_one = readable.filter(author=OuterRef("pk")).order_by("-pk")
    end = _end_of_a_page_by_one(User.objects.filter(pk__in=authors), by_one)
    bounds = [key for key in (bound, end) if key]
    posts = readable.filter(author__in=authors)
    if bounds:
        posts = posts.filter(pk__gte=max(bounds))
    return list(posts.select_related("author").order_by("-pk")[: PAGE_SIZE + 1])


def _authors_on_page(reader: User, readable: PostQuerySet) -> tuple[list[int], int | None]:
    """Return the ids of the authors who can be on the page, and a key that bounds it below."""
    newest = readable.filter(author=OuterRef("followed")).order_by("-pk").values("pk")[:1]
    ranked = (
        Follow.objects.filter(follower=reader)
        .exclude(followed__in=muted_by(reader))  # or all that a muted one said is read
        .annotate(newest=Subquery(newest))
        .order_by(F("newest").desc(nulls_last=True))
        .values_list("followed", "newest")[: PAGE_SIZE + 1]
    )
    seen = [(author, newest) for author, newest in ranked if newest is not None]
    bound = seen[-1][1] if len(seen) > PAGE_SIZE else None
    return [reader.pk, *(author for author, _ in seen)], bound


def _rows_by_tags(reader: User, before: int | None) -> list[Post]:
    """Return the newest rows with hashtags that the reader follows, one more than a page holds.

    What would be the last of a page with one tag alone bounds the range to read, and is a few
    steps down the index of tags: the cost grows with the tags, of which nobody follows many,
    and not with the posts.
    """
    followed = TagFollow.objects.of(reader)
    listed = Post.objects.listed_for(reader).outside_muted_conversations(reader)
    in_range = Q(tag__in=followed.order_by().values("tag"))
    if end := _end_of_a_page_by_one(followed, listed.tagged(OuterRef("tag"), before)):
        in_range &= Q(post__gte=end)
    if before is not None:
        in_range &= Q(post__lt=before)
    tagged = listed.filter(pk__in=Tagging.objects.filter(in_range).values("post"))
    return list(tagged.select_related("author").order_by("-pk")[: PAGE_SIZE + 1])


def _end_of_a_page_by_one(sources: QuerySet[Any], posts: PostQuerySet) -> int | None:
    """Return the newest of the keys that end a full page of one source's posts.

    Args:
        posts: those of one source, the newest first; it is their outer row.
    """
    ends = sources.annotate(end=Subquery(posts.values("pk")[PAGE_SIZE : PAGE_SIZE + 1]))
    end: int | None = ends.aggregate(Max("end"))["end__max"]
    return end
