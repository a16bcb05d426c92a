"""Sessions that know whose they are, so that members see and end their own."""

from typing import ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.origins import DEVICE_MAX_LENGTH, NETWORK_MAX_LENGTH

SHOWN = 50  # sessions; who has more ends all others


class SessionManager(BaseSessionManager["Session"]):
    def of(self, user: models.Model) -> models.QuerySet["Session"]:
        """Return the user's sessions that are not over."""
        return self.filter(user=user.pk, expire_date__gt=timezone.now())

    def last_used_by(self, user: models.Model) -> models.QuerySet["Session"]:
        """Return those that the user used last, the very last first."""
        return self.of(user).order_by("-used_at")[:SHOWN]


class Session(AbstractBaseSession):
    """Django's own, with whose it is. Filled in by `accounts.sessions.SessionStore`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", null=True
    )
    device = models.CharField(max_length=DEVICE_MAX_LENGTH, blank=True)
    network = models.CharField(max_length=NETWORK_MAX_LENGTH, blank=True)
    signed_in_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[SessionManager] = SessionManager()

    def __str__(self) -> str:
        return f"{self.device} ({self.network})"  # the key is a secret

    @property
    def public_id(self) -> str:
        """What names it on a page; the key itself would let whoever reads it in."""
        return salted_hmac("accounts.session", self.session_key).hexdigest()
