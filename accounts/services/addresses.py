"""E-mail addresses: confirming the one a member has, and changing it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.links import member_of
from accounts.models import EMAIL_TAKEN, SecurityEvent, User, UserManager
from accounts.origins import INSIDE, Origin
from accounts.services.history import record
from accounts.services.names import claimed
from accounts.tasks import send_letter


def send_confirmation(user: User, *, origin: Origin = INSIDE) -> bool:
    """Send a link to the address that waits to be confirmed: the new one, or the first.

    Returns:
        Whether there is any.

    Raises:
        ThrottledError: there were too many of late.
    """
    if user.email_verified_at and not user.pending_email:
        return False
    throttle.attempt(throttle.Door.VERIFY, origin, name=str(user.pk), user=user)
    send_link(user)
    return True


def ask_for_address(user: User, *, email: str, origin: Origin = INSIDE) -> None:
    """Send a link to the new address, which then takes the place of the old one.

    The old one is told, in case it is not the member who asks.

    Raises:
        ValidationError: for `email`, it is malformed, the member's already, or somebody
            else's.
        ThrottledError: there were too many of late.
    """
    # Whether an address is somebody's must not be asked without end.
    throttle.attempt(throttle.Door.VERIFY, origin, name=str(user.pk), user=user)
    email = UserManager.normalize_email(email.strip())
    User(email=email).clean_only("email")
    if email.lower() == user.email.lower():
        raise ValidationError({"email": _("That is your address already.")})
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": EMAIL_TAKEN})
    with transaction.atomic():
        user.pending_email = email
        user.save(update_fields=["pending_email"])
        record(user, SecurityEvent.Kind.EMAIL_ASKED, origin)
        send_link(user)
        send_letter.enqueue("old_address", user.pk, to=user.email)


def forget_pending_address(user: User) -> None:
    """Keep the old address; the link to the new one is good for nothing any more."""
    user.pending_email = ""
    user.save(update_fields=["pending_email"])


def confirm_address(token: str, *, origin: Origin = INSIDE) -> User:
    """Take the link of a confirming letter at its word, and return whose it was.

    Raises:
        LinkError: it is used, too old or tampered with.
        ValidationError: for `email`, somebody else has that address by now.
    """
    with transaction.atomic():
        user = member_of(token, lock=True)
        kind = SecurityEvent.Kind.EMAIL_VERIFIED
        if user.pending_email:
            user.email, user.pending_email = user.pending_email, ""
            kind = SecurityEvent.Kind.EMAIL_CHANGED
        user.email_verified_at = timezone.now()
        with claimed(user):
            user.save(update_fields=["email", "pending_email", "email_verified_at"])
        record(user, kind, origin)
    return user


def send_link(user: User) -> None:
    """Send the link that `send_confirmation` speaks of, and count nothing."""
    send_letter.enqueue("new_address" if user.pending_email else "address", user.pk)
