"""Text as people type it: the one form that is stored and counted, and the words in it."""

import re
import unicodedata

import regex
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What `trim` takes off in a browser, so that both count alike.
BLANK_ENDS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
LINE_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
# C0 and C1 controls but for tab and line feed: they show nothing and can garble a terminal,
# a feed or a log. What writing systems need (joiners, marks of direction) is not among them.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Letters and a symbol to Unicode, yet nothing to see: Hangul fillers, blank Braille.
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Marks are accents on these letters; in other scripts they are vowels.
ACCENTED = regex.compile(r"([\p{Latin}\p{Greek}\p{Cyrillic}])\p{Mn}++")
# Scripts that put no blanks between words: each character is one, and words are phrases.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
WORD_MAX_LENGTH = 64  # code points
# Possessive, so that no text makes it go back and try again.
WORD = regex.compile(
    rf"[{UNSPACED}--[^\p{{L}}\p{{N}}]]\p{{M}}*+|[\p{{L}}\p{{M}}\p{{N}}_--[{UNSPACED}]]++",
    regex.V1,
)
# Marks that turn the direction of what follows: a name could be read as another's with them.
TURNS = re.compile("[\n\u202a-\u202e\u2066-\u2069]")


def clean_text(raw: str) -> str:
    """Return `raw` with each line break as one "\\n" and without outer blanks.

    Text in which nothing can be seen comes back as "".

    Raises:
        ValidationError: there are control characters in it.
    """
    text = LINE_BREAKS.sub("\n", raw).strip(BLANK_ENDS)
    if CONTROLS.search(text):
        raise ValidationError(
            _(
                "There are invisible control characters in this text. "
                "Remove them and try again."
            ),
            code="control_characters",
        )
    return text if any(map(_is_visible, text)) else ""


def folded(text: str) -> str:
    """Return `text` without case and accents, to be compared with others."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = ACCENTED.sub(r"\1", unicodedata.normalize("NFD", text))
    # Once more: folding may have made something that has another form.
    return unicodedata.normalize("NFKC", text)


def words(text: str) -> list[str]:
    """Return the words in their order, without case and accents."""
    return [found[0][:WORD_MAX_LENGTH] for found in WORD.finditer(folded(text))]


def validate_one_line(text: str) -> None:
    """Raise ValidationError unless `text`, cleaned, is one line that reads in one direction."""
    if TURNS.search(text):
        raise ValidationError(
            _("Write it in one line, without invisible marks of direction."),
            code="several_lines",
        )


def _is_visible(character: str) -> bool:
    # Separators, controls and formats. Not the unassigned: to this Python a new emoji is one.
    invisible = unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cc", "Cf", "Cs")
    return not invisible and character not in BLANKS
