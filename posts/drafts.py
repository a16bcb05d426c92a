"""What somebody wrote and could not publish because their session was over.

It waits in the session, which survives signing in, and stands in the composer until it is
published.
"""

from django.http import HttpRequest

from posts.bodies import MAX_CODE_POINTS

KEY = "posts_draft"


def keep(request: HttpRequest) -> None:
    # Whole, unless it is too long to be published whatever its author does.
    request.session[KEY] = request.POST.get("body", "")[:MAX_CODE_POINTS]


def kept(request: HttpRequest) -> str:
    draft: str = request.session.get(KEY, "")
    return draft


def drop(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
