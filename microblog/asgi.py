"""The ASGI application, for servers that prefer it."""

import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

from microblog.content_type import with_boundary_alone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microblog.settings")
try:
    django_application = get_asgi_application()
except ImproperlyConfigured as error:  # for the operator, whom a traceback would not help
    sys.exit(f"Microblog cannot start: {error}")


async def application(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[Any]],
    send: Callable[[Any], Awaitable[None]],
) -> None:
    headers = [
        (name, with_boundary_alone(value.decode("latin-1")).encode("latin-1"))
        if name == b"content-type"
        else (name, value)
        for name, value in scope.get("headers", [])
    ]
    await django_application(scope | {"headers": headers}, receive, send)
