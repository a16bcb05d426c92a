"""Names that members had: each still leads to its member."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower, Replace, Upper
from django.utils import timezone

from accounts import usernames
from accounts.lookalikes import lettering, skeleton

HELD_FOR = timedelta(days=90)  # in which nobody else can take the name


def skeleton_of(column: str) -> Lower:
    """Return what `lookalikes.skeleton` makes of a username, in the database's words."""
    plain = Replace(Replace(column, Value("1"), Value("l")), Value("I"), Value("l"))
    return Lower(Replace(plain, Value("0"), Value("o")))


class FormerNameQuerySet(models.QuerySet["FormerName"]):
    def held(self) -> Self:
        """Return the names that only who had them may take."""
        return self.filter(released_at__gt=timezone.now() - HELD_FOR)

    def looking_like(self, name: str) -> Self:
        """Return those that one could take `name` for, as `User.objects.looking_like` does."""
        alike = Q(skeleton=skeleton(name)) | Q(name__iexact=lettering(name))
        return self.alias(skeleton=skeleton_of("name")).filter(alike)

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
