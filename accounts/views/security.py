"""The pages on which members see what happened to their account, and lock it again."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services
from accounts.access import MemberRequest, fresh_login_for_deed, fresh_login_required
from accounts.entrance import origin_of
from accounts.forms.doors import NewPasswordForm
from accounts.models import Attempt, SecurityEvent, Session
from accounts.pages import form_page

RECENT = 20  # entries


@fresh_login_required
@never_cache
@require_safe
def security(request: MemberRequest) -> HttpResponse:
    context = {
        "sessions": Session.objects.last_used_by(request.user),
        "here": request.session.session_key,
        "history": SecurityEvent.objects.of(request.user)[:RECENT],
        "failures": Attempt.objects.failures_of(request.user)[:RECENT],
    }
    return render(request, "accounts/security.html", context)


@fresh_login_required
@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: MemberRequest) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = NewPasswordForm(request.user, typed)
    if form.is_valid():
        services.set_password(
            request.user,
            password=form.cleaned_data["new_password1"],
            keep=request.session.session_key,
            origin=origin_of(request),
        )
        update_session_auth_hash(request, request.user)
        messages.success(request, _("You have a new password, and are signed out elsewhere."))
        return redirect("accounts:security")
    return form_page(request, "accounts/change_password.html", form)


@require_POST
@fresh_login_for_deed
def end_session(request: MemberRequest, public_id: str) -> HttpResponse:
    if services.end_session(request.user, public_id, origin=origin_of(request)):
        messages.success(request, _("That device is signed out."))
    return redirect("accounts:security")


@require_POST
@fresh_login_for_deed
def end_other_sessions(request: MemberRequest) -> HttpResponse:
    here = request.session.session_key
    services.end_other_sessions(request.user, here=here, origin=origin_of(request))
    messages.success(request, _("All other devices are signed out."))
    return redirect("accounts:security")
