"""Becoming a member."""

from accounts import throttle
from accounts.models import SecurityEvent, User
from accounts.origins import INSIDE, Origin
from accounts.registration import Registration
from accounts.services.addresses import send_link
from accounts.services.history import record
from accounts.services.names import claimed, refuse_alike, refuse_held


def sign_up(registration: Registration, *, origin: Origin = INSIDE) -> User:
    """Create an account, and send a link that confirms its address.

    Raises:
        ValidationError: the `username` or `email` is taken.
        ThrottledError: too many tried to join from that network of late.
    """
    throttle.attempt(throttle.Door.JOIN, origin)
    user = User(username=registration.username, email=registration.email)
    refuse_alike(user, user.username)
    # Before the transaction: SQLite would keep every other writer waiting for the hash.
    user.set_password(registration.password)
    with claimed(user):
        user.save(force_insert=True)
        refuse_held(user)
        record(user, SecurityEvent.Kind.JOINED, origin)
        send_link(user)
    return user
