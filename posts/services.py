"""Rules about posts and follows: what may be done, and why not."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from posts import references
from posts.bodies import clean_body
from posts.ids import new_post_id
from posts.models import Follow, Post, Viewer


class PostsError(PermissionDenied):
    """A rule said no. The message is fit to show, and Django shows it, with 403."""


class SelfFollowError(PostsError):
    def __init__(self) -> None:
        super().__init__("You cannot follow yourself.")


class GoneError(PostsError):
    def __init__(self) -> None:
        super().__init__("This account is closed.")


class NotTheirsError(PostsError):
    def __init__(self) -> None:
        super().__init__("You can only delete posts of your own.")


def publish(*, author: User, body: str, submission: uuid.UUID | None = None) -> Post:
    """Publish `body` as the author's newest post.

    Args:
        body: as sent; see `clean_body`.
        submission: tells one sending of a form from the next. The same one with the same
            text, however often and however simultaneously, publishes one post.

    Raises:
        ValidationError: there is no text, too much of it, or control characters in it.
        GoneError: the author is deactivated or deleted.
    """
    body = clean_body(body)
    # Of the text too: the form may be sent once more with another one (the back button).
    key = submission and uuid.uuid5(submission, body)
    _check_active(author)
    while True:
        now = timezone.now()
        post = Post(
            id=new_post_id(now), author=author, body=body, created_at=now, submission=key
        )
        try:
            with transaction.atomic():  # ask the database: looking first loses the race
                post.save(force_insert=True)
                references.store([post])
        except IntegrityError:
            if key and (earlier := Post.objects.by(author).filter(submission=key).first()):
                return earlier
            _check_active(author)
            if not Post.objects.filter(pk=post.pk).exists():
                raise
            # Somebody else drew that id in this very millisecond: draw again.
        else:
            return post


def may_delete(user: Viewer, post: Post) -> bool:
    """Authors may, and staff who moderate."""
    moderates = user.is_staff and user.has_perm("posts.delete_post")
    return post.author_id == user.pk or moderates


def delete(post: Post, *, by: Viewer) -> None:
    """Delete the post for everyone.

    Raises:
        NotTheirsError: it is somebody else's, and they do not moderate.
    """
    if not may_delete(by, post):
        raise NotTheirsError
    post.delete()


def follow(*, follower: User, followed: User) -> bool:
    """Make `follower` follow `followed`; asking twice is no error.

    Returns:
        Whether a new follow was recorded.

    Raises:
        SelfFollowError: the two are the same person.
        GoneError: one of them is deactivated or deleted.
    """
    if follower == followed:
        raise SelfFollowError
    _check_active(follower, followed)
    try:
        _, created = Follow.objects.get_or_create(follower=follower, followed=followed)
    except IntegrityError:
        _check_active(follower, followed)
        raise
    return created


def _check_active(*people: User) -> None:
    """Raise GoneError unless they are all there, as the database has it now."""
    there = User.objects.visible().filter(pk__in=[person.pk for person in people])
    if there.count() < len(people):
        raise GoneError


def unfollow(*, follower: User, followed: User) -> bool:
    """Undo `follow`; asking twice is no error.

    Returns:
        Whether there was a follow to end.
    """
    deleted, _ = Follow.objects.between(follower, followed).delete()
    return bool(deleted)
