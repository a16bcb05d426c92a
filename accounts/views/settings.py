"""The pages on which members tell about themselves and choose how they like it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services, unsent
from accounts.access import (
    MemberRequest,
    fresh_login_required,
    member_form,
    member_required,
)
from accounts.entrance import origin_of
from accounts.forms.settings import (
    AvatarForm,
    EmailForm,
    PreferencesForm,
    PrivacyForm,
    ProfileForm,
)
from accounts.pages import form_page
from accounts.redirects import redirect_previous


@member_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: MemberRequest) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = ProfileForm(
        request.user, typed, initial=unsent.kept(request, request.user, request.path)
    )
    if form.is_valid() and form.save(origin_of(request)):
        unsent.drop(request)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:edit_profile")
    return form_page(request, "accounts/profile.html", form, avatar_form=AvatarForm())


@member_required
@require_POST
def set_avatar(request: MemberRequest) -> HttpResponse:
    form = AvatarForm(request.POST, request.FILES)
    if form.is_valid() and form.save(request.user):
        messages.success(request, _("Your picture is saved."))
        return redirect("accounts:edit_profile")
    profile = ProfileForm(request.user)
    return form_page(request, "accounts/profile.html", profile, avatar_form=form)


@member_required
@require_POST
def remove_avatar(request: MemberRequest) -> HttpResponse:
    services.remove_avatar(request.user)
    messages.success(request, _("Your picture is removed."))
    return redirect("accounts:edit_profile")


@member_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_account(request: MemberRequest) -> HttpResponse:
    user = request.user
    stored = {name: getattr(user, name) for name in PreferencesForm.base_fields}
    typed = request.POST if request.method == "POST" else None
    form = PreferencesForm(typed, initial=stored | unsent.kept(request, user, request.path))
    if form.is_valid():
        services.set_preferences(user, **form.cleaned_data)
        unsent.drop(request)
        messages.success(request, _("Your choices are saved."))
        return redirect("accounts:edit_account")
    return form_page(request, "accounts/account.html", form)


@fresh_login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_email(request: MemberRequest) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = EmailForm(typed, initial=unsent.kept(request, request.user, request.path))
    if form.is_valid() and form.ask(request.user, origin_of(request)):
        unsent.drop(request)
        messages.success(request, _sent_to(request.user.pending_email))
        return redirect("accounts:edit_account")
    return form_page(request, "accounts/change_email.html", form)


@member_required
@require_POST
def forget_pending_email(request: MemberRequest) -> HttpResponse:
    services.forget_pending_address(request.user)
    said = _("Your address stays %(email)s.") % {"email": request.user.email}
    messages.success(request, said)
    return redirect("accounts:edit_account")


@member_required
@require_POST
def send_confirmation(request: MemberRequest) -> HttpResponse:
    if services.send_confirmation(request.user, origin=origin_of(request)):
        messages.success(request, _sent_to(request.user.pending_email or request.user.email))
    return redirect_previous(request)


def _sent_to(address: str) -> str:
    return _("We sent a link to %(email)s.") % {"email": address}


@member_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_privacy(request: MemberRequest) -> HttpResponse:
    stored = {name: getattr(request.user, name) for name in PrivacyForm.base_fields}
    form = PrivacyForm(request.POST if request.method == "POST" else None, initial=stored)
    if form.is_valid():
        services.set_privacy(request.user, **form.cleaned_data)
        messages.success(request, _("Your choices are saved."))
        return redirect("accounts:edit_privacy")
    return form_page(request, "accounts/privacy.html", form)
