"""Where the links in letters lead, and how to ask for one with a new password."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import links, services
from accounts.entrance import let_in, origin_of
from accounts.forms.doors import NewPasswordForm, ResetForm
from accounts.models import User
from accounts.pages import form_page
from accounts.redirects import redirect_next


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.ask_for_reset(form.cleaned_data["email"], origin=origin_of(request))
        return redirect("accounts:reset_sent")
    return form_page(request, "accounts/reset.html", form)


@require_safe
def reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/reset_sent.html")


class ResetPasswordView(auth_views.PasswordResetConfirmView):
    form_class = NewPasswordForm
    template_name = "accounts/reset_password.html"
    user: User

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        there = isinstance(user, User) and (user.is_active or user.left_at)
        return user if there else None

    def form_valid(self, form: Any) -> HttpResponse:
        password = form.cleaned_data["new_password1"]
        origin = origin_of(self.request)
        try:
            services.reset_password(self.user, password=password, origin=origin)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        del self.request.session[auth_views.INTERNAL_RESET_SESSION_TOKEN]
        response = redirect_next(self.request)
        let_in(self.request, response, self.user)
        messages.success(
            self.request, _("You have a new password, and are signed in with it here alone.")
        )
        return response

    def render_to_response(
        self, context: dict[str, Any], **response_kwargs: Any
    ) -> HttpResponse:
        if not self.validlink:
            response_kwargs["status"] = HTTPStatus.GONE
        elif context["form"].errors:
            response_kwargs["status"] = HTTPStatus.UNPROCESSABLE_ENTITY
        return super().render_to_response(context, **response_kwargs)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm by a POST: what fetches links ahead, a mail scanner say, confirms nothing."""
    try:
        if request.method == "POST":
            user = services.confirm_address(token, origin=origin_of(request))
            said = _("Your e-mail address is now %(email)s.") % {"email": user.email}
            messages.success(request, said)
            return redirect_next(request)
        member = links.member_of(token)
    except ValidationError as refusal:
        context = {"reasons": refusal.messages}
        return render(request, "accounts/bad_link.html", context, status=HTTPStatus.GONE)
    return render(request, "accounts/confirm_address.html", {"member": member})
