"""How far members have read."""

from django.conf import settings
from django.db import models

from accounts.models import User


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def home_of(self, member: User) -> int | None:
        """Return up to where the member has read home; None if they never did."""
        return self.filter(member=member).values_list("home", flat=True).first()


class ReadMark(models.Model):
    """Up to where `member` has read: nobody else knows.

    Attributes:
        home: the greatest key of what they found at home; what it is of may be gone.
    """

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    home = models.BigIntegerField(default=0)

    objects = ReadMarkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.member}: {self.home}"
