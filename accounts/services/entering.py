"""Signing in: showing who one is, and being let in."""

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import throttle
from accounts.hashers import is_foreign
from accounts.models import SecurityEvent, User
from accounts.origins import Origin
from accounts.services.history import record
from accounts.services.leaving import come_back
from accounts.validators import MAX_LENGTH

NO_MATCH = _("That name and password do not match. Passwords are case-sensitive.")


def prove(name: str, password: str, *, origin: Origin) -> User:
    """Return the member whose name or address and password these are.

    They may have left; `enter` brings them back. Whoever was deactivated by staff is told so,
    and why.

    Raises:
        ThrottledError: there were too many failures of late.
        ValidationError: the two do not match, or the member is suspended.
    """
    if len(password) > MAX_LENGTH:  # not worth hashing: nobody has one
        raise ValidationError(NO_MATCH, code="invalid_login")
    there = User.objects.find(name)
    counted = throttle.attempt(throttle.Door.SIGN_IN, origin, name=name, user=there)
    user = authenticate(username=name, password=password)
    if not isinstance(user, User):
        if there and there.has_usable_password() and is_foreign(there.password):
            make_password(password)  # as much work as for any other: theirs was quick to try
        raise ValidationError(NO_MATCH, code="invalid_login")
    counted.delete()
    if not user.is_active and not user.left_at:
        because = user.suspension_reason or _("Ask them if you do not know why.")
        raise ValidationError(
            _("The staff of this site have deactivated your account. %(because)s"),
            code="suspended",
            params={"because": because},
        )
    return user


def enter(user: User, *, origin: Origin) -> bool:
    """Note that the member has signed in.

    Returns:
        Whether they had left, and are back by this.

    Raises:
        PermissionDenied: they were deleted in this very moment.
    """
    with transaction.atomic():
        if not User.objects.select_for_update().filter(pk=user.pk).exists():
            raise PermissionDenied(_("This account has just been deleted."))
        returned = user.left_at is not None and come_back(user, origin=origin)
        record(user, SecurityEvent.Kind.SIGNED_IN, origin)
    return returned
