"""Which names may be taken, by whom, and for how long those given up are held."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import conf
from accounts.models import EMAIL_TAKEN, USERNAME_TAKEN, FormerName, User
from accounts.usernames import is_reserved, refuse_reserved

MOST_HELD = 5  # names that one member can keep others from at a time


def refuse_new_username(user: User, username: str) -> None:
    """Raise ValidationError for `username` if `user`, a newcomer or not, may not take it."""
    if user.pk and username.lower() == user.username.lower():
        return  # theirs, though it be reserved
    if user.pk and not conf.renaming_allowed():
        raise ValidationError({"username": "Usernames cannot be changed on this site."})
    refuse_reserved(username)
    alike = User.objects.looking_like(username).exclude(username__iexact=username)
    if alike.exclude(pk=user.pk).exists():
        raise ValidationError(
            {"username": "That looks too much like the name of somebody else."}
        )
    if user.pk and FormerName.objects.held().filter(user=user).count() >= MOST_HELD:
        raise ValidationError(
            {"username": "You have changed your name too often lately. Wait a few weeks."}
        )


def refuse_display_name(user: User, display_name: str) -> None:
    """Raise ValidationError for `display_name` if one could take it for somebody else's."""
    others = User.objects.looking_like(display_name).exclude(pk=user.pk)
    if display_name and (is_reserved(display_name) or others.exists()):
        raise ValidationError(
            {"display_name": "That looks too much like the name of somebody else."}
        )


@contextmanager
def claimed(user: User) -> Iterator[None]:
    """Save the user's name or address in this block: one that is taken becomes an error.

    Raises:
        ValidationError: for `username` or `email`, another has it or, for a name, had it of
            late.
    """
    try:
        with transaction.atomic():  # ask the database: looking first loses the race
            yield
            # Asked when the name is ours, for then nobody can give it up any more.
            held = FormerName.objects.held().named(user.username).exclude(user=user)
            if held.exists():
                raise ValidationError({"username": USERNAME_TAKEN})
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
