"""Which names may be taken, by whom, and for how long those given up are held."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import EMAIL_TAKEN, USERNAME_TAKEN, FormerName, User
from accounts.usernames import is_reserved, refuse_reserved, renaming_allowed

LOOKS_ALIKE = _("That looks too much like the name of somebody else.")
MOST_HELD = 5  # names that one member can keep others from at a time


def refuse_rename(user: User, username: str) -> None:
    """Raise ValidationError for `username` if `user` may not go by it."""
    if username.lower() == user.username.lower():
        return  # theirs, though it be reserved
    if not renaming_allowed():
        raise ValidationError({"username": _("Usernames cannot be changed on this site.")})
    refuse_reserved(username)
    refuse_alike(user, username)
    if FormerName.objects.held().filter(user=user).count() >= MOST_HELD:
        raise ValidationError(
            {"username": _("You have changed your name too often lately. Wait a few weeks.")}
        )


def refuse_alike(user: User, username: str) -> None:
    """Raise ValidationError for `username` if one could take it for somebody else's."""
    alike = User.objects.looking_like(username).exclude(username__iexact=username)
    held = FormerName.objects.held().looking_like(username).exclude(name__iexact=username)
    if alike.exclude(pk=user.pk).exists() or held.exclude(user=user.pk).exists():
        raise ValidationError({"username": LOOKS_ALIKE})


def refuse_held(user: User) -> None:
    """Raise ValidationError for the username that `user` has just taken if others had it.

    Asked when the name is theirs, for then nobody can give it up any more.
    """
    if FormerName.objects.held().named(user.username).exclude(user=user).exists():
        raise ValidationError({"username": USERNAME_TAKEN})


def refuse_display_name(user: User, display_name: str) -> None:
    """Raise ValidationError for `display_name` if one could take it for somebody else's."""
    if display_name in ("", user.display_name):
        return  # theirs, though somebody took that for a username since
    alike = User.objects.looking_like(display_name).exclude(pk=user.pk)
    held = FormerName.objects.held().looking_like(display_name).exclude(user=user.pk)
    if is_reserved(display_name) or alike.exists() or held.exists():
        raise ValidationError({"display_name": LOOKS_ALIKE})


@contextmanager
def claimed(user: User) -> Iterator[None]:
    """Save the user's name or address in this block: one that is taken becomes an error.

    Raises:
        ValidationError: for `username` or `email`, another has it.
    """
    try:
        with transaction.atomic():  # ask the database: looking first loses the race
            yield
    except IntegrityError:
        others = User.objects.exclude(pk=user.pk)
        errors = {}
        if others.filter(username__iexact=user.username).exists():
            errors["username"] = ValidationError(USERNAME_TAKEN, code="taken")
        if others.filter(email__iexact=user.email).exists():
            errors["email"] = ValidationError(EMAIL_TAKEN, code="taken")
        if not errors:
            raise
        raise ValidationError(errors) from None
