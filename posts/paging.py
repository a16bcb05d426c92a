"""Pages of any length of listing at the cost of one page: by key, newest first.

No OFFSET, which repeats and skips rows while others write, and no COUNT.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from django.db import models

PAGE_SIZE = 25
MAX_DIGITS = 19  # of a 64-bit key
GREATEST = 2**63 - 1


def key_in(text: str) -> int | None:
    """Return the key that the text is; None if it is none. It may be beyond the greatest."""
    fits = text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS
    return int(text) if fits else None


Row = TypeVar("Row")
Keyed = TypeVar("Keyed", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """What is on a page, newest first: `PAGE_SIZE` rows or so.

    Attributes:
        before: the key to ask the older page with; None if there is none.
    """

    rows: Sequence[Row]
    before: int | None

    @staticmethod
    def of(rows: Sequence[Keyed]) -> "Page[Keyed]":
        """Make a page of the first `PAGE_SIZE` of `rows`; one more tells of an older page."""
        page = rows[:PAGE_SIZE]
        return Page(page, page[-1].pk if len(rows) > PAGE_SIZE else None)


class KeysetQuerySet(models.QuerySet[Keyed]):
    """Rows whose primary keys sort by time."""

    def older_than(self, before: int | None) -> Self:
        return self if before is None else self.filter(pk__lt=before)

    def page(self, before: int | None = None) -> Page[Keyed]:
        """Return the newest rows, or the newest of those with a key less than `before`."""
        rows = self.older_than(before).order_by("-pk")[: PAGE_SIZE + 1]
        return Page.of(list(rows))
