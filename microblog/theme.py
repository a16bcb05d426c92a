"""What the operator changes of the site's look."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

KEPT = 365 * 24 * 3600  # seconds: the address tells one colour from another


@require_safe
@cache_control(public=True, max_age=KEPT, immutable=True)
def accent(request: HttpRequest) -> HttpResponse:
    """Answer with a style sheet of the operator's colour; static/css/base.css mixes the tones.

    It is none of the site's own, for no page has a style inline.
    """
    colour = settings.SITE_ACCENT
    rule = f":root {{ --brand: {colour}; }}\n" if colour else ""
    return HttpResponse(rule, content_type="text/css")
