"""In which language a post may be written: any that Django has a name for."""

import unicodedata

from django.conf import global_settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info, gettext

MAX_LENGTH = 16  # characters


def _alphabetically(language: tuple[str, str]) -> str:
    return unicodedata.normalize("NFKD", language[1]).casefold()


# Each by its own name, which who speaks it finds among any others; by BCP 47 tag, which is
# what HTML's `lang` takes.
NAMES = dict(
    sorted(
        ((tag, get_language_info(tag)["name_local"]) for tag, _ in global_settings.LANGUAGES),
        key=_alphabetically,
    )
)


def check(tag: str) -> None:
    """Raise ValidationError unless `tag` is of a language, or empty: nothing is said of it."""
    if tag and tag not in NAMES:
        raise ValidationError(
            gettext("Choose a language from the list."), code="unknown_language"
        )
