"""The pages on which members see what is kept of them, and leave."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services
from accounts.access import MemberRequest, fresh_login_for_deed, member_required
from accounts.entrance import origin_of
from accounts.forms.doors import ConfirmForm
from accounts.models.former_name import HELD_FOR
from accounts.pages import form_page
from accounts.services import history, leaving


@member_required
@never_cache
@require_safe
def data(request: MemberRequest) -> HttpResponse:
    context = {
        "held": HELD_FOR.days,
        "kept": history.KEPT.days,
        "attempts_kept": history.ATTEMPTS_KEPT.days,
        "grace": leaving.GRACE.days,
    }
    return render(request, "accounts/data.html", context)


@fresh_login_for_deed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deactivate(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        services.leave(request.user, origin=origin_of(request))
        logout(request)
        messages.success(
            request, _("Your account is hidden. Sign in whenever you want it back.")
        )
        return redirect("accounts:login")
    return render(request, "accounts/deactivate.html")


@member_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest) -> HttpResponse:
    """Ask for the password each time: in the end this cannot be undone."""
    typed = request.POST if request.method == "POST" else None
    form = ConfirmForm(request.user, origin_of(request), typed)
    if form.is_valid():
        services.leave_for_good(request.user, origin=origin_of(request))
        logout(request)
        messages.success(
            request, _("Your account is hidden and will be deleted. Sign in to stop that.")
        )
        return redirect("accounts:login")
    return form_page(request, "accounts/delete.html", form)
