"""A guard for commands that destroy data: they run where the data is a toy, in DEBUG."""

from django.conf import settings
from django.core.management.base import CommandError


def refuse_outside_debug() -> None:
    """Raise CommandError unless DEBUG is on."""
    if not settings.DEBUG:
        raise CommandError(
            "Refused: this would destroy data, and DEBUG is off. Nothing was touched."
        )
