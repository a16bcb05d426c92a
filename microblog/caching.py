"""Which answers others may keep: visitors' pages, if they ask each time whether they changed.

Not for a while without asking: what staff removes must be gone for everyone at once.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class VisitorCacheMiddleware:
    """Says so in Cache-Control where nothing else was said."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        public = response.status_code == HTTPStatus.OK and not response.cookies
        # Asked last: where the database is down, to ask who it is means to wait for it.
        if public and hasattr(request, "user") and request.user.is_anonymous:
            patch_cache_control(response, public=True, no_cache=True)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response
