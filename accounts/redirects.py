"""Where to send someone next, without being sent astray by a forged address."""

import unicodedata

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

REDIRECT_FIELD = "next"


def redirect_next(request: HttpRequest, default: str | None = None) -> HttpResponseRedirect:
    """Redirect to `next_url`."""
    return HttpResponseRedirect(next_url(request, default))


def next_url(request: HttpRequest, default: str | None = None) -> str:
    """Return the `next` that came with the request if it stays on this site, else `default`.

    Args:
        default: a path, a view's name or None for LOGIN_REDIRECT_URL.
    """
    asked = request.POST.get(REDIRECT_FIELD) or request.GET.get(REDIRECT_FIELD) or ""
    if stays_here(request, asked):
        return asked
    return resolve_url(default or settings.LOGIN_REDIRECT_URL)


def previous_url(request: HttpRequest, default: str | None = None) -> str:
    """Like `next_url`, but the page that the request came from goes before `default`."""
    came_from = request.headers.get("Referer", "")
    return next_url(request, came_from if stays_here(request, came_from) else default)


def redirect_previous(request: HttpRequest) -> HttpResponseRedirect:
    """Redirect to `previous_url`."""
    return HttpResponseRedirect(previous_url(request))


def stays_here(request: HttpRequest, url: str) -> bool:
    """Whether a browser that follows `url` stays on this host and scheme."""
    if any(unicodedata.category(character) == "Cc" for character in url):
        return False  # browsers drop some of them, and what is left may be another address
    if not url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
        return False
    return url.startswith(("/", f"{request.scheme}://"))
