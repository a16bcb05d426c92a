"""Attempts at doors that strangers can knock on; `accounts.throttle` counts them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.origins import NETWORK_MAX_LENGTH

HASH_LENGTH = 64  # hexadecimal digits of a SHA-256


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def failures_of(self, user: models.Model) -> Self:
        """Return the failures to sign in to the user's account, newest first."""
        return self.filter(user=user.pk, door=Attempt.Door.SIGN_IN).order_by("-pk")


class Attempt(models.Model):
    """Somebody knocked at a door, and it counts against them.

    Attributes:
        account: a hash of the name that was typed, which may be anything: a password, say.
        known: the mark of a browser that has been let in before; empty for any other.
        user: who has that name, if anybody, for staff and for the member to see.
    """

    class Door(models.TextChoices):
        SIGN_IN = "sign-in", _("Signing in")
        JOIN = "join", _("Joining")
        RESET = "reset", _("Asking for a new password")
        VERIFY = "verify", _("Asking for a link to an address")
        KEEP = "keep", _("Keeping text for after signing in")

    door = models.CharField(_("door"), max_length=10, choices=Door)
    at = models.DateTimeField(_("at"), default=timezone.now)
    network = models.CharField(_("network"), max_length=NETWORK_MAX_LENGTH, blank=True)
    account = models.CharField(max_length=HASH_LENGTH, blank=True)
    known = models.CharField(max_length=32, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        verbose_name=_("user"),
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [
            models.Index(fields=["door", "network", "-at"], name="accounts_attempt_by_network"),
            models.Index(fields=["door", "account", "-at"], name="accounts_attempt_by_account"),
            models.Index(fields=["at"], name="accounts_attempt_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_door_display()} from {self.network}"
