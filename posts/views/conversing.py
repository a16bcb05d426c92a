"""A conversation where a post of it is missing, and what members do about one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.redirects import redirect_previous
from posts import conversations, services
from posts.models import Post
from posts.paging import GREATEST
from posts.views import lookups


@require_safe
def gap(request: HttpRequest, post_id: int) -> HttpResponse:
    listed = Post.objects.listed_for(request.user).select_related("author")
    if post := listed.filter(pk=post_id).first():
        return redirect(post)
    key = min(post_id, GREATEST)
    answers = conversations.below_gap(key, request.user, lookups.after(request))
    if not answers.nodes:
        raise Http404("Nobody replied to it.")
    return render(request, "posts/gap.html", {"answers": answers})


@require_safe
@member_required
@never_cache
def muted(request: MemberRequest) -> HttpResponse:
    page = conversations.muted_by(request.user, lookups.before(request))
    return render(request, "posts/muted_conversations.html", {"page": page})


@require_POST
@member_required
@lookups.of_post
def mute(request: MemberRequest, post: Post) -> HttpResponse:
    if services.mute_conversation(post, by=request.user):
        messages.success(request, _("You muted this conversation. Nobody is told."))
    return redirect_previous(request)


@require_POST
@member_required
def unmute(request: MemberRequest, post_id: int) -> HttpResponse:
    if services.unmute_conversation(min(post_id, GREATEST), by=request.user):
        messages.success(request, _("You no longer mute this conversation."))
    return redirect_previous(request)
