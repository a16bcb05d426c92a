"""What authors hide of the replies to their posts, and where it is shown all the same."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.redirects import redirect_previous
from posts import conversations, services
from posts.models import Post
from posts.views import lookups


@require_POST
@member_required
@lookups.of_post
def hide(request: MemberRequest, post: Post) -> HttpResponse:
    if services.hide(post, by=request.user):
        messages.success(request, _("Hidden: it stands behind a link under your post."))
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_post
def unhide(request: MemberRequest, post: Post) -> HttpResponse:
    if services.unhide(post, by=request.user):
        messages.success(request, _("Shown under your post again."))
    return redirect_previous(request)


@require_safe
@lookups.of_post
def hidden(request: HttpRequest, post: Post) -> HttpResponse:
    answers = conversations.hidden_below(post, request.user, lookups.after(request))
    return render(request, "posts/hidden.html", {"post": post, "answers": answers})
