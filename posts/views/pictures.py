"""The pictures on posts, for whoever may see the post.

Browsers may keep one for a while, for it never changes; proxies may not, as it is not for
everyone, and gone for everyone when its post is.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from posts.models import Picture

KEPT = 24 * 3600  # seconds


@require_safe
@cache_control(private=True, max_age=KEPT, immutable=True)
def picture(request: HttpRequest, owner_id: int, name: str) -> HttpResponse:
    visible = Picture.objects.visible_to(request.user).select_related("owner")
    found = get_object_or_404(visible.named(owner_id, [name]))
    try:
        with found.file.open() as file:
            response = HttpResponse(file.read(), content_type="image/webp")
    except FileNotFoundError:
        raise Http404("The picture is gone.") from None
    if found.owner.hides_from_search:
        response["X-Robots-Tag"] = "noindex"
    return response
