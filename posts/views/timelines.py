"""Listings of posts by many people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import unsent
from posts import cards, suggestions
from posts.forms import PostForm
from posts.hashtags import trends
from posts.models import Post, PostQuerySet, TagFollow
from posts.suggestions import Suggestion
from posts.timelines import home_page
from posts.views import lookups


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    before = lookups.before(request)
    if not request.user.is_authenticated:
        page = _public(request).page(before)
        return render(request, "posts/welcome.html", {"page": page})
    page = home_page(request.user, before)
    context = {
        "form": PostForm(
            request.user, initial=unsent.kept(request, request.user, reverse("posts:compose"))
        ),
        "page": page,
        "suggestions": [] if page.rows or before else suggestions.for_member(request.user),
    }
    return render(request, "posts/home.html", context)


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


def _suggestions(request: HttpRequest) -> list[Suggestion]:
    return suggestions.for_member(request.user) if request.user.is_authenticated else []


def _public(request: HttpRequest) -> PostQuerySet:
    """Return what anyone says, as far as the viewer's listings show it."""
    return cards.for_viewer(Post.objects.listed_for(request.user), request.user)
