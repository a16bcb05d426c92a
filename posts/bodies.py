"""What a post may say: its text brought to one form, its length counted as people count."""

import regex
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.text import clean_text, validate_one_line

# Code points, in the schema. A character as people see it may be made of many (a family emoji
# of 11), but 5,000 for 500 is enough for any language and stops towers of accents.
MAX_CODE_POINTS = 5_000
DEFAULT_LIMIT = 500  # characters as people see them
WARNING_LIMIT = 100  # characters as people see them
WARNING_MAX_CODE_POINTS = 1_000  # in the schema
GRAPHEME_CLUSTERS = regex.compile(r"\X")


def limit() -> int:
    """Return how many characters a body may have: the setting `POST_MAX_LENGTH`."""
    return int(getattr(settings, "POST_MAX_LENGTH", DEFAULT_LIMIT))


def length(body: str) -> int:
    """Return the number of characters as people see them, a line break counting as one.

    Extended grapheme clusters, as `Intl.Segmenter` counts them in the browser.
    Source: Unicode Standard Annex #29, https://unicode.org/reports/tr29/
    """
    return sum(1 for _ in GRAPHEME_CLUSTERS.finditer(body))


def clean_body(raw: str) -> str:
    """Return the text of a post as it is stored.

    Args:
        raw: as sent. Browsers send line breaks as CRLF; each is stored, and
            counted, as one character. Outer blanks are dropped.

    Raises:
        ValidationError: nothing is left, it is too long or has control characters.
    """
    body = clean_text(raw)
    if not body:
        raise ValidationError(_("Write something first."), code="blank")
    _check_length(body, limit(), MAX_CODE_POINTS)
    return body


def clean_warning(raw: str) -> str:
    """Return the content warning of a post as it is stored; there may be none.

    Raises:
        ValidationError: it is too long, several lines, or has control characters.
    """
    warning = clean_text(raw)
    validate_one_line(warning)
    _check_length(warning, WARNING_LIMIT, WARNING_MAX_CODE_POINTS)
    return warning


def _check_length(text: str, most: int, most_code_points: int) -> None:
    # The cheap test first: a megabyte is not worth counting.
    if len(text) > most_code_points:
        raise ValidationError(
            ngettext(
                "Keep to %(most)d character; this is far too long.",
                "Keep to %(most)d characters; this is far too long.",
                most,
            ),
            code="too_long",
            params={"most": most},
        )
    if (count := length(text)) > most:
        raise ValidationError(
            ngettext(
                "Keep to %(most)d character; this has %(count)d.",
                "Keep to %(most)d characters; this has %(count)d.",
                most,
            ),
            code="too_long",
            params={"most": most, "count": count},
        )
