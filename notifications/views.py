"""What happened to a member, and of what they want to be told."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import MemberRequest, member_required, unattended
from accounts.pages import form_page
from notifications import listing, services
from notifications.forms import PreferencesForm
from posts.views import lookups


@require_safe
@member_required
@never_cache
def show(request: MemberRequest) -> HttpResponse:
    """Looking is reading, as a member expects who comes here to see what is new."""
    page = listing.page(request.user, lookups.before(request))
    if request.method == "GET" and any(entry.unread for entry in page.rows):
        services.read(request.user, upto=page.rows[0].key)
    return render(request, "notifications/list.html", {"page": page})


@unattended
@require_safe
@never_cache
def bell(request: HttpRequest) -> HttpResponse:
    """Answer with the bell, which the page asks for by itself: nobody is led anywhere."""
    if not request.user.is_authenticated:
        raise PermissionDenied(_("Sign in first."))
    return render(request, "notifications/_bell.html", {"member": request.user})


@member_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: MemberRequest) -> HttpResponse:
    form = PreferencesForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your choices are saved."))
        return redirect("notifications:preferences")
    return form_page(request, "notifications/preferences.html", form)
