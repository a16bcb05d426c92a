"""What a member typed and could not send because their session was over.

It waits in the session, which survives signing in, and stands in its form again until it is
sent. A form that names its member (a hidden `member`) is shown to nobody else who signs in.
"""

from typing import Any

from django.http import HttpRequest

from accounts import throttle
from accounts.entrance import origin_of
from accounts.models import User

KEY = "accounts_unsent"
Typed = str | list[str]  # a list, if there are several fields of that name
NOTHING: dict[str, Any] = {"path": None, "typed": {}}
LONGEST = 50_000  # characters of all fields; far more than any form may have


def keep(request: HttpRequest) -> None:
    """Keep what was typed.

    Raises:
        ThrottledError: a visitor's network did so too often: each makes a session.
    """
    if not request.user.is_authenticated:
        throttle.attempt(throttle.Door.KEEP, origin_of(request))
    typed: dict[str, list[str]] = {}
    room = LONGEST
    for name, values in request.POST.lists():
        for value in values:
            if "password" not in name.lower() and room > 0:
                typed.setdefault(name, []).append(str(value)[:room])
                room -= len(name) + len(typed[name][-1])
    request.session[KEY] = {"path": request.path, "typed": typed}


def kept(request: HttpRequest, user: User, path: str) -> dict[str, Typed]:
    """Return what waits for the form at `path`, by field; nothing if it is somebody else's."""
    unsent = request.session.get(KEY, NOTHING)
    typed = {
        name: values[0] if len(values) == 1 else values
        for name, values in unsent["typed"].items()
    }
    theirs = typed.get("member", str(user.pk)) == str(user.pk)
    return typed if unsent["path"] == path and theirs else {}


def drop(request: HttpRequest) -> None:
    """Forget what waited, if that is what was sent now.

    Where a page has forms of one address, each has a `submission` of its own.
    """
    unsent = request.session.get(KEY, NOTHING)
    same = unsent["typed"].get("submission", []) == request.POST.getlist("submission")
    if unsent["path"] == request.path and same:
        del request.session[KEY]
