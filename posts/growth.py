"""How the site does of late, day by day: who joins, what is written, and by how many."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import User
from posts.days import Daily, Days, midnight
from posts.kept import kept
from posts.models import Post

DAYS = 30
MOST = 200_000  # posts, the newest, that are counted
KEPT_FOR = 5 * 60  # seconds until they are counted anew


@dataclass(frozen=True, slots=True)
class Written:
    """How many posts there are of each day, reposts aside, and how many wrote them.

    Attributes:
        different_authors: how many wrote on any of the days.
    """

    posts: Daily
    authors: Daily
    different_authors: int


def joined() -> Daily:
    """Return how many members joined per day, as of some minutes ago."""
    return kept(_key("joined"), _joined, seconds=KEPT_FOR)


def written() -> Written:
    """Return what was written per day, for whomever it is, as of some minutes ago.

    Where there is more than is counted, it begins with the first day that is counted wholly.
    """
    return kept(_key("written"), _written, seconds=KEPT_FOR)


def _key(what: str) -> str:
    # Where the reader is, the days begin at another time.
    return f"posts.growth.{what}/{timezone.get_current_timezone_name()}"


def _days() -> Days:
    return Days.since(timezone.localdate() - timedelta(days=DAYS - 1))


def _joined() -> Daily:
    """Read all members: with an index it would cost less, and every new member more."""
    days = _days()
    new = User.objects.filter(date_joined__gte=midnight(days.first))
    by_day = new.values_list(TruncDate("date_joined")).annotate(Count("pk")).order_by()
    return days.filled(dict(by_day))


def _written() -> Written:
    days = _days()
    said = Post.objects.filter(~Q(body=""))
    new = said.filter(pk__gte=days.keys[0], pk__lt=days.keys[-1])
    one_more = new.order_by("-pk").values_list("pk", flat=True)[MOST : MOST + 1]
    days = days.after(next(iter(one_more), None))
    # Day by day, each a range of the index: to sort them by day in one query takes SQLite
    # several times as long.
    counts = [_count(said, start, end) for start, end in pairwise(days.keys)]
    return Written(
        posts=Daily(days.first, tuple(posts for posts, _ in counts)),
        authors=Daily(days.first, tuple(authors for _, authors in counts)),
        different_authors=_count(said, days.keys[0], days.keys[-1])[1],
    )


def _count(said: QuerySet[Post], start: int, end: int) -> tuple[int, int]:
    """Return how many posts have ids from `start` to below `end`, and how many wrote them."""
    within = said.filter(pk__gte=start, pk__lt=end)
    found = within.aggregate(posts=Count("pk"), authors=Count("author", distinct=True))
    return found["posts"], found["authors"]
