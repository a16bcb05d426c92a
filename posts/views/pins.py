"""What members show first on their page."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, member_required
from accounts.redirects import redirect_previous
from posts import services
from posts.models import Post
from posts.views import lookups


@require_POST
@member_required
@lookups.of_post
def pin(request: MemberRequest, post: Post) -> HttpResponse:
    try:
        if services.pin(post, by=request.user):
            messages.success(request, _("Pinned: it stands first on your page."))
    except services.PinsFullError as refusal:
        messages.error(request, str(refusal))  # here, where the button is
    return redirect_previous(request)


@require_POST
@member_required
@lookups.of_post
def unpin(request: MemberRequest, post: Post) -> HttpResponse:
    if services.unpin(post, by=request.user):
        messages.success(request, _("No longer pinned."))
    return redirect_previous(request)
