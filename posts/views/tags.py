"""The hashtags that a member follows; the page of one is a timeline."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.redirects import redirect_previous
from posts import services
from posts.models import TagFollow
from posts.views import lookups


@require_safe
@member_required
@never_cache
def followed(request: MemberRequest) -> HttpResponse:
    follows = TagFollow.objects.of(request.user)
    return render(request, "posts/followed_tags.html", {"follows": follows})


@require_POST
@member_required
@lookups.of_tag
def follow(request: MemberRequest, tag: str) -> HttpResponse:
    if services.follow_tag(member=request.user, tag=tag):
        messages.success(request, _("You now follow #%(tag)s.") % {"tag": tag})
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_tag
def unfollow(request: MemberRequest, tag: str) -> HttpResponse:
    if services.unfollow_tag(member=request.user, tag=tag):
        messages.success(request, _("You no longer follow #%(tag)s.") % {"tag": tag})
    return redirect_previous(request)
