"""The pages on which people join, sign in and out, and show who they are."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, member_required, staff_required, visitor_required
from accounts.entrance import let_in, note_proof, origin_of
from accounts.forms.doors import AuthenticationForm, ConfirmForm, RegistrationForm
from accounts.pages import form_page
from accounts.redirects import next_url, redirect_next


@visitor_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (user := form.sign_up(origin_of(request))):
        response = redirect_next(request)
        let_in(request, response, user)
        messages.success(
            request, _("Welcome, %(name)s! Your account is ready.") % {"name": user.username}
        )
        return response
    return form_page(request, "accounts/register.html", form)


@method_decorator(visitor_required, name="dispatch")
class LoginView(auth_views.LoginView):
    authentication_form = AuthenticationForm
    template_name = "accounts/login.html"

    def get_success_url(self) -> str:
        return next_url(self.request)

    def form_valid(self, form: Any) -> HttpResponse:
        response = redirect_next(self.request)
        remember = form.cleaned_data["remember"]
        if let_in(self.request, response, form.get_user(), remember=remember):
            messages.success(
                self.request, _("Welcome back! Everything of yours is here again.")
            )
        return response

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
        messages.success(request, _("You have signed out. See you soon!"))
        return response


@staff_required
def staff_door(request: HttpRequest) -> HttpResponse:
    """Let staff sign in where members do: the admin's own page counts no attempts.

    Goes before the admin in a URLconf; whoever is through goes where they were going.
    """
    return redirect_next(request, "admin:index")


@member_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: MemberRequest) -> HttpResponse:
    """Ask for the password before what must not be done by whoever finds a phone."""
    typed = request.POST if request.method == "POST" else None
    form = ConfirmForm(request.user, origin_of(request), typed)
    if form.is_valid():
        if form.proven.password != request.user.password:  # it was hashed anew
            update_session_auth_hash(request, form.proven)
        note_proof(request)
        return redirect_next(request)
    return form_page(request, "accounts/confirm.html", form)
