"""What posts said before they were edited."""

from typing import Self

from django.db import models
from django.utils import timezone

from posts.bodies import MAX_CODE_POINTS, WARNING_MAX_CODE_POINTS
from posts.languages import MAX_LENGTH
from posts.models.post import Post
from posts.paging import KeysetQuerySet


class RevisionQuerySet(KeysetQuerySet["Revision"]):
    def of(self, post: Post) -> Self:
        return self.filter(post=post)


class Revision(models.Model):
    """What `post` said from `written_at` on, until it was edited."""

    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    body = models.TextField(max_length=MAX_CODE_POINTS)
    warning = models.CharField(max_length=WARNING_MAX_CODE_POINTS, blank=True, default="")
    language = models.CharField(max_length=MAX_LENGTH, blank=True, default="")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["post", "-id"], name="posts_revision_by_post")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.body[:40]}"
