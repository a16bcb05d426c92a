"""Listings of posts by many people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import unsent
from posts import cards
from posts.forms import PostForm
from posts.models import Post, PostQuerySet, TagFollow
from posts.timelines import home_page
from posts.views import lookups


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    before = lookups.before(request)
    if not request.user.is_authenticated:
        page = _public(request).page(before)
        return render(request, "posts/welcome.html", {"page": page})
    context = {
        "form": PostForm(
            request.user, initial=unsent.kept(request, request.user, reverse("posts:compose"))
        ),
        "page": home_page(request.user, before),
    }
    return render(request, "posts/home.html", context)


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    page = _public(request).page(lookups.before(request))
    return render(request, "posts/explore.html", {"page": page})


@require_safe
@lookups.of_tag
def tag(request: HttpRequest, tag: str) -> HttpResponse:
    context = {
        "tag": tag,
        "page": _public(request).tag_page(tag, lookups.before(request)),
        "follows": TagFollow.objects.between(request.user, tag).exists(),
    }
    return render(request, "posts/tag.html", context)


def _public(request: HttpRequest) -> PostQuerySet:
    """Return what anyone says, as far as the viewer's listings show it."""
    return cards.for_viewer(Post.objects.listed_for(request.user), request.user)
