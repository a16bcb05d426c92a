"""The token in a link that shows whose an e-mail address is."""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User

SALT = "accounts.links"
GOOD_FOR = timedelta(days=3)


class LinkError(ValidationError):
    """The link is not, or no longer, good. The message is fit to show."""


def confirmation_token(user: User) -> str:
    """Return a token that only a letter to the address in question can bring back."""
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def member_of(token: str, *, lock: bool = False) -> User:
    """Return whom `token` was made for, locked until the transaction ends if asked for.

    Raises:
        LinkError: it is tampered with or too old, or the member's address or password has
            changed since.
    """
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired:
        raise LinkError(_("This link is too old."), code="expired") from None
    except (signing.BadSignature, ValueError):
        raise LinkError(_("This link is not complete."), code="tampered") from None
    members = User.objects.visible().filter(pk=pk)
    user = (members.select_for_update() if lock else members).first()
    if user is None or not constant_time_compare(state, _state(user)):
        raise LinkError(_("This link has been used, or another took its place."), code="used")
    return user


def _state(user: User) -> str:
    """Return a digest of all that must not change for the link to stay good."""
    facts = (user.email, user.pending_email, user.email_verified_at, user.password)
    return salted_hmac(SALT, repr(facts), algorithm="sha256").hexdigest()[:32]
