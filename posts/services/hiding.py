"""Rules about what stands under one's posts: hiding a reply, and showing it again."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from posts.models import Post, Viewer
from posts.services.errors import NotUnderTheirsError
from posts.services.holding import hold


def may_hide(user: Viewer, reply: Post) -> bool:
    """Who is directly answered may; staff do not hide, they delete."""
    return reply.reply_to is not None and reply.reply_to.author_id == user.pk


def hide(reply: Post, *, by: User) -> bool:
    """Put the reply behind a link under the post that it answers.

    It stays what somebody said: at its own address, in listings and in counts.

    Returns:
        Whether that is new; asking twice is no error.

    Raises:
        NotUnderTheirsError: it answers nothing, or somebody else.
        UnseenError: they may not see it, or it is gone.
    """
    with transaction.atomic():
        _check(reply, by)
        shown = Post.objects.filter(pk=reply.pk, hidden_at=None)
        return bool(shown.update(hidden_at=timezone.now()))


def unhide(reply: Post, *, by: User) -> bool:
    """Undo `hide`, and raise as it does. Returns whether it was hidden."""
    with transaction.atomic():
        _check(reply, by)
        hidden = Post.objects.filter(pk=reply.pk, hidden_at__isnull=False)
        return bool(hidden.update(hidden_at=None))


def _check(reply: Post, member: User) -> None:
    hold(reply, member)
    # What it answers may be gone, and is None then.
    if not may_hide(member, Post.objects.select_related("reply_to").get(pk=reply.pk)):
        raise NotUnderTheirsError
