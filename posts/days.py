"""Days of the reader's time zone: how much there was on each, and with which id each begins."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import get_format

from posts.ids import first_post_id

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Daily:
    """How much there was on each day, one after the other from `first` on."""

    first: date
    counts: tuple[int, ...]

    def __iter__(self) -> Iterator[tuple[date, int]]:
        return ((self.first + number * DAY, count) for number, count in enumerate(self.counts))

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def most(self) -> int:
        return max(self.counts, default=0)

    @property
    def busiest(self) -> date:
        """The day with the most; the newest of several."""
        return max(self, key=lambda day: (day[1], day[0]))[0]


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to today, as ranges of posts' ids.

    Attributes:
        keys: the least id of each day, and of tomorrow.
    """

    first: date
    keys: list[int]

    @classmethod
    def since(cls, first: date) -> "Days":
        days = range((timezone.localdate() - first).days + 2)
        return cls(first, [first_post_id(midnight(first + number * DAY)) for number in days])

    def after(self, key: int | None) -> "Days":
        """Return those that begin after that id: all of them, if there is none."""
        gone = 0 if key is None else bisect_right(self.keys, key)
        return Days(self.first + gone * DAY, self.keys[gone:])

    def filled(self, counts: Mapping[date, int]) -> Daily:
        """Return the counts of these days, where a day that is not among them has none."""
        days = (self.first + number * DAY for number in range(len(self.keys) - 1))
        return Daily(self.first, tuple(counts.get(day, 0) for day in days))

    def count(self, keys: list[int]) -> Daily:
        """Return how many of the ids are of each day."""
        counts = [0] * len(self.keys)
        for key in keys:
            if self.keys[0] <= key < self.keys[-1]:
                counts[bisect_right(self.keys, key) - 1] += 1
        return Daily(self.first, tuple(counts[:-1]))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def start_of_week(day: date) -> date:
    """Return the day that its week began with, where the reader's language is spoken."""
    first = int(get_format("FIRST_DAY_OF_WEEK"))  # 0 is Sunday, as `%w` has it
    return day - (day.isoweekday() - first) % 7 * DAY
