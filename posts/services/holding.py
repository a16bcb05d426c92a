"""Keeping a post there while something is tied to it."""

from accounts.models import User
from posts.models import Post
from posts.services.errors import UnseenError


def hold(post: Post, reader: User) -> None:
    """Keep the post from going until the transaction ends, so that who deletes it knows.

    Raises:
        UnseenError: the reader may not see it, or it is gone.
    """
    visible = Post.objects.visible_to(reader).filter(pk=post.pk)
    if not visible.select_for_update(no_key=True, of=("self",)):
        raise UnseenError
