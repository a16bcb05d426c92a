"""What members make of a post."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from posts.models.people import Viewer, unlisted_for
from posts.models.post import Post
from posts.paging import KeysetQuerySet


class LikeQuerySet(KeysetQuerySet["Like"]):
    def of(self, post: Post, viewer: Viewer) -> Self:
        """Return the likes of the post that `viewer` may read of."""
        there = self.filter(post=post, member__is_active=True)
        return there.exclude(member__in=unlisted_for(viewer)).select_related("member")


class Like(models.Model):
    """`member` likes `post`, and everyone who sees it may know."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, related_name="likes", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = LikeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "post"], name="posts_like_once"),
        ]
        indexes = [models.Index(fields=["post", "-id"], name="posts_like_by_post")]

    def __str__(self) -> str:
        return f"{self.member} ♥ {self.post_id}"


class BookmarkQuerySet(KeysetQuerySet["Bookmark"]):
    def of(self, member: User) -> Self:
        """Return the member's bookmarks of what they may see still."""
        seen = Post.objects.visible_to(member).filter(pk=models.OuterRef("post"))
        return self.filter(models.Exists(seen), member=member)


class Bookmark(models.Model):
    """`member` keeps `post` at hand, and nobody else knows."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "post"], name="posts_bookmark_once"),
        ]
        indexes = [models.Index(fields=["member", "-id"], name="posts_bookmark_by_member")]

    def __str__(self) -> str:
        return f"{self.member}: {self.post_id}"
