"""What an address asks for: found, or answered with 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User

MAX_DIGITS = 19  # of a 64-bit key


def before(request: HttpRequest) -> int | None:
    """Return the key that the page asked for starts below: `?before=`."""
    key = request.GET.get("before")
    if key is None:
        return None
    if not (key.isascii() and key.isdecimal() and len(key) <= MAX_DIGITS):
        raise Http404("There is no such page.")
    return int(key)


def person(username: str) -> User:
    return get_object_or_404(User.objects.visible(), username__iexact=username)
