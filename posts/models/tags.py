"""Which hashtags members read."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from posts.markup import TAG_MAX_LENGTH
from posts.models.people import Viewer


class TagFollowQuerySet(models.QuerySet["TagFollow"]):
    def of(self, member: User) -> Self:
        """Return what the member follows, by name."""
        return self.filter(member=member).order_by("tag")

    def between(self, member: Viewer, tag: str) -> Self:
        """Return the one follow of that tag by that member, or none."""
        if member.is_anonymous:
            return self.none()
        return self.filter(member=member.pk, tag=tag)


class TagFollow(models.Model):
    """`member` reads what has the hashtag `tag`, in the one form of `markup.normal_tag`."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    tag = models.CharField(max_length=TAG_MAX_LENGTH)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TagFollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "tag"], name="posts_tag_follow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member} → #{self.tag}"
