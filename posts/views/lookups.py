"""What an address asks for: found, or answered with 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User

MAX_DIGITS = 19  # of a 64-bit key

P = ParamSpec("P")
Request = TypeVar("Request", bound=HttpRequest)


def before(request: HttpRequest) -> int | None:
    """Return the key that the page asked for starts below: `?before=`."""
    key = request.GET.get("before")
    if key is None:
        return None
    if not (key.isascii() and key.isdecimal() and len(key) <= MAX_DIGITS):
        raise Http404("There is no such page.")
    return int(key)


def of_person(
    view: Callable[Concatenate[Request, User, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view the person in place of the username in the address.

    A page under a name that they had before redirects to the one under the name they have; a
    deed is done all the same.
    """

    @wraps(view)
    def found(
        request: Request, /, username: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            person = User.objects.get_visible(username)
        except User.DoesNotExist:
            raise Http404("There is nobody of that name.") from None
        match = request.resolver_match
        renamed = person.username.lower() != username.lower()
        if renamed and match and request.method in ("GET", "HEAD"):
            here = reverse(match.view_name, args=[person.username], query=request.GET)
            return HttpResponseRedirect(here)
        return view(request, person, *args, **kwargs)

    return found
