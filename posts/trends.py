"""Which hashtags many people use now."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.utils import timezone

from posts.ids import first_post_id
from posts.kept import kept
from posts.models import Post, Tagging

OF_LATE = timedelta(days=3)
SAMPLE = 20_000  # taggings, the newest, that are counted at most
TRENDS = 8
TRENDS_FOR = 5 * 60  # seconds until they are counted anew
FEWEST = 2  # people who use a tag before it is one that people use


@dataclass(frozen=True, slots=True)
class Trend:
    """A hashtag, and how many people used it of late."""

    tag: str
    people: int


def trends() -> list[Trend]:
    """Return the hashtags that most people used of late, as of some minutes ago.

    The same for everyone: of what visitors may see, by authors who do not stay out of search.
    So a viewer's blocks and mutes take nothing off the counts; the posts are not shown here.
    """
    return kept("posts.trends", _trends, seconds=TRENDS_FOR)


def _trends() -> list[Trend]:
    """Count people, then uses; what is equal in both goes by the alphabet. No other weights."""
    since = first_post_id(timezone.now() - OF_LATE)
    newest = Tagging.objects.filter(post__gte=since).order_by("-post_id")
    if full := newest.values_list("post_id", flat=True)[SAMPLE - 1 : SAMPLE]:
        since = full[0]
    visitor = AnonymousUser()
    counted = (
        Post.objects.visible_to(visitor)
        .findable_by(visitor)
        # On both sides, for PostgreSQL would read all posts to find those of the taggings.
        .filter(pk__gte=since, taggings__post__gte=since)
        .values("taggings__tag")
        .annotate(people=Count("author", distinct=True), uses=Count("pk"))
        .filter(people__gte=FEWEST)
        .order_by("-people", "-uses", "taggings__tag")
    )
    found = counted.values_list("taggings__tag", "people")[:TRENDS]
    return [Trend(tag, people) for tag, people in found]
