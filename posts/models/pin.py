"""What members show first on their page."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from posts.models.post import Post

PLACES = range(1, 4)


class Pin(models.Model):
    """`member` shows `post`, one of their own, before the others on their page.

    Attributes:
        place: which of the few that there are it takes; it says nothing of the order.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="pin")
    place = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            # With the next one: nobody pins more than there are places.
            models.UniqueConstraint(fields=["member", "place"], name="posts_pin_place_once"),
            models.CheckConstraint(condition=Q(place__in=PLACES), name="posts_pin_place"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.post_id}"
