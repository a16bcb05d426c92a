"""Names that members had: each still leads to its member."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone

from accounts import usernames

HELD_FOR = timedelta(days=90)  # in which nobody else can take the name


class FormerNameQuerySet(models.QuerySet["FormerName"]):
    def held(self) -> Self:
        """Return the names that only who had them may take."""
        return self.filter(released_at__gt=timezone.now() - HELD_FOR)

    def named(self, name: str) -> Self:
        return self.filter(name__iexact=name)


class FormerName(models.Model):
    """`user` went by `name` until `released_at`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField(max_length=usernames.MAX_LENGTH)
    released_at = models.DateTimeField(default=timezone.now)

    objects = FormerNameQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(Upper("name"), name="accounts_formername_ci")]

    def __str__(self) -> str:
        return self.name
