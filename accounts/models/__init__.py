"""Facts the database keeps about members. What may be done is in services."""

from accounts.models.attempt import Attempt
from accounts.models.event import SecurityEvent
from accounts.models.former_name import FormerName
from accounts.models.session import Session
from accounts.models.user import (
    ABOUT_ME_MAX_LENGTH,
    DISPLAY_NAME_MAX_LENGTH,
    EMAIL_MAX_LENGTH,
    EMAIL_TAKEN,
    USERNAME_TAKEN,
    Theme,
    User,
    UserManager,
)

__all__ = [
    "ABOUT_ME_MAX_LENGTH",
    "DISPLAY_NAME_MAX_LENGTH",
    "EMAIL_MAX_LENGTH",
    "EMAIL_TAKEN",
    "USERNAME_TAKEN",
    "Attempt",
    "FormerName",
    "SecurityEvent",
    "Session",
    "Theme",
    "User",
    "UserManager",
]
