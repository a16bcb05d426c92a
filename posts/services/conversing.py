"""Rules about conversations: who wants no more of one."""

from django.db import transaction

from accounts.models import User
from posts.models import MutedConversation, Post
from posts.services.holding import hold


def mute_conversation(post: Post, *, by: User) -> bool:
    """Keep the conversation of the post out of their home, and let it tell them nothing.

    Returns:
        Whether that is new; asking twice is no error.

    Raises:
        UnseenError: they may not see the post, or it is gone.
    """
    with transaction.atomic():
        hold(post, by)
        _, new = MutedConversation.objects.get_or_create(
            member=by, conversation=post.conversation
        )
    return new


def unmute_conversation(post: Post, *, by: User) -> bool:
    """Undo `mute_conversation`. Returns whether it was muted."""
    muted = MutedConversation.objects.of(by).filter(conversation=post.conversation)
    ended, _ = muted.delete()
    return bool(ended)
