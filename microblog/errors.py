"""The pages for what went wrong; 400, 403 and 404 are Django's own with our templates."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from accounts.redirects import stays_here
from microblog.request_log import current_request_id

# What forms hold that nobody typed.
HIDDEN = {"next", "member", "submission", "reply_to", "quote_of", "version", "kept", "left_out"}
HIDDEN |= {"describe"}
# What is in a field of that name, for who typed it.
LABELS = {
    "about_me": _("About me"),
    "alt": _("Description"),
    "body": _("Your text"),
    "display_name": _("Display name"),
    "email": _("E-mail address"),
    "language": _("Language"),
    "new_password1": _("New password"),
    "new_password2": _("New password, once more"),
    "password": _("Password"),
    "password1": _("Password"),
    "password2": _("Password, once more"),
    "username": _("Username"),
    "warning": _("Content warning"),
}


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with nothing but a template and the request's id: all else may be broken."""
    page = loader.render_to_string("500.html", {"request_id": current_request_id()})
    return HttpResponseServerError(page)


@sensitive_variables("typed")
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 and, if the form came from this site, give back what was typed in it.

    A token goes stale when somebody signs in or out in another tab; that must not cost
    them what they wrote. What came from another site is not repeated: it was not typed here.
    """
    typed = []
    # Not of the admin's forms, whose many fields would not be what they were.
    # CsrfViewMiddleware looks at the Origin before it looks at the token.
    admin = request.path.startswith(reverse("admin:index"))
    if _came_from_here(request) and "Origin" not in reason and not admin:
        typed = [
            {
                "name": name,
                "label": LABELS.get(name) or capfirst(name.replace("_", " ")),
                "value": value,
                "hidden": name in HIDDEN,
            }
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)


def _came_from_here(request: HttpRequest) -> bool:
    """Whether a browser says so; Django has compared an Origin with ours already."""
    if "Origin" in request.headers:
        return True
    return stays_here(request, request.headers.get("Referer", ""))


class MethodNotAllowedMiddleware:
    """Draws the page of a 405, which Django leaves empty."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            response.content = loader.render_to_string("405.html")
        return response
