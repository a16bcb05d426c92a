"""Finding posts and people: what may be typed, and what it finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce

import regex
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import User
from posts import cards
from posts.fields import Expression, Phrase
from posts.ids import first_post_id
from posts.models import Follow, Post, Viewer, unlisted_for, unseen_by
from posts.paging import Page
from posts.words import LINK_TOKEN, author_token, tag_token, words

MAX_LENGTH = 200  # characters typed
MAX_TERMS = 20
MAX_PEOPLE = 5
MAX_NAMES = 8
YEARS = range(1971, 3000)  # whose days have ids in every time zone

TERM = regex.compile(r'(?P<not>-)?+(?:"(?P<phrase>[^"]*+)"?+|(?P<word>\S++))')
OPERATOR = regex.compile(r"(?P<name>[A-Za-z]++):(?!//)(?P<value>.*+)", regex.DOTALL)
TAG = regex.compile(r"[#＃](?=\w)")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood.

    Attributes:
        plain: the words to look for among people's names.
        first, last: the least id that is of interest, and the one to stay below.
        is_reply: whether it should be one; None if either will do.
    """

    expression: Expression
    plain: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    is_reply: bool | None = None


def parse(text: str, viewer: Viewer) -> Query:
    """Return what `text` asks for when `viewer` asks.

    Raises:
        ValidationError: it cannot be understood. The message tells why.
    """
    if len(text) > MAX_LENGTH:
        raise ValidationError(f"Keep your search to {MAX_LENGTH} characters.")
    terms = list(TERM.finditer(text))
    if len(terms) > MAX_TERMS:
        raise ValidationError(f"Keep your search to {MAX_TERMS} words.")
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    plain: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []
    is_reply: bool | None = None
    for term in terms:
        phrases = unwanted if term["not"] else wanted
        operator = OPERATOR.fullmatch(term["word"] or "")
        if operator and operator["name"].lower() in ("before", "after"):
            if term["not"]:
                raise ValidationError("Dates cannot be excluded: take before: or after: alone.")
            if operator["name"].lower() == "before":
                lasts.append(_day(operator["value"]))
            else:
                firsts.append(_day(operator["value"], following=True))
        elif operator and operator[0].lower() == "is:reply":
            is_reply = not term["not"]
        elif operator:
            phrases.append((_operator(operator["name"].lower(), operator["value"], viewer),))
        elif TAG.match(term["word"] or ""):
            phrases.append((tag_token(term["word"][1:].rstrip(".,;:!?")),))
        elif phrase := tuple(words(term["word"] or term["phrase"] or "")):
            phrases.append(phrase)
            if not term["not"]:
                plain.append((term["word"] or term["phrase"]).strip("@"))
    if not wanted:
        raise ValidationError("Say what to look for: a word, a #hashtag, or from: and a name.")
    return Query(
        Expression(tuple(wanted), tuple(unwanted)),
        tuple(plain) if len(plain) == len(terms) else (),
        max(firsts, default=None),
        min(lasts, default=None),
        is_reply,
    )


def _operator(name: str, value: str, viewer: Viewer) -> str:
    if name == "from":
        return author_token(_person(value.removeprefix("@"), viewer).pk)
    if name == "has":
        if value.lower() == "link":
            return LINK_TOKEN
        raise ValidationError("After has: only link is known.")
    raise ValidationError(
        f"There is no {name}: here. Write from:, before:, after:, has:link or is:reply, or put "
        "the words in quotes."
    )


def _person(name: str, viewer: Viewer) -> User:
    try:
        person = User.objects.get_visible(name)
    except (User.DoesNotExist, ValueError):
        person = None
    if person is None or unseen_by(viewer).filter(pk=person.pk).exists():
        raise ValidationError("There is nobody of the name after from:.")
    return person


def _day(text: str, *, following: bool = False) -> int:
    """Return the first id of that day, as the reader's clock has it, or of the next one."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in YEARS or len(text) != len("2026-01-31"):
        raise ValidationError("Write a date as year, month and day: 2026-01-31.")
    start = datetime.combine(day + timedelta(days=following), time.min)
    return first_post_id(timezone.make_aware(start))


def posts(query: Query, viewer: Viewer, before: int | None = None) -> Page[Post]:
    """Return a page of the posts that answer, of those that `viewer` may find."""
    found = Post.objects.listed_for(viewer).filter(
        Q(author__hides_from_search=False) | Q(author=viewer.pk),
        indexed__words__matches=query.expression,
    )
    if query.is_reply is not None:
        found = found.filter(reply_to__isnull=not query.is_reply)
    if query.first is not None:
        found = found.filter(pk__gte=query.first)
    return cards.for_viewer(found.older_than(query.last), viewer).page(before)


def people(query: Query, viewer: Viewer) -> list[User]:
    """Return a few people whose names have all the words, exact ones first."""
    if not query.plain:
        return []
    whole = " ".join(query.plain)
    rank = Case(
        When(_names("iexact", whole), then=Value(0)),
        When(_names("istartswith", whole), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    every = reduce(Q.__and__, (_names("icontains", word) for word in query.plain))
    return list(_findable(viewer).filter(every).order_by(rank, "username")[:MAX_PEOPLE])


def names(start: str, viewer: User) -> list[User]:
    """Return a few people whose names start so, those whom `viewer` follows first."""
    if not words(start) or len(start) > MAX_LENGTH:
        return []
    found = _findable(viewer).filter(_names("istartswith", start))
    followed = Q(pk__in=_followed_by(viewer))
    return list(
        found.order_by(Case(When(followed, then=Value(0)), default=Value(1)), "username")[
            :MAX_NAMES
        ]
    )


def _followed_by(viewer: User) -> QuerySet[Follow, int]:
    return Follow.objects.filter(follower=viewer).values_list("followed", flat=True)


def _findable(viewer: Viewer) -> QuerySet[User]:
    listed = User.objects.visible().exclude(pk__in=unlisted_for(viewer))
    return listed.filter(Q(hides_from_search=False) | Q(pk=viewer.pk))


def _names(lookup: str, text: str) -> Q:
    either = Q()
    for spelling in _spellings(text):
        either |= Q(**{f"username__{lookup}": spelling})
        either |= Q(**{f"display_name__{lookup}": spelling})
    return either


def _spellings(text: str) -> Iterator[str]:
    # SQLite takes "É" and "é" for two letters.
    yield from dict.fromkeys([text, text.lower(), text.upper(), text.title()])
