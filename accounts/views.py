"""The pages on which people join, sign in and out, and tell about themselves."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth_views
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import unsent
from accounts.access import MemberRequest, member_form, visitor_required
from accounts.forms import AuthenticationForm, ProfileForm, RegistrationForm
from accounts.redirects import next_url, redirect_next


@visitor_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (user := form.sign_up()):
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, f"Welcome, {user.username}! Your account is ready.")
        return redirect_next(request)
    return form_page(request, "accounts/register.html", form)


@method_decorator(visitor_required, name="dispatch")
class LoginView(auth_views.LoginView):
    authentication_form = AuthenticationForm
    template_name = "accounts/login.html"

    def get_success_url(self) -> str:
        return next_url(self.request)

    def form_valid(self, form: Any) -> HttpResponse:
        if not form.cleaned_data["remember"]:
            self.request.session.set_expiry(0)  # when the browser closes
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(form=form), status=HTTPStatus.UNPROCESSABLE_ENTITY
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"next": self.get_success_url()}


class LogoutView(auth_views.LogoutView):
    def get_success_url(self) -> str:
        back = next_url(self.request)
        return "/" if self.request.path in back else back

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        messages.success(request, "You have signed out. See you soon!")
        return response


@member_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: MemberRequest) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = ProfileForm(
        request.user, typed, initial=unsent.kept(request, request.user, request.path)
    )
    if form.is_valid() and form.save():
        unsent.drop(request)
        messages.success(request, "Your profile is saved.")
        return redirect("accounts:edit_profile")
    return form_page(request, "accounts/edit_profile.html", form)


def form_page(request: HttpRequest, template: str, form: Form) -> HttpResponse:
    """Return the page with its form, as 4xx if what was typed is refused."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "next": next_url(request)}
    return render(request, template, context, status=status)
