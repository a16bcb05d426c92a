"""A member's own lists of people: who asks to follow them, whom they block and mute."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import User
from accounts.redirects import redirect_previous
from posts import services
from posts.models import Block, FollowRequest, Mute
from posts.views import lookups


@require_safe
@member_required
@never_cache
def requests(request: MemberRequest) -> HttpResponse:
    waiting = FollowRequest.objects.waiting_for(request.user)
    page = waiting.page(lookups.before(request))
    return render(request, "posts/requests.html", {"page": page})


@require_POST
@member_required
@lookups.of_person
def accept(request: MemberRequest, person: User) -> HttpResponse:
    if services.accept(follower=person, followed=request.user):
        messages.success(request, _("%(name)s now follows you.") % {"name": person})
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_anybody
def refuse(request: MemberRequest, person: User) -> HttpResponse:
    if services.refuse(follower=person, followed=request.user):
        messages.success(
            request, _("%(name)s does not follow you, and is not told.") % {"name": person}
        )
    return redirect_previous(request)


@require_safe
@member_required
@never_cache
def blocked(request: MemberRequest) -> HttpResponse:
    page = Block.objects.by(request.user).page(lookups.before(request))
    return render(request, "posts/blocks.html", {"page": page})


@require_safe
@member_required
@never_cache
def muted(request: MemberRequest) -> HttpResponse:
    page = Mute.objects.by(request.user).page(lookups.before(request))
    return render(request, "posts/mutes.html", {"page": page})
