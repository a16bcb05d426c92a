"""Rules about what members make of a post."""

from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from posts import signals
from posts.ids import new_post_id
from posts.models import Bookmark, Like, Post
from posts.services.errors import NotToShareError, UnseenError
from posts.services.holding import check_active, hold

Mark = TypeVar("Mark", Like, Bookmark)


def like(post: Post, *, by: User) -> bool:
    """Like the post; asking twice is no error.

    Returns:
        Whether that is new.

    Raises:
        UnseenError: they may not see it, or it is gone.
        GoneError: they are deactivated or deleted.
    """
    made = _mark(Like, post, by)
    if made:
        signals.tell(signals.liked, Like, like=made)
    return made is not None


def unlike(post: Post, *, by: User) -> bool:
    """Undo `like`. Returns whether there was a like."""
    ended, _ = Like.objects.filter(member=by, post=post).delete()
    if ended:
        signals.tell(signals.unliked, Like, post=post, by=by)
    return bool(ended)


def bookmark(post: Post, *, by: User) -> bool:
    """Keep the post at hand; asking twice is no error.

    Returns:
        Whether that is new.

    Raises:
        UnseenError: they may not see it, or it is gone.
        GoneError: they are deactivated or deleted.
    """
    return _mark(Bookmark, post, by) is not None


def unbookmark(post: Post, *, by: User) -> bool:
    """Undo `bookmark`. Returns whether there was a bookmark."""
    ended, _ = Bookmark.objects.filter(member=by, post=post).delete()
    return bool(ended)


def repost(post: Post, *, by: User) -> bool:
    """Bring the post to those who follow `by`; asking twice is no error.

    Returns:
        Whether that is new.

    Raises:
        UnseenError: they may not see it, or it is gone.
        NotToShareError: it is for followers.
        GoneError: they are deactivated or deleted.
    """
    if not post.may_be_shared:
        raise NotToShareError
    while not Post.objects.reposts_of(post).by(by).exists():
        _check(post, by)
        now = timezone.now()
        row = Post(id=new_post_id(now), author=by, repost_of=post, created_at=now)
        row.audience, row.conversation = post.audience, row.conversation_joined()
        try:
            with transaction.atomic():
                hold(post, by)
                row.save(force_insert=True)
        except IntegrityError:  # another click was quicker, or somebody else drew that id
            continue
        signals.tell(signals.reposted, Post, repost=row)
        return True
    _check(post, by)
    return False


def unrepost(post: Post, *, by: User) -> bool:
    """Undo `repost`. Returns whether there was a repost."""
    ended, _ = Post.objects.reposts_of(post).by(by).delete()
    if ended:
        signals.tell(signals.unreposted, Post, post=post, by=by)
    return bool(ended)


def _mark(kind: type[Mark], post: Post, member: User) -> Mark | None:
    """Return the mark that is new, or None if there is nothing new."""
    _check(post, member)
    if kind._default_manager.filter(member=member, post=post).exists():
        return None
    try:
        with transaction.atomic():  # not get_or_create: the other click may undo it meanwhile
            # Before its tally, as `delete` does: in another order each would wait for the other
            hold(post, member)
            return kind._default_manager.create(member=member, post=post)
    except IntegrityError:  # another click was quicker, or one of them went away
        _check(post, member)
        return None


def _check(post: Post, member: User) -> None:
    check_active(member)
    if not Post.objects.visible_to(member).filter(pk=post.pk).exists():
        raise UnseenError
