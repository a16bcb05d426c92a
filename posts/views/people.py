"""One member: what they say, who follows them, whom they follow."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import User
from accounts.pages import in_place
from accounts.redirects import redirect_previous
from posts import activity, cards, services
from posts.forms import MuteForm
from posts.models import Follow, FollowRequest, Post, Tally, ties
from posts.views import lookups


@require_safe
@lookups.of_person
def profile(request: HttpRequest, person: User) -> HttpResponse:
    # All that may be seen, of a muted person too: this is where one goes to read it.
    before = lookups.before(request)
    visible = Post.objects.visible_to(request.user).by(person)
    # The first page shows the pinned ones before the others, and so not among them once more;
    # on older pages they stand at their own place.
    pinned = [] if before else list(cards.for_viewer(visible, request.user).pinned_by(person))
    rows = Post.objects.timeline_for(request.user).by(person).apart_from(pinned)
    page = cards.of_timeline(rows.select_related("author").page(before), request.user)
    context = _header(request, person) | {"pinned": pinned, "page": page}
    if not before:
        follows = context["ties"].follows
        context["written"] = activity.written_by(person, request.user, follows=follows)
    return render(request, "posts/profile.html", context)


@require_safe
@lookups.of_person
def followers(request: HttpRequest, person: User) -> HttpResponse:
    follows = Follow.objects.followers_of(person, request.user)
    page = follows.page(lookups.before(request))
    people = [follow.follower for follow in page.rows]
    context = _header(request, person) | {"page": page, "people": people}
    return render(request, "posts/followers.html", context)


@require_safe
@lookups.of_person
def following(request: HttpRequest, person: User) -> HttpResponse:
    follows = Follow.objects.followed_by(person, request.user)
    page = follows.page(lookups.before(request))
    people = [follow.followed for follow in page.rows]
    context = _header(request, person) | {"page": page, "people": people}
    return render(request, "posts/following.html", context)


@require_safe
@lookups.of_person
def card(request: HttpRequest, person: User) -> HttpResponse:
    return _card(request, person)


@require_POST
@member_required
@lookups.of_person
def follow(request: MemberRequest, person: User) -> HttpResponse:
    made = services.follow(follower=request.user, followed=person)
    if _is_on_card(request):
        return _card(request, person)
    if isinstance(made, FollowRequest):
        messages.success(
            request, _("You asked to follow %(name)s. They decide.") % {"name": person}
        )
    elif made:
        messages.success(request, _("You now follow %(name)s.") % {"name": person})
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_person
def unfollow(request: MemberRequest, person: User) -> HttpResponse:
    done = services.unfollow(follower=request.user, followed=person)
    if _is_on_card(request):
        return _card(request, person)
    if done:
        messages.success(request, _("You no longer follow %(name)s.") % {"name": person})
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_anybody
def remove(request: MemberRequest, person: User) -> HttpResponse:
    if services.unfollow(follower=person, followed=request.user):
        messages.success(request, _("%(name)s no longer follows you.") % {"name": person})
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_anybody
def block(request: MemberRequest, person: User) -> HttpResponse:
    if services.block(blocker=request.user, blocked=person):
        messages.success(
            request,
            _("You blocked %(name)s. You are not there for each other.") % {"name": person},
        )
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_anybody
def unblock(request: MemberRequest, person: User) -> HttpResponse:
    if services.unblock(blocker=request.user, blocked=person):
        messages.success(request, _("You no longer block %(name)s.") % {"name": person})
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_person
def mute(request: MemberRequest, person: User) -> HttpResponse:
    form = MuteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose for how long to mute from the list."))
        return redirect_previous(request)
    services.mute(muter=request.user, muted=person, until=form.until())
    messages.success(request, _("You muted %(name)s. They are not told.") % {"name": person})
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_anybody
def unmute(request: MemberRequest, person: User) -> HttpResponse:
    if services.unmute(muter=request.user, muted=person):
        messages.success(request, _("You no longer mute %(name)s.") % {"name": person})
    return redirect_previous(request)


def _is_on_card(request: HttpRequest) -> bool:
    """Whether the button that was pressed stands on the person's card."""
    return in_place(request) and "card" in request.GET


def _card(request: HttpRequest, person: User) -> HttpResponse:
    """Answer with the person's card, and tell htmx where on the page that goes."""
    context = _header(request, person) | {"viewer": request.user}
    response = render(request, "posts/_person_card.html", context)
    response["X-Robots-Tag"] = "noindex"  # it is no page
    response["HX-Retarget"] = ".person-card"
    response["HX-Reselect"] = "unset"
    response["HX-Reswap"] = "innerHTML show:none"
    return response


def _header(request: HttpRequest, person: User) -> dict[str, Any]:
    """Return what the head of each of a person's pages shows, and their card."""
    between = ties(request.user, person)
    tally = Tally.objects.of(person)
    return {
        "person": person,
        "counts": tally.counts_for(request.user, follows=between.follows),
        "ties": between,
        "mute_form": MuteForm(),
    }
