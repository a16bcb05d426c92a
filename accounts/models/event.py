"""What happened to an account that its owner should know of."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.origins import DEVICE_MAX_LENGTH, NETWORK_MAX_LENGTH


class SecurityEventQuerySet(models.QuerySet["SecurityEvent"]):
    def of(self, user: models.Model) -> Self:
        """Return what happened to the user's account, newest first."""
        return self.filter(user=user).order_by("-pk")


class SecurityEvent(models.Model):
    """Something happened to the user's account, from a device on a network.

    Both are empty where staff or the operator did it.
    """

    class Kind(models.TextChoices):
        JOINED = "joined", _("Joined")
        SIGNED_IN = "signed in", _("Signed in")
        PASSWORD_CHANGED = "password changed", _("Changed the password")
        PASSWORD_RESET = "password reset", _("Chose a new password by e-mail")
        EMAIL_ASKED = "email asked", _("Asked for another e-mail address")
        EMAIL_CHANGED = "email changed", _("Changed the e-mail address")
        EMAIL_VERIFIED = "email verified", _("Confirmed the e-mail address")
        RENAMED = "renamed", _("Changed the username")
        SESSIONS_ENDED = "sessions ended", _("Signed out elsewhere")
        LEFT = "left", _("Deactivated the account")
        DELETION_ASKED = "deletion asked", _("Asked to delete the account")
        CAME_BACK = "came back", _("Came back")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    device = models.CharField(max_length=DEVICE_MAX_LENGTH, blank=True)
    network = models.CharField(max_length=NETWORK_MAX_LENGTH, blank=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="accounts_event_by_user"),
            models.Index(fields=["at"], name="accounts_event_by_time"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
