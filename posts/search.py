"""Finding posts and people: what may be typed, and what it finds."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import regex
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import words
from posts import cards
from posts.fields import Expression, Phrase
from posts.ids import first_post_id
from posts.models import Follow, Post, Viewer, findable_by, unseen_by
from posts.paging import Page
from posts.words import IMAGE_TOKEN, LINK_TOKEN, author_token, tag_token

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
        plain: the words and phrases to look for in people's names.
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
        raise ValidationError(
            _("Keep your search to %(most)d characters.") % {"most": MAX_LENGTH}
        )
    terms = list(TERM.finditer(text))
    if len(terms) > MAX_TERMS:
        raise ValidationError(_("Keep your search to %(most)d words.") % {"most": MAX_TERMS})
    reading = _Reading(viewer)
    for term in terms:
        if word := term["word"]:
            reading.word(word, unwanted=bool(term["not"]))
        else:
            reading.text(term["phrase"] or "", unwanted=bool(term["not"]))
    return reading.query()


@dataclass(slots=True)
class _Reading:
    """A question while its terms are read, one after the other.

    Attributes:
        only_words: whether all of them could be words of somebody's name.
    """

    viewer: Viewer
    wanted: list[Phrase] = field(default_factory=list)
    unwanted: list[Phrase] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    is_reply: bool | None = None
    only_words: bool = True

    def word(self, word: str, *, unwanted: bool) -> None:
        if operator := OPERATOR.fullmatch(word):
            self._operator(operator["name"].lower(), operator["value"], unwanted=unwanted)
        elif TAG.match(word):
            self._token(tag_token(word[1:].rstrip(".,;:!?")), unwanted=unwanted)
        else:
            self.text(word, unwanted=unwanted)

    def text(self, text: str, *, unwanted: bool) -> None:
        phrase = tuple(words(text))
        if phrase:
            self._add(phrase, unwanted=unwanted)
        if phrase and not unwanted:
            self.plain.append(" ".join(phrase))
        else:
            self.only_words = False

    def query(self) -> Query:
        if not self.wanted:
            raise ValidationError(
                _("Say what to look for: a word, a #hashtag, or from: and a name.")
            )
        return Query(
            Expression(tuple(self.wanted), tuple(self.unwanted)),
            tuple(self.plain) if self.only_words else (),
            max(self.firsts, default=None),
            min(self.lasts, default=None),
            self.is_reply,
        )

    def _operator(self, name: str, value: str, *, unwanted: bool) -> None:
        self.only_words = False
        match name, value.lower():
            case "before" | "after", _ if unwanted:
                raise ValidationError(
                    _("Dates cannot be excluded: take before: or after: alone.")
                )
            case "before", _:
                self.lasts.append(_day(value))
            case "after", _:
                self.firsts.append(_day(value, following=True))
            case "is", "reply":
                self.is_reply = not unwanted
            case "from", _:
                person = _person(value.removeprefix("@"), self.viewer)
                self._token(author_token(person.pk), unwanted=unwanted)
            case "has", "link":
                self._token(LINK_TOKEN, unwanted=unwanted)
            case "has", "image":
                self._token(IMAGE_TOKEN, unwanted=unwanted)
            case "has", _:
                raise ValidationError(_("After has: only link and image are known."))
            case _:
                raise ValidationError(
                    _(
                        "There is no %(name)s: here. Write from:, before:, after:, has:link, "
                        "has:image or is:reply, or put the words in quotes."
                    )
                    % {"name": name}
                )

    def _token(self, token: str, *, unwanted: bool) -> None:
        self.only_words = False
        self._add((token,), unwanted=unwanted)

    def _add(self, phrase: Phrase, *, unwanted: bool) -> None:
        (self.unwanted if unwanted else self.wanted).append(phrase)


def _person(name: str, viewer: Viewer) -> User:
    try:
        person = User.objects.get_visible(name)
    except (User.DoesNotExist, ValueError):
        person = None
    if person is None or unseen_by(viewer).filter(pk=person.pk).exists():
        raise ValidationError(_("There is nobody of the name after from:."))
    return person


def _day(text: str, *, following: bool = False) -> int:
    """Return the first id of that day, as the reader's clock has it, or of the next one."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in YEARS or len(text) != len("2026-01-31"):
        raise ValidationError(_("Write a date as year, month and day: 2026-01-31."))
    start = datetime.combine(day + timedelta(days=following), time.min)
    return first_post_id(timezone.make_aware(start))


def posts(query: Query, viewer: Viewer, before: int | None = None) -> Page[Post]:
    """Return a page of the posts that answer, of those that `viewer` may find."""
    listed = Post.objects.listed_for(viewer).findable_by(viewer)
    found = listed.filter(indexed__words__matches=query.expression)
    if query.is_reply is not None:
        found = found.filter(reply_to__isnull=not query.is_reply)
    if query.first is not None:
        found = found.filter(pk__gte=query.first)
    return cards.for_viewer(found.older_than(query.last), viewer).page(before)


def people(query: Query, viewer: Viewer) -> list[User]:
    """Return a few people whose names have all the words, exact ones first."""
    if not query.plain:
        return []
    findable = findable_by(viewer)
    found = starting(findable, " ".join(query.plain), MAX_PEOPLE)
    inside = findable.exclude(pk__in=[person.pk for person in found])
    for text in query.plain:
        inside = inside.filter(_either("contains", text))
    # Last, for SQLite looks through all names for it. For none of them, nothing is asked.
    return [*found, *inside.order_by("folded_username")[: MAX_PEOPLE - len(found)]]


def names(start: str, viewer: User) -> list[User]:
    """Return a few people whose names start so, those whom `viewer` follows first."""
    text = " ".join(words(start))
    if not text or len(start) > MAX_LENGTH:
        return []
    findable = findable_by(viewer)
    followed = Follow.objects.filter(follower=viewer).values("followed")
    known = findable.filter(_either("startswith", text), pk__in=followed)
    found = list(known.order_by("folded_username")[:MAX_NAMES])
    others = findable.exclude(pk__in=[person.pk for person in found])
    return [*found, *starting(others, text, MAX_NAMES - len(found))]


def starting(people: QuerySet[User], text: str, most: int) -> list[User]:
    """Return a few whose username or display name starts so, exact ones first.

    Two queries, each of which reads the first few of an index: one for both would read, and
    sort, all of them.
    """
    usernames = people.filter(folded_username__startswith=text).order_by("folded_username")
    display_names = people.filter(folded_name__startswith=text)
    found = {
        *usernames[:most],
        *display_names.order_by("folded_name", "folded_username")[:most],
    }

    def place(person: User) -> tuple[bool, str]:
        exact = text in (person.folded_username, person.folded_name)
        return not exact, person.folded_username

    return sorted(found, key=place)[:most]


def _either(lookup: str, text: str) -> Q:
    return Q((f"folded_username__{lookup}", text)) | Q((f"folded_name__{lookup}", text))
