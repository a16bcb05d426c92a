"""What in the text of a post can be followed: links, mentions of members, hashtags.

Read in one pass, here alone: what is stored when a post is published and what is drawn as a
link are found by the same eyes.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import regex

from accounts.text import UNSPACED
from accounts.usernames import ALPHABET, MAX_LENGTH, MIN_LENGTH

TAG_MAX_LENGTH = 100  # code points
MARKS = r"\#＃"  # noqa: RUF001  # the second is what Japanese keyboards write

# What belongs to the sentence around an address, wherever it stands.
AROUND = '<>"“”„‟«»‹›、。，；：！？…（）「」『』【】'  # noqa: RUF001

# Possessive, so that no text makes it go back and try again: one look at each character.
WORD = r"[\p{L}\p{M}\p{N}_]"
IN_TAG = r"[\p{L}\p{M}\p{N}_\u200c\u200d]"  # with what Persian and Hindi join letters by
PIECE = regex.compile(
    rf"""
    (?<![A-Za-z0-9]) (?P<link> (?i:https?)://[^\s{AROUND}\p{{Cc}}]++ )
    | (?<![[\w@/]--[{UNSPACED}]]) @
      (?P<mention> [{ALPHABET}]{{{MIN_LENGTH},{MAX_LENGTH}}}+ ) (?![[\w@]--[{UNSPACED}]])
    | (?<![\w&/{MARKS}]) [{MARKS}]
      (?P<tag> {IN_TAG}{{1,{TAG_MAX_LENGTH}}}+ ) (?!{WORD}|[{MARKS}])
    """,
    regex.VERBOSE | regex.V1,
)
WHOLE_TAG = regex.compile(rf"{IN_TAG}{{1,{TAG_MAX_LENGTH}}}+")
HAS_LETTER = regex.compile(r"\p{L}")
HAS_HOST = regex.compile(r"https?://(?:[^/?#@]*@)?[\w\[]", regex.IGNORECASE)

# What ends a sentence and not an address.
ENDS = ".,;:!?'*~’"  # noqa: RUF001
BRACKETS = {")": "(", "]": "[", "}": "{"}


class Kind(Enum):
    TEXT = "text"
    LINK = "link"
    MENTION = "mention"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text.

    Attributes:
        text: as it was written; the pieces' texts in a row are the whole.
        value: the address of a link, the name that is mentioned, or the tag in its one form.
    """

    kind: Kind
    text: str
    value: str = ""


def pieces(body: str) -> Iterator[Piece]:
    """Yield the parts of `body` in their order."""
    done = 0
    for found in PIECE.finditer(body):
        piece = _piece(found)
        if piece is None or found.start() < done:
            continue
        if found.start() > done:
            yield Piece(Kind.TEXT, body[done : found.start()])
        yield piece
        done = found.start() + len(piece.text)
    if done < len(body):
        yield Piece(Kind.TEXT, body[done:])


def normal_tag(tag: str) -> str:
    """Return the one form of all ways to write a tag: "Straße", "STRASSE" and "strasse"."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold())


def is_tag(text: str) -> bool:
    """Whether "#" and `text` is a hashtag."""
    found = list(pieces(f"#{text}"))
    return len(found) == 1 and found[0].kind is Kind.TAG


def _piece(found: regex.Match[str]) -> Piece | None:
    if link := found["link"]:
        link = _without_end(link)
        return Piece(Kind.LINK, link, link) if HAS_HOST.match(link) else None
    if name := found["mention"]:
        return Piece(Kind.MENTION, found[0], name)
    tag = normal_tag(found["tag"])
    # "#1" is a number; and what "½" comes down to has a "/" in it.
    if HAS_LETTER.search(tag) and WHOLE_TAG.fullmatch(tag):
        return Piece(Kind.TAG, found[0], tag)
    return None


def _without_end(link: str) -> str:
    """Return the address without what of the sentence around it follows.

    A closing bracket belongs to it if it opens one: "(see https://a.example/b_(c))".
    """
    opened = dict.fromkeys(BRACKETS.values(), 0)
    end = len(link)
    for at, character in enumerate(link):
        if character in opened:
            opened[character] += 1
        elif opens := BRACKETS.get(character):
            if not opened[opens]:
                end = at
                break
            opened[opens] -= 1
    return link[:end].rstrip(ENDS)
