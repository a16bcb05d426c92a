"""What holds a conversation together where posts are gone, and who wants no more of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from posts.models.people import Viewer
from posts.paging import KeysetQuerySet


class Tombstone(models.Model):
    """Where a deleted post stood in its conversation, which goes on without it.

    Kept by a trigger (posts/triggers.py), for posts go in many ways: with their author, say.
    Nothing of the post itself is left. `id` and `hidden_at` are the post's; `reply_to_id` may
    be of a post, or of another tombstone.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    reply_to_id = models.BigIntegerField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["reply_to_id", "id"],
                condition=models.Q(reply_to_id__isnull=False),
                name="posts_tombstone_by_reply_to",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MutedConversationQuerySet(KeysetQuerySet["MutedConversation"]):
    def of(self, viewer: Viewer) -> Self:
        """Return those that the viewer muted."""
        return self.filter(member=viewer.pk)


class MutedConversation(models.Model):
    """`member` wants to read no more of a conversation, and nobody else knows.

    Attributes:
        conversation: as `Post.conversation`; its first post may be gone.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    conversation = models.BigIntegerField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MutedConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "conversation"], name="posts_muted_conversation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} mutes {self.conversation}"
