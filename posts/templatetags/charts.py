"""Pictures of how much there was on each day, drawn as SVG.

Nothing in them has a style, which the content security policy would refuse: attributes say
where it is, classes what it is, and a style sheet how that looks. What a picture says, its
caption says too.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from posts.activity import WEEKS, first_day
from posts.days import DAY, Daily

SHADES = 4  # of a day with posts
SQUARE, STEP = 10, 12  # units of the picture: a day, and from one day to the next
MONTHS = 16  # the line that names them
LAST_NAMED = WEEKS - 2  # week; the name of a later one would not fit
BAR, BAR_STEP, TALLEST = 8, 10, 60

register = template.Library()


@register.inclusion_tag("posts/_activity.html")
def activity(written: Daily) -> dict[str, Any]:
    """Draw a column for each week and a square for each day, which shows more by its shade."""
    first = first_day()
    squares = ((_square(first, written.most, *day),) for day in written)
    return {
        "written": written,
        "width": WEEKS * STEP - STEP + SQUARE,
        "height": MONTHS + 7 * STEP - STEP + SQUARE,
        "squares": format_html_join("\n", "{}", squares),
        "months": format_html_join(
            "", '<text x="{}" y="10">{}</text>', _months(first, written.first)
        ),
    }


@register.simple_tag
def bars(daily: Daily) -> SafeString:
    """Draw a bar for each day, as high as there was much."""
    drawn = (
        _mark("bar", number * BAR_STEP, TALLEST - height, BAR, height, _said(day, count))
        for number, (day, count) in enumerate(daily)
        if (height := _part(count, daily.most, TALLEST))
    )
    return format_html(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        len(daily.counts) * BAR_STEP - BAR_STEP + BAR,
        TALLEST,
        format_html_join("\n", "{}", ((bar,) for bar in drawn)),
    )


def _square(first: date, most: int, day: date, count: int) -> SafeString:
    week, weekday = divmod((day - first).days, 7)
    shade = _part(count, most, SHADES)
    said = _said(day, count) if count else ""
    return _mark(f"shade-{shade}", week * STEP, MONTHS + weekday * STEP, SQUARE, SQUARE, said)


def _mark(name: str, x: int, y: int, width: int, height: int, said: str) -> SafeString:
    """Draw a rectangle that says something to who points at it."""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}">{}</rect>',
        name,
        x,
        y,
        width,
        height,
        format_html("<title>{}</title>", said) if said else "",
    )


def _part(count: int, most: int, of: int) -> int:
    """Return the count on a scale that ends with `of`; only nothing is 0."""
    return -(-count * of // most) if count else 0


def _said(day: date, count: int) -> str:
    return f"{date_format(day, 'SHORT_DATE_FORMAT')}: {count}"


def _months(first: date, drawn: date) -> Iterator[tuple[int, str]]:
    """Yield where the names of the months go: above the weeks with their first days.

    Args:
        drawn: the first day that is there.
    """
    for week in range(LAST_NAMED + 1):
        for day in (first + (7 * week + number) * DAY for number in range(7)):
            if day.day == 1 and day >= drawn:
                yield week * STEP, date_format(day, "M")
