"""Who and what is there still, and keeping a post so while something is tied to it."""

from accounts.models import User
from posts.models import Post
from posts.services.errors import GoneError, UnseenError


def check_active(user: User) -> None:
    """Raise GoneError unless they are there, as the database has it now."""
    if not User.objects.visible().filter(pk=user.pk).exists():
        raise GoneError


def hold(post: Post, reader: User) -> None:
    """Keep the post from going until the transaction ends, so that who deletes it knows.

    Raises:
        UnseenError: the reader may not see it, or it is gone.
    """
    visible = Post.objects.visible_to(reader).filter(pk=post.pk)
    if not visible.select_for_update(no_key=True, of=("self",)):
        raise UnseenError
