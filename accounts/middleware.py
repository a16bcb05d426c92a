"""What each request tells about the member who made it, and how they like to read."""

import logging
import math
import zoneinfo
from collections.abc import Callable
from contextlib import nullcontext
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from accounts import services
from accounts.access import is_unattended
from accounts.sessions import SessionStore
from accounts.throttle import Door, ThrottledError

logger = logging.getLogger(__name__)


class LastSeenMiddleware:
    """Notes when a member was last here, once the page is made; see `access.unattended`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return response  # the database may be what is broken; do not wait for it again
        if request.resolver_match and is_unattended(request.resolver_match.func):
            return response
        try:
            if request.user.is_authenticated:
                services.see(request.user)
                if isinstance(request.session, SessionStore):
                    request.session.note_use()
        except DatabaseError:  # not worth a page that is ready to be sent
            logger.warning("could not note a visit", exc_info=True)
        return response


class PreferencesMiddleware:
    """Draws a member's pages in their time zone, and in the language they chose, if any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, zone = _preferences(request)
        spoken = translation.override(language) if language else nullcontext()
        with timezone.override(_zone(zone)), spoken:
            response = self.get_response(request)
        if language:
            # LocaleMiddleware, which is outside of this, knows of the browser's alone.
            response.headers.setdefault("Content-Language", language)
        return response


def _preferences(request: HttpRequest) -> tuple[str, str]:
    try:  # visitors cost no query
        user = request.user
        return getattr(user, "language", ""), getattr(user, "time_zone", "")
    except DatabaseError:  # some pages need no database: /healthz
        return "", ""


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except zoneinfo.ZoneInfoNotFoundError:  # the world has changed since it was chosen
        return None


class ThrottleMiddleware:
    """Answers 429 where a rule of `accounts.throttle` said that it was too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not isinstance(exception, ThrottledError):
            return None
        minutes = math.ceil(exception.wait.total_seconds() / 60)
        context = {"minutes": minutes, "at_sign_in": exception.door == Door.SIGN_IN}
        response = render(request, "accounts/throttled.html", context, status=429)
        response.headers["Retry-After"] = str(math.ceil(exception.wait.total_seconds()))
        return response
