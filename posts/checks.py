"""System checks of the settings that posts read."""

from typing import Any

from django.core.checks import CheckMessage, Error

from posts import bodies


def body_limit(**kwargs: Any) -> list[CheckMessage]:
    if 1 <= bodies.limit() <= bodies.MAX_CODE_POINTS:
        return []
    return [
        Error(
            f"POST_MAX_LENGTH is {bodies.limit()}.",
            hint=f"Set it to a number from 1 to {bodies.MAX_CODE_POINTS}.",
            id="posts.E001",
        )
    ]
