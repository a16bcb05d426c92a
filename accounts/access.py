"""Who may see a view: members, visitors or staff. Where the others go instead."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User
from accounts.redirects import previous_url, redirect_next

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request by somebody signed in."""

    user: User


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
MemberView = Callable[Concatenate[MemberRequest, P], HttpResponseBase]


def member_required(view: MemberView[P]) -> View[P]:
    """Send visitors to sign in first, and then back."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # checked above
        # A deed is a POST and cannot be come back to; the page with its button can.
        back = request.get_full_path() if request.method == "GET" else previous_url(request)
        return redirect_to_login(back)

    return guarded


def visitor_required(view: View[P]) -> View[P]:
    """Send members on: they have no business with signing in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect_next(request)
        return view(request, *args, **kwargs)

    return guarded


def staff_required(view: View[P]) -> View[P]:
    """Send visitors to sign in first; answer 403 to members who are not staff."""

    @wraps(view)
    @member_required
    def guarded(
        request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_staff:
            raise PermissionDenied("This page is for staff.")
        return view(request, *args, **kwargs)

    return guarded
