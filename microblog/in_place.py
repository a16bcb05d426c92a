"""Redirects for pages that go on in place; see static/js/in-place.js."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from accounts.pages import in_place


class RedirectMiddleware:
    """Sends htmx to another page where it would draw that one in the place of this one.

    A redirect back to the page that it asks from stays one: what has changed is drawn there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if in_place(request) and response.status_code == HTTPStatus.FOUND:
            here, there = request.headers.get("HX-Current-URL", ""), response["Location"]
            if urlsplit(here).path != urlsplit(there).path:
                response.status_code = HTTPStatus.NO_CONTENT
                response["HX-Redirect"] = there
                del response["Location"]
        return response
