"""What a username may be. Whether one is free is the database's to say."""

import string
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator, RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.lookalikes import lettering, skeleton

MIN_LENGTH = 3
MAX_LENGTH = 64
HELP_TEXT = format_lazy(
    _("{least} to {most} letters, digits or underscores."), least=MIN_LENGTH, most=MAX_LENGTH
)
ALPHABET = string.ascii_letters + string.digits + "_"

# `\Z`, not `$`: the latter lets a trailing line break through.
VALIDATORS: list[Callable[[str], None]] = [
    MinLengthValidator(MIN_LENGTH, _("Use at least %(limit_value)d characters.")),
    RegexValidator(
        rf"\A[{ALPHABET}]*\Z", _("Use only the letters a to z, digits and underscores.")
    ),
]

# Names that would let a member pass for whoever runs the site.
# fmt: off
RESERVED = frozenset({
    "about", "abuse", "admin", "administrator", "anonymous", "api", "contact", "everyone",
    "help", "home", "info", "mail", "microblog", "mod", "moderator", "moderators", "null",
    "official", "postmaster", "privacy", "root", "security", "staff", "support", "sysadmin",
    "system", "team", "undefined", "webmaster",
})
# fmt: on


def renaming_allowed() -> bool:
    """Return the project's `RENAMING_ALLOWED`: whether members may rename themselves."""
    return getattr(settings, "RENAMING_ALLOWED", True)


def is_reserved(name: str) -> bool:
    """Whether `name` looks like one that only the operator may take.

    `createsuperuser` does not ask. The project's `RESERVED_USERNAMES` setting, an iterable of
    lower-case names, replaces the list.
    """
    reserved = getattr(settings, "RESERVED_USERNAMES", RESERVED)
    return lettering(name) in reserved or skeleton(name) in map(skeleton, reserved)


def refuse_reserved(username: str) -> None:
    """Raise ValidationError for `username` if members may not take it."""
    if is_reserved(username):
        raise ValidationError({"username": _("That username is reserved. Choose another.")})
