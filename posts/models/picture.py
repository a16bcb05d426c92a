"""Pictures on posts, and those that wait for theirs. Their files go when they do."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.models.people import Viewer
from posts.models.post import Post

MOST_PICTURES = 4  # on a post
ALT_MAX_LENGTH = 1_500  # code points


def stored_name(owner_id: int, name: str) -> str:
    """Return under which name the storage has a picture's file."""
    return f"posts/{owner_id}/{name}.webp"


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Return those on posts that `viewer` may see, and their own that wait."""
        seen = Q(Exists(Post.objects.visible_to(viewer).filter(pk=OuterRef("post"))))
        return self.filter(seen if viewer.is_anonymous else seen | Q(post=None, owner=viewer))

    def named(self, owner_id: int, names: Iterable[str]) -> Self:
        """Return those of the owner's that have one of the names.

        By their files, which tell the owner: an address may have a number that none can have.
        """
        return self.filter(file__in=[stored_name(owner_id, name) for name in names])

    def waiting(self) -> Self:
        """Return those that are on no post yet."""
        return self.filter(post=None)


class Picture(models.Model):
    """A picture that `owner` sent, on the post that it came to be on.

    Attributes:
        post: None while it waits for one: its form was refused, or its sender describes it.
        place: from 1 on, in which the post shows it.
        alt: what it shows, for who does not see it.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.CASCADE,
        null=True,
        related_name="pictures",
        editable=False,
        db_index=False,
    )
    place = models.PositiveSmallIntegerField(null=True, editable=False)
    file = models.FileField(unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)  # px
    height = models.PositiveIntegerField(editable=False)  # px
    alt = models.TextField(_("description"), max_length=ALT_MAX_LENGTH, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["post", "place"], name="posts_picture_place_once"),
            models.CheckConstraint(
                condition=Q(post=None, place=None)
                | Q(
                    post__isnull=False,
                    place__isnull=False,
                    place__gte=1,
                    place__lte=MOST_PICTURES,
                ),
                name="posts_picture_place",
            ),
            models.CheckConstraint(
                condition=Q(width__gte=1, height__gte=1), name="posts_picture_size"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("alt"), ALT_MAX_LENGTH),
                name="posts_picture_alt_length",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(post=None), name="posts_picture_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.alt or self.name

    def get_absolute_url(self) -> str:
        return reverse("posts:picture", args=[self.owner_id, self.name])

    @property
    def name(self) -> str:
        """The part of its address that nobody can guess."""
        return PurePosixPath(str(self.file.name)).stem


@receiver(post_delete, sender=Picture)
def _remove_file(instance: Picture, using: str, **kwargs: Any) -> None:
    """Here, and not in a service: a post also goes with its author, and by other doors."""
    file = instance.file
    transaction.on_commit(lambda: file.storage.delete(str(file.name)), using=using, robust=True)
