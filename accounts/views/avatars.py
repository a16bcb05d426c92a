"""The pictures that members uploaded.

Browsers may keep one for a while, for its address goes with it; proxies may not, so that
whoever leaves is not shown for longer by others' caches.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import User

KEPT = 24 * 3600  # seconds; another picture has another address


@require_safe
@cache_control(private=True, max_age=KEPT, immutable=True)
def avatar(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    user = get_object_or_404(User.objects.visible(), pk=pk, avatar=f"avatars/{pk}/{name}.webp")
    try:
        with user.avatar.open() as picture:
            return HttpResponse(picture.read(), content_type="image/webp")
    except FileNotFoundError:
        raise Http404("The picture is gone.") from None
