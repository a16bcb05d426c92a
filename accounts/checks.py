"""System checks of the settings that accounts read."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from accounts.hashers import peppers

PEPPERED = "accounts.hashers.PepperedArgon2PasswordHasher"


def pepper_for_new_hashes(**kwargs: Any) -> list[CheckMessage]:
    if settings.PASSWORD_HASHERS[0] != PEPPERED or peppers():
        return []
    return [
        Error(
            "PASSWORD_HASHERS starts with the peppered hasher, and there is no pepper.",
            hint="Set PASSWORD_PEPPERS, or let another hasher be the first.",
            id="accounts.E001",
        )
    ]
