"""Giving members another password, for whichever reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.hashers import adopt
from accounts.models import SecurityEvent, User
from accounts.origins import INSIDE, Origin
from accounts.registration import check_password
from accounts.services.history import record
from accounts.services.sessions import end_sessions
from accounts.tasks import send_letter


def set_password(
    user: User, *, password: str, keep: str | None = None, origin: Origin = INSIDE
) -> None:
    """Give the member another password, and end their sessions but for the one named `keep`.

    Raises:
        ValidationError: for `password`, it is too weak or too long.
    """
    check_password(password, user)
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        _start_afresh(user, SecurityEvent.Kind.PASSWORD_CHANGED, keep, origin)


def reset_password(user: User, *, password: str, origin: Origin = INSIDE) -> None:
    """Give another password to who came by a link in a letter: their address is theirs.

    Raises:
        ValidationError: for `password`, it is too weak or too long; for no field, somebody
            else was quicker with that link.
    """
    check_password(password, user)
    old = user.password
    user.set_password(password)
    user.email_verified_at = user.email_verified_at or timezone.now()
    with transaction.atomic():
        # Only where the old one still stands: two may have followed one link.
        still = User.objects.filter(pk=user.pk, password=old)
        if not still.update(password=user.password, email_verified_at=user.email_verified_at):
            raise ValidationError(_("This link has just been used."), code="used")
        _start_afresh(user, SecurityEvent.Kind.PASSWORD_RESET, None, origin)


def adopt_password(user: User, *, encoded: str) -> None:
    """Let the member sign in with a password that was hashed elsewhere; see `hashers.adopt`.

    Raises:
        ValueError: the hash is of no known kind.
    """
    user.password = adopt(encoded)
    with transaction.atomic():
        user.save(update_fields=["password"])
        _start_afresh(user, SecurityEvent.Kind.PASSWORD_CHANGED, None, INSIDE)


def ask_for_reset(email: str, *, origin: Origin = INSIDE) -> None:
    """Send a link to choose a new password, if a member has that address.

    The same is done if nobody has it, but for the letter, so that nothing tells.

    Raises:
        ThrottledError: there were too many of late.
    """
    throttle.attempt(throttle.Door.RESET, origin, name=email)
    user = User.objects.filter(email__iexact=email).first()
    send_letter.enqueue("reset", user.pk if user else None)


def _start_afresh(
    user: User, kind: SecurityEvent.Kind, keep: str | None, origin: Origin
) -> None:
    # A wish for another address may have been a thief's, who knew the old password.
    user.pending_email = ""
    user.save(update_fields=["pending_email"])
    end_sessions(user, but=keep)
    throttle.forgive(user)
    record(user, kind, origin)
    send_letter.enqueue("password", user.pk)
