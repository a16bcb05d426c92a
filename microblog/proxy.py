"""What a proxy in front tells about the client; in use only where TRUST_PROXY is set."""

import ipaddress
from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse


class TrustedProxyMiddleware:
    """Puts the client's address, as the nearest proxy saw it, in the place of the proxy's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The last address is the proxy's own word; those before it are the client's claims.
        client = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        with suppress(ValueError):  # none, or no address: keep the proxy's
            request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(client))
        return self.get_response(request)
