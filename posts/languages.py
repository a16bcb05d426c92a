"""In which language a post may be written: any that Django has a name for."""

from django.conf import global_settings
from django.core.exceptions import ValidationError

MAX_LENGTH = 16  # characters
# By BCP 47 tag, which is what HTML's `lang` takes; in the order of their English names.
NAMES = dict(sorted(global_settings.LANGUAGES, key=lambda language: language[1]))


def check(tag: str) -> None:
    """Raise ValidationError unless `tag` is of a language, or empty: nothing is said of it."""
    if tag and tag not in NAMES:
        raise ValidationError("Choose a language from the list.", code="unknown_language")
