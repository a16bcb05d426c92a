"""Listings of posts by many people."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import unsent
from accounts.access import unattended
from accounts.models import User
from posts import cards, services, suggestions
from posts.forms import PostForm
from posts.models import Post, PostQuerySet, TagFollow
from posts.paging import PAGE_SIZE, Page
from posts.suggestions import Suggestion
from posts.timelines import count_newer, home_page
from posts.trends import trends
from posts.views import lookups


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    before = lookups.before(request)
    if not request.user.is_authenticated:
        page = _public(request).page(before)
        return render(request, "posts/welcome.html", {"page": page})
    page = home_page(request.user, before)
    context: dict[str, Any] = {
        "form": PostForm(
            request.user, initial=unsent.kept(request, request.user, reverse("posts:compose"))
        ),
        "page": page,
        "trends": trends(),
    }
    if before is None:
        context |= _first_page(request, request.user, page)
    return render(request, "posts/home.html", context)


@unattended
@require_safe
@never_cache
def newer(request: HttpRequest) -> HttpResponse:
    """Answer how much is new at home, for static/js/new-posts.js."""
    if not request.user.is_authenticated:
        raise PermissionDenied(_("Sign in first."))
    count = count_newer(request.user, lookups.after(request) or 0)
    shown = str(count) if count <= PAGE_SIZE else f"{PAGE_SIZE}+"
    text = ngettext("%(count)s new post", "%(count)s new posts", count) % {"count": shown}
    return JsonResponse({"text": text if count else ""})


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    before = lookups.before(request)
    context: dict[str, Any] = {"page": _public(request).page(before)}
    if before is None:
        context |= {"trends": trends(), "suggestions": _suggestions(request)}
    return render(request, "posts/explore.html", context)


@require_safe
@lookups.of_tag
def tag(request: HttpRequest, tag: str) -> HttpResponse:
    context = {
        "tag": tag,
        "page": _public(request).tag_page(tag, lookups.before(request)),
        "follows": TagFollow.objects.between(request.user, tag).exists(),
    }
    return render(request, "posts/tag.html", context)


def _first_page(request: HttpRequest, member: User, page: Page[Post]) -> dict[str, Any]:
    """Return what the newest page of home tells besides, and note that it is read."""
    if not page.rows:
        return {"newest": 0, "suggestions": suggestions.for_member(member)}
    newest = page.rows[0].place
    if request.method != "GET":
        return {"newest": newest}
    read = services.read_home(member=member, up_to=newest) or 0
    older = (post for post in page.rows if newest > read >= post.place)
    return {"newest": newest, "first_read": next(older, None)}


def _suggestions(request: HttpRequest) -> list[Suggestion]:
    return suggestions.for_member(request.user) if request.user.is_authenticated else []


def _public(request: HttpRequest) -> PostQuerySet:
    """Return what anyone says, as far as the viewer's listings show it."""
    return cards.for_viewer(Post.objects.listed_for(request.user), request.user)
