"""One log line per request, under an id that is also in the answer, the page and the mail."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

HEADER = "X-Request-ID"
ID_BYTES = 8
# What stands in the links of letters, whose token lets its reader in.
TOKEN = re.compile(r"(/confirm-address/|/password-reset/[^/]+/)[^/\s]+")

logger = logging.getLogger("microblog.request")
_request_id: ContextVar[str] = ContextVar("request_id", default="-")


def current_request_id() -> str:
    """Return the id of the request that is being answered, or "-" outside of any."""
    return _request_id.get()


class RequestIdFilter(logging.Filter):
    """Gives every log record the id of its request, as `request_id`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        if isinstance(record.args, tuple):  # Django names the path of what failed
            record.args = tuple(
                TOKEN.sub(r"\1***", arg) if isinstance(arg, str) else arg for arg in record.args
            )
        return True


class RequestLogMiddleware:
    """Names each request, and logs it when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request_id.set(secrets.token_hex(ID_BYTES))
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = current_request_id()
            _log(request, response, time.perf_counter() - started)
        finally:
            _request_id.reset(token)
        return response


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    # No query string, which may hold what somebody searched for, nor the token of a link.
    # The path is quoted, so that no line break in it can forge a line.
    logger.log(
        logging.WARNING if response.status_code >= 500 else logging.INFO,
        "%s %s %d %.0fms %s",
        request.method,
        escape_uri_path(TOKEN.sub(r"\1***", request.path)),
        response.status_code,
        seconds * 1000,
        request.META.get("REMOTE_ADDR") or "-",
    )
