"""Listings of posts by many people."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import unsent
from posts import cards
from posts.forms import PostForm
from posts.markup import is_tag, normal_tag
from posts.models import Post, PostQuerySet
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
def tag(request: HttpRequest, name: str) -> HttpResponse:
    normal = normal_tag(name)
    if not is_tag(normal):
        raise Http404("That cannot be a hashtag.")
    if normal != name:
        return redirect("posts:tag", normal)
    page = _public(request).tag_page(normal, lookups.before(request))
    return render(request, "posts/tag.html", {"tag": normal, "page": page})


def _public(request: HttpRequest) -> PostQuerySet:
    """Return what anyone says, as far as the viewer's listings show it."""
    return cards.for_viewer(Post.objects.listed_for(request.user), request.user)
