"""One member: what they say, who follows them, whom they follow."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import User
from accounts.redirects import redirect_previous
from posts import services
from posts.models import Follow, Post, Tally
from posts.views import lookups


@require_safe
@lookups.of_person
def profile(request: HttpRequest, person: User) -> HttpResponse:
    posts = Post.objects.visible_to(request.user).by(person).for_cards()
    context = _header(request, person) | {"page": posts.page(lookups.before(request))}
    return render(request, "posts/profile.html", context)


@require_safe
@lookups.of_person
def followers(request: HttpRequest, person: User) -> HttpResponse:
    page = Follow.objects.followers_of(person).page(lookups.before(request))
    people = [follow.follower for follow in page.rows]
    context = _header(request, person) | {"page": page, "people": people}
    return render(request, "posts/followers.html", context)


@require_safe
@lookups.of_person
def following(request: HttpRequest, person: User) -> HttpResponse:
    page = Follow.objects.followed_by(person).page(lookups.before(request))
    people = [follow.followed for follow in page.rows]
    context = _header(request, person) | {"page": page, "people": people}
    return render(request, "posts/following.html", context)


@require_POST
@member_required
@lookups.of_person
def follow(request: MemberRequest, person: User) -> HttpResponse:
    if services.follow(follower=request.user, followed=person):
        messages.success(request, f"You now follow {person}.")
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_person
def unfollow(request: MemberRequest, person: User) -> HttpResponse:
    if services.unfollow(follower=request.user, followed=person):
        messages.success(request, f"You no longer follow {person}.")
    return redirect_previous(request)


def _header(request: HttpRequest, person: User) -> dict[str, Any]:
    """Return what the head of each of a person's pages shows."""
    return {
        "person": person,
        "tally": Tally.objects.of(person),
        "follows": Follow.objects.between(request.user, person).exists(),
    }
