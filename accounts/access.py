"""Who may see a view: members, visitors, staff, or members who just showed who they are.

Where the others go instead.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View as ClassView

from accounts import unsent
from accounts.entrance import is_fresh
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
    return _member_required(view, keeps_text=False)


def member_form(view: MemberView[P]) -> View[P]:
    """Like `member_required`, for a page with a form: keep what visitors typed in it."""
    return _member_required(view, keeps_text=True)


def _member_required(view: MemberView[P], *, keeps_text: bool) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # checked above
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        if keeps_text and request.method == "POST":
            unsent.keep(request)
            messages.info(request, _signed_out(request))
            return redirect_to_login(request.path)
        # A deed is a POST and cannot be come back to; the page with its button can.
        return redirect_to_login(previous_url(request))

    return guarded


def _signed_out(request: HttpRequest) -> str:
    if request.FILES:
        return _(
            "You are signed out. Your text is safe: sign in to send it. "
            "Then choose your files again."
        )
    return _("You are signed out. Your text is safe: sign in to send it.")


def fresh_login_required(view: MemberView[P]) -> View[P]:
    """Ask members for their password if they have not given it of late.

    They come back to what they were at, with what they typed; passwords are typed again.
    """
    return _fresh_login_required(view, keeps_text=True)


def fresh_login_for_deed(view: MemberView[P]) -> View[P]:
    """Like `fresh_login_required`, for what is pressed and not typed."""
    return _fresh_login_required(view, keeps_text=False)


def _fresh_login_required(view: MemberView[P], *, keeps_text: bool) -> View[P]:
    @wraps(view)
    def fresh(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        confirm = resolve_url("accounts:confirm")
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path(), confirm)
        if keeps_text:
            unsent.keep(request)
            return redirect_to_login(request.path, confirm)
        return redirect_to_login(previous_url(request), confirm)

    return _member_required(fresh, keeps_text=keeps_text)


class FreshLoginRequiredMixin(ClassView):
    """`fresh_login_required` for a class."""

    @method_decorator(fresh_login_required)
    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(*args, **kwargs)


def visitor_required(view: View[P]) -> View[P]:
    """Send members on: they have no business with signing in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect_next(request)
        return view(request, *args, **kwargs)

    return guarded


def unattended(view: View[P]) -> View[P]:
    """Mark what a page asks for by itself: it does not show that its reader is there."""

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    marked.unattended = True  # type: ignore[attr-defined]  # as Django marks `csrf_exempt`
    return marked


def is_unattended(view: Callable[..., HttpResponseBase]) -> bool:
    return getattr(view, "unattended", False)


def staff_required(view: View[P]) -> View[P]:
    """Send visitors to sign in first; answer 403 to members who are not staff."""

    @wraps(view)
    @member_required
    def guarded(
        request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_staff:
            raise PermissionDenied(_("This page is for staff."))
        return view(request, *args, **kwargs)

    return guarded
