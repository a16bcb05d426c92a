"""What members do about a conversation."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, member_required
from accounts.redirects import redirect_previous
from posts import services
from posts.models import Post
from posts.views import lookups


@require_POST
@member_required
@lookups.of_post
def mute(request: MemberRequest, post: Post) -> HttpResponse:
    if services.mute_conversation(post, by=request.user):
        messages.success(request, "You muted this conversation. Nobody is told.")
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_post
def unmute(request: MemberRequest, post: Post) -> HttpResponse:
    if services.unmute_conversation(post, by=request.user):
        messages.success(request, "You no longer mute this conversation.")
    return redirect_previous(request)
