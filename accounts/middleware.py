"""What each request tells about the member who made it."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from accounts import services

logger = logging.getLogger(__name__)


class LastSeenMiddleware:
    """Notes when a member was last here, once the page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return response  # the database may be what is broken; do not wait for it again
        try:
            if request.user.is_authenticated:
                services.see(request.user)
        except DatabaseError:  # not worth a page that is ready to be sent
            logger.warning("could not note a visit", exc_info=True)
        return response
