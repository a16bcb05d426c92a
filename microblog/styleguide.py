"""A page that shows each component in each state, for who works on the site's looks.

Only in DEBUG. It draws the real partials with what is in microblog/examples.py; nothing is
stored, whoever asks.
"""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.messages import constants
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from microblog import examples
from posts.forms import MuteForm
from posts.growth import DAYS
from posts.history import changes
from posts.models import Ties
from posts.models.tally import Counts
from posts.suggestions import Suggestion
from posts.trends import Trend

STATIC = Path(settings.BASE_DIR / "static")
SYMBOL = re.compile('<symbol id="([^"]+)"')
# Colours are light-dark() or made of it: the theme has a say in them.
COLOUR = re.compile(r"^    --([\w-]+): (?:light-dark|oklch)\(", re.MULTILINE)
TEXT, SPACE = (re.compile(rf"^    --({kind}-\w+):", re.MULTILINE) for kind in ("text", "space"))


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    # Its reader is one of the examples: the page has all that a member's has.
    context = {"user": examples.ADA, "examples": examples}
    with translation.override("en"):
        return render(request, "styleguide/guide.html", context | _foundations() | _parts())


def _foundations() -> dict[str, Any]:
    base = (STATIC / "css/base.css").read_text()
    return {
        "colours": COLOUR.findall(base),
        "texts": TEXT.findall(base),
        "spaces": SPACE.findall(base),
        "icons": SYMBOL.findall((STATIC / "img/icons.svg").read_text()),
        "levels": constants.DEFAULT_TAGS.values(),
    }


def _parts() -> dict[str, Any]:
    """Return what the partials take, and the examples have not by themselves."""
    month = examples.written(DAYS)
    before, after = "Tea at four, in the garden.", "Tea at five, in the kitchen."
    return {
        "counts": Counts(posts=1234, followers=56, following=7),
        "ties": Ties(follows_back=True),
        "mute_form": MuteForm(),
        "suggestions": [
            Suggestion(examples.BRUNO, examples.LEILA, 2),
            Suggestion(examples.LONG, None, 1),
        ],
        "trends": [Trend("tea", 5), Trend("garden", 2), Trend("حديقة", 2)],
        "version": {"parts": list(changes(before, after)), "language": "en"},
        "written": examples.written(),
        "days": DAYS,
        "charts": [("Posts", month, month.total), ("Members who joined", month, 7)],
    }
