"""Listings of posts by many people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import unsent
from posts.forms import PostForm
from posts.models import Post
from posts.timelines import home_page
from posts.views import lookups


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    before = lookups.before(request)
    if not request.user.is_authenticated:
        page = Post.objects.visible_to(request.user).for_cards().page(before)
        return render(request, "posts/welcome.html", {"page": page})
    context = {
        "form": PostForm(initial=unsent.kept(request, request.user, reverse("posts:compose"))),
        "page": home_page(request.user, before),
    }
    return render(request, "posts/home.html", context)


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    page = Post.objects.visible_to(request.user).for_cards().page(lookups.before(request))
    return render(request, "posts/explore.html", {"page": page})
