"""A member's notifications as they are drawn: each with who did it, and whether it is new."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import IntegerField, OuterRef, Subquery
from django.utils.text import Truncator

from accounts.models import User
from notifications.models import (
    WINDOW,
    Actor,
    Kind,
    Notification,
    NotificationQuerySet,
    ReadPosition,
)
from posts.models import Post
from posts.paging import PAGE_SIZE, Page

FACES = 3  # people whose pictures are shown
MOST = 100  # people that are counted
EXCERPT = 140  # characters


class Counted(Subquery):
    """How many rows a query has, of one that takes only so many."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Entry:
    """A notification as it is drawn.

    Attributes:
        people: up to `FACES` of those who did it, the latest first.
        count: of how many, counted up to `MOST`.
        at: when the latest of them did.
    """

    pk: int
    kind: Kind
    key: int
    post: Post | None
    people: list[User]
    count: int
    at: datetime
    unread: bool

    @property
    def excerpt(self) -> str:
        """The post on one line."""
        return Truncator(" ".join(self.post.teaser.split())).chars(EXCERPT) if self.post else ""

    @property
    def named(self) -> list[User]:
        """Who is named: both of two, and of more the latest."""
        return self.people[:2] if self.count == 2 else self.people[:1]


def page(reader: User, before: int | None = None) -> Page[Entry]:
    """Return the reader's newest, or the newest of those with a key less than `before`.

    Where most is hidden by now, a page is not full, and leads on all the same.
    """
    newest = Notification.objects.newest_of(reader, before)
    keys = dict(newest.values_list("pk", "latest"))
    if not keys:
        return Page([], None)
    shown = Notification.objects.shown_to(reader).filter(pk__in=keys).order_by("-latest")
    rows = entries(shown[: PAGE_SIZE + 1], reader)
    if len(rows) > PAGE_SIZE:
        return Page(rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].key)
    return Page(rows, min(keys.values()) if len(keys) == WINDOW else None)


def entries(shown: NotificationQuerySet, reader: User) -> list[Entry]:
    """Return as entries what was chosen of what is shown to the reader."""
    actors = Actor.objects.shown_to(reader).filter(notification=OuterRef("pk"))
    newest = actors.order_by("-pk")
    faces = {f"face_{n}": Subquery(newest.values("member")[n : n + 1]) for n in range(FACES)}
    rows: list[Any] = list(
        shown.select_related("post__author").annotate(
            **faces,
            at=Subquery(newest.values("at")[:1]),
            count=Counted(actors.values("pk")[:MOST]),
        )
    )
    members = {row.pk: [getattr(row, face) for face in faces] for row in rows}
    people = User.objects.in_bulk({pk for found in members.values() for pk in found if pk})
    position = ReadPosition.objects.upto_of(reader)
    return [
        Entry(
            pk=row.pk,
            kind=Kind(row.kind),
            key=row.latest,
            post=row.post,
            people=there,
            count=row.count if row.count > FACES else len(there),
            at=row.at,
            unread=row.latest > position,
        )
        for row in rows
        # They may have gone since the rows were read.
        if (there := [people[pk] for pk in members[row.pk] if pk in people])
    ]


def unread_count(reader: User) -> int:
    """Return how many of the newest the reader has not read: `WINDOW` at most.

    In one small query for whoever has nothing new, which is most of the time.
    """
    keys = list(Notification.objects.unread_by(reader).values_list("pk", flat=True))
    return Notification.objects.shown_to(reader).filter(pk__in=keys).count() if keys else 0
