"""Whether the site lives, and whether it can work, for whatever watches over it."""

import logging

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is up."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if database and cache do, else 503 with the name of the one that does not."""
    for name, check in (("database", _ask_database), ("cache", _ask_cache)):
        try:
            check()
        except Exception:  # whatever a driver raises, the answer is no
            logger.warning("%s does not answer", name, exc_info=True)
            return HttpResponse(
                f"{name} does not answer\n", content_type="text/plain", status=503
            )
    return HttpResponse("ok\n", content_type="text/plain")


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    cache.set("readyz", 1, 1)
