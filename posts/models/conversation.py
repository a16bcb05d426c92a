"""What holds a conversation together where posts are gone."""

from django.db import models


class Tombstone(models.Model):
    """Where a deleted post stood in its conversation, which goes on without it.

    Kept by a trigger (posts/triggers.py), for posts go in many ways: with their author, say.
    Nothing of the post itself is left. `id` is the post's; `reply_to_id` may be of a post, or
    of another tombstone.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    reply_to_id = models.BigIntegerField(null=True, editable=False)

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
