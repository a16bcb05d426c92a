"""Finding posts and people."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from posts import search as searching
from posts.forms import SearchForm
from posts.trends import trends
from posts.views import lookups


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    before = lookups.before(request)
    q = request.GET.get("q", "").strip()
    if not q:
        context = {"form": SearchForm(request.user), "trends": trends()}
        return render(request, "posts/search.html", context)
    form = SearchForm(request.user, request.GET)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "posts/search.html", {"form": form}, status=status)
    context = {
        "form": form,
        "q": q,
        "people": [] if before else searching.people(form.query, request.user),
        "page": searching.posts(form.query, request.user, before),
    }
    return render(request, "posts/search.html", context)


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """Answer what a name may go on as. For members: visitors have nothing to write it in."""
    if not request.user.is_authenticated:
        raise PermissionDenied(_("Sign in first."))
    found = searching.names(request.GET.get("q", "").replace("\0", ""), request.user)
    rows = [{"username": person.username, "name": person.display_name} for person in found]
    return JsonResponse({"names": rows})
