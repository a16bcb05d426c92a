"""Rules about conversations: who wants no more of one."""

from django.db import transaction
from django.db.models import Q

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


def unmute_conversation(key: int, *, by: User) -> bool:
    """Undo `mute_conversation`, also where none of its posts are left for them to see.

    Args:
        key: of the conversation, or of a post in it that they see.

    Returns:
        Whether it was muted.
    """
    seen = Post.objects.visible_to(by).filter(pk=key).values("conversation")
    of_key = Q(conversation=key) | Q(conversation__in=seen)
    ended, _ = MutedConversation.objects.of(by).filter(of_key).delete()
    return bool(ended)
