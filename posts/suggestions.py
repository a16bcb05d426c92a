"""Whom a member may want to follow: people that those they follow do."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from posts.models import Follow, FollowRequest, unlisted_for

MINE = 100  # people that the member follows, the newest, who are asked
THEIRS = 100  # follows of each of them, the newest, that count
LATEST = 5_000  # follows by anybody, for who follows nobody yet
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to follow, and why.

    Attributes:
        follower: one whom the member follows and who follows `person`; None if there is none.
        others: how many more do; if there is no `follower`, how many people do of late.
    """

    person: User
    follower: User | None
    others: int


def for_member(member: User) -> list[Suggestion]:
    """Return the people that most of those whom the member follows do, the latest first.

    For who follows nobody, or nobody who follows others: those whom most people here began to
    follow of late. Only so many follows are looked at, however many there are.
    """
    near = _most_followed(_by_those_followed(member), member)
    rows = near or _most_followed(Follow.objects.filter(pk__in=_latest()), member)
    found = User.objects.in_bulk([key for row in rows for key in row[:2]])
    return [
        Suggestion(found[person], found[follower], count - 1)
        if near
        else Suggestion(found[person], None, count)
        for person, follower, count in rows
        if person in found and follower in found  # one may have gone since
    ]


def _by_those_followed(member: User) -> QuerySet[Follow]:
    """Return the newest follows by each of those whom the member follows."""
    theirs = Follow.objects.filter(follower=OuterRef("followed")).order_by("-pk").values("pk")
    asked = (
        Follow.objects.followed_by(member, member)
        .select_related(None)
        .order_by("-pk")
        .values_list("followed", Subquery(theirs[THEIRS - 1 : THEIRS]))[:MINE]
    )
    whole, cut = [], []
    for person, last in asked:
        if last is None:
            whole.append(person)
        else:
            cut.append(Q(follower=person, pk__gte=last))
    return Follow.objects.filter(reduce(Q.__or__, cut, Q(follower__in=whole)))


def _latest() -> QuerySet[Follow, int]:
    return Follow.objects.order_by("-pk").values_list("pk", flat=True)[:LATEST]


def _most_followed(follows: QuerySet[Follow], member: User) -> Sequence[tuple[int, int, int]]:
    """Return the keys of who is followed most, and of one follower, and how many there are."""
    asked = FollowRequest.objects.filter(follower=member).values("followed")
    counted = (
        follows.filter(followed__is_active=True, followed__hides_from_search=False)
        .exclude(followed=member)
        .exclude(followed__in=Follow.objects.filter(follower=member).values("followed"))
        .exclude(followed__in=asked)
        .exclude(followed__in=unlisted_for(member))
        .filter(follower__is_active=True)
        .exclude(follower__in=unlisted_for(member))
        .values("followed")
        .annotate(one=Max("follower"), count=Count("pk"), newest=Max("pk"))
        .order_by("-count", "-newest")
    )
    return list(counted.values_list("followed", "one", "count")[:SHOWN])
