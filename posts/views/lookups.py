"""What an address asks for: found, or answered with 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from posts.paging import MAX_KEY


def cursor(request: HttpRequest) -> int | None:
    """Return the key that the page asked for starts below: `?before=`."""
    before = request.GET.get("before")
    if before is None:
        return None
    if not (before.isascii() and before.isdecimal() and len(before) <= len(str(MAX_KEY))):
        raise Http404("There is no such page.")
    return min(int(before), MAX_KEY)


def person(username: str) -> User:
    return get_object_or_404(User.objects.visible(), username__iexact=username)
