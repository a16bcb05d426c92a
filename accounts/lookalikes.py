"""Names that look alike though they are written with other letters."""

import unicodedata

import regex
from confusable_homoglyphs import confusables

# What nobody sees in a name, blank Braille too, and the mark that stands before usernames.
UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\s\u2800@]")
SAME = str.maketrans("1I0", "lLo")  # within ASCII, as small letters


def skeleton(name: str) -> str:
    """Return what is left of a name when letters that look the same are the same.

    "ada" written in Cyrillic letters, in wide ones and in plain ones has the same skeleton;
    with dots on the letters it has another, for those can be seen.

    Source: Unicode Technical Standard #39, https://unicode.org/reports/tr39/#def-skeleton,
    without case, which names here do not differ in.
    """
    return _plain(name).translate(SAME).lower()


def lettering(name: str) -> str:
    """Return the name in the plain small letters that its letters look like.

    Like `skeleton`, but that "I" is the capital of "i" and not what looks like "l".
    """
    return _plain(name).lower()


def _plain(name: str) -> str:
    seen = UNSEEN.sub("", unicodedata.normalize("NFKC", UNSEEN.sub("", name)))
    return "".join(map(_prototype, seen))


def _prototype(character: str) -> str:
    """Return the one ASCII character that looks like it, or itself."""
    if character.isascii():
        return character
    for found in confusables.is_confusable(character) or []:
        for glyph in found["homoglyphs"]:
            alike: str = glyph["c"]
            if len(alike) == 1 and alike.isascii() and alike.isalnum():
                return alike
    return character
