"""One member: what they say, who follows them, whom they follow."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import User
from accounts.redirects import previous_url
from posts import services
from posts.models import Follow, Post, Tally
from posts.views import lookups


@require_safe
def profile(request: HttpRequest, username: str) -> HttpResponse:
    person = lookups.person(username)
    posts = Post.objects.visible_to(request.user).by(person).for_cards()
    context = _header(request, person) | {"page": posts.page(lookups.before(request))}
    return render(request, "posts/profile.html", context)


@require_safe
def followers(request: HttpRequest, username: str) -> HttpResponse:
    person = lookups.person(username)
    page = Follow.objects.followers_of(person).page(lookups.before(request))
    people = [follow.follower for follow in page.rows]
    context = _header(request, person) | {"page": page, "people": people}
    return render(request, "posts/followers.html", context)


@require_safe
def following(request: HttpRequest, username: str) -> HttpResponse:
    person = lookups.person(username)
    page = Follow.objects.followed_by(person).page(lookups.before(request))
    people = [follow.followed for follow in page.rows]
    context = _header(request, person) | {"page": page, "people": people}
    return render(request, "posts/following.html", context)


@require_POST
@member_required
def follow(request: MemberRequest, username: str) -> HttpResponse:
    person = lookups.person(username)
    if services.follow(follower=request.user, followed=person):
        messages.success(request, f"You now follow {person}.")
    return HttpResponseRedirect(previous_url(request))


@require_POST
@member_required
def unfollow(request: MemberRequest, username: str) -> HttpResponse:
    person = lookups.person(username)
    if services.unfollow(follower=request.user, followed=person):
        messages.success(request, f"You no longer follow {person}.")
    return HttpResponseRedirect(previous_url(request))


def _header(request: HttpRequest, person: User) -> dict[str, Any]:
    """Return what the head of each of a person's pages shows."""
    return {
        "person": person,
        "tally": Tally.objects.of(person),
        "follows": Follow.objects.between(request.user, person).exists(),
    }
