"""How commands ask for a password: at a terminal, not as an argument, which others see."""

from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError


def ask_password() -> str:
    """Return what was typed twice, unseen.

    Raises:
        CommandError: the two differ.
    """
    password = getpass("Password: ")
    if getpass("Password, once more: ") != password:
        raise CommandError("The two passwords are not the same.")
    return password


def as_command_error(refusal: ValidationError) -> CommandError:
    """Return what the web would say at its fields, in one line."""
    told = (f"{field}: {' '.join(texts)}" for field, texts in refusal.message_dict.items())
    return CommandError(" ".join(told))
