"""Rules about people: signing up, telling about oneself, being seen, leaving the stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.hashers import adopt
from accounts.models import EMAIL_TAKEN, USERNAME_TAKEN, User
from accounts.registration import Registration, check_password
from accounts.usernames import refuse_reserved
from accounts.validators import check_all

SEEN_EVERY = timedelta(minutes=1)


def sign_up(registration: Registration) -> User:
    """Create an account.

    Raises:
        ValidationError: the `username` or `email` is taken.
    """
    user = User(username=registration.username, email=registration.email)
    # Before the transaction: SQLite would keep every other writer waiting for the hash.
    user.set_password(registration.password)
    with _taken_is_refused(user):
        user.save(force_insert=True)
    return user


def set_password(user: User, *, password: str) -> None:
    """Give the member another password.

    Raises:
        ValidationError: for `password`, it is too weak or too long.
    """
    check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])


def adopt_password(user: User, *, encoded: str) -> None:
    """Let the member sign in with a password that was hashed elsewhere; see `hashers.adopt`.

    Raises:
        ValueError: the hash is of no known kind.
    """
    user.password = adopt(encoded)
    user.save(update_fields=["password"])


def edit_profile(user: User, *, username: str, about_me: str) -> None:
    """Rename the member and set what they tell about themselves.

    Raises:
        ValidationError: by field, `username` is malformed, reserved or taken, or `about_me`
            is too long or has control characters.
    """
    # A copy, so that on a refusal the page still names the member as they are.
    edited = User(pk=user.pk, username=username, about_me=about_me, email=user.email)
    checks = [lambda: edited.clean_fields(exclude={"password", "email"})]
    if username.lower() != user.username.lower():  # a reserved name that they have is theirs
        checks.append(lambda: refuse_reserved(username))
    check_all(*checks)
    with _taken_is_refused(edited):
        edited.save(update_fields=["username", "about_me"])
    user.username, user.about_me = edited.username, edited.about_me


def see(user: User) -> None:
    """Note that the member is here now; writes at most once a minute."""
    now = timezone.now()
    if user.last_seen and now - user.last_seen < SEEN_EVERY:
        return
    # Asked again in the query: another request of theirs may have been quicker.
    unseen = Q(last_seen=None) | Q(last_seen__lte=now - SEEN_EVERY)
    User.objects.filter(unseen, pk=user.pk).update(last_seen=now)
    user.last_seen = now


def deactivate(user: User) -> None:
    """Hide the member and all they wrote, and suspend their sessions, until reactivated."""
    user.is_active = False
    user.save(update_fields=["is_active"])


def reactivate(user: User) -> None:
    """Show the member and all they wrote again, and let them sign in."""
    user.is_active = True
    user.save(update_fields=["is_active"])


@contextmanager
def _taken_is_refused(user: User) -> Iterator[None]:
    """Turn the database's refusal of a second username or e-mail address into errors."""
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
