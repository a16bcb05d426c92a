"""What a post said over time, and what each edit changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import Enum

import regex

from accounts.text import UNSPACED
from posts.models import Post, Revision
from posts.paging import PAGE_SIZE, Page

# A word with the blanks before it, or one character as people see it.
PIECE = regex.compile(
    rf"\s*+(?:[{UNSPACED}]\p{{M}}*+|[\p{{L}}\p{{M}}\p{{N}}_--[{UNSPACED}]]++|\X)", regex.V1
)
MOST = 2_500  # pairs of words to compare; to match them may take the square of it


class Fate(Enum):
    """What an edit did to a part of the text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Part:
    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """What a post said at a time.

    Attributes:
        parts: the text, with what the edit that made it took out.
        warning: what all of this has to wait behind.
        own_warning: what it had to wait behind then.
        warned_anew: whether the edit changed that.
        language: of the text, as far as it was told.
    """

    parts: Sequence[Part]
    warning: str
    own_warning: str
    warned_anew: bool
    language: str
    written_at: datetime
    is_first: bool


def of(post: Post, before: int | None = None) -> Page[Version]:
    """Return a page of what the post says and said."""
    revisions = Revision.objects.of(post).older_than(before).order_by("-pk")
    rows = list(revisions[: PAGE_SIZE + 1])
    page = Page.of(rows)
    told: list[Post | Revision] = [*([post] if before is None else []), *rows]
    pairs = zip(told, [*told[1:], None], strict=False)  # none of none
    versions = [_version(later, earlier, post) for later, earlier in pairs]
    # One row more than the page tells what its oldest version changed.
    return Page(versions[: len(told) - len(rows) + len(page.rows)], page.before)


def _version(later: Post | Revision, earlier: Post | Revision | None, post: Post) -> Version:
    body = earlier.body if earlier else later.body
    warnings = [later.warning, earlier.warning if earlier else "", post.warning]
    return Version(
        parts=list(changes(body, later.body)),
        warning=next(filter(None, warnings), ""),
        own_warning=later.warning,
        warned_anew=earlier is not None and earlier.warning != later.warning,
        language=later.language,
        written_at=later.written_at,
        is_first=earlier is None,
    )


def changes(before: str, after: str) -> Iterator[Part]:
    """Yield the parts of both texts in their order.

    Where too much is different to compare it word by word, all of that is replaced.
    """
    old, new = PIECE.findall(before), PIECE.findall(after)
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    yield from _part(Fate.KEPT, old[:start])
    yield from _replaced(old[start : len(old) - end], new[start : len(new) - end])
    yield from _part(Fate.KEPT, old[len(old) - end :])


def _same(one: list[str], other: list[str]) -> int:
    """Return with how many pieces both start."""
    pairs = zip(one, other, strict=False)
    shorter = min(len(one), len(other))
    return next((at for at, (a, b) in enumerate(pairs) if a != b), shorter)


def _replaced(old: list[str], new: list[str]) -> Iterator[Part]:
    steps = [("replace", 0, len(old), 0, len(new))]
    if len(old) * len(new) <= MOST:
        steps = list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    for step, start, end, new_start, new_end in steps:
        if step == "equal":
            yield from _part(Fate.KEPT, old[start:end])
        else:
            yield from _part(Fate.REMOVED, old[start:end])
            yield from _part(Fate.ADDED, new[new_start:new_end])


def _part(fate: Fate, pieces: list[str]) -> Iterator[Part]:
    if pieces:
        yield Part(fate, "".join(pieces))
