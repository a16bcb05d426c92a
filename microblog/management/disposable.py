"""A guard for commands that make or destroy data: they run where it is a toy, in DEBUG."""

from django.conf import settings
from django.core.management.base import CommandError


def refuse_outside_debug() -> None:
    """Raise CommandError unless DEBUG is on."""
    if not settings.DEBUG:
        raise CommandError(
            "Refused, because DEBUG is off: the data may be real. Nothing was touched."
        )
