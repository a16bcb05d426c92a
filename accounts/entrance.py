"""What the web knows of who stands at the door, and what it notes when it lets them in."""

import secrets
import time
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseBase

from accounts import services
from accounts.models import User
from accounts.origins import Origin, device_of, network_of
from accounts.sessions import SessionStore
from accounts.throttle import mark_of

FRESH_FOR = 10 * 60  # seconds in which a proof of who one is need not be given again
PROVED_AT = "accounts_proved_at"
REMEMBERED = timedelta(days=30)

KNOWN_COOKIE = "known_browser"
KNOWN_SALT = "accounts.entrance"
KNOWN_FOR = 365 * 24 * 3600  # seconds


def origin_of(request: HttpRequest) -> Origin:
    known = request.get_signed_cookie(KNOWN_COOKIE, "", salt=KNOWN_SALT, max_age=KNOWN_FOR)
    return Origin(
        network=network_of(request.META.get("REMOTE_ADDR", "")),
        device=device_of(request.headers.get("User-Agent", "")),
        known=known or "",
    )


def let_in(
    request: HttpRequest, response: HttpResponseBase, user: User, *, remember: bool = False
) -> bool:
    """Sign the user in, for `REMEMBERED` or until the browser closes.

    Returns:
        Whether they had left, and are back by this.
    """
    origin = origin_of(request)
    returned = services.enter(user, origin=origin)
    login(request, user)
    request.session.set_expiry(int(REMEMBERED.total_seconds()) if remember else 0)
    if isinstance(request.session, SessionStore):
        request.session.note_sign_in(origin)
    note_proof(request)
    mark = mark_of(user)
    if not origin.known.startswith(f"{mark}:"):
        response.set_signed_cookie(
            KNOWN_COOKIE,
            f"{mark}:{secrets.token_hex(16)}",
            salt=KNOWN_SALT,
            max_age=KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return returned


def note_proof(request: HttpRequest) -> None:
    """Note that the member has just shown who they are."""
    request.session[PROVED_AT] = time.time()


def is_fresh(request: HttpRequest) -> bool:
    """Whether the member showed of late who they are."""
    proved_at: float = request.session.get(PROVED_AT, 0)
    return time.time() - proved_at < FRESH_FOR
