"""What somebody wrote and could not publish because their session was over.

It waits in the session, which survives signing in, and comes back in the composer.
"""

from typing import cast

from django.http import HttpRequest

from posts.bodies import MAX_CODE_POINTS

KEY = "posts_draft"


def keep(request: HttpRequest) -> None:
    request.session[KEY] = request.POST.get("body", "")[:MAX_CODE_POINTS]


def take(request: HttpRequest) -> str:
    return cast(str, request.session.pop(KEY, ""))
