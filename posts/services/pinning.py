"""Rules about what members show first on their page."""

from django.db import transaction

from accounts.models import User
from posts.models import PIN_PLACES, Pin, Post, Viewer
from posts.services.errors import NotTheirsToPinError, PinsFullError
from posts.services.holding import hold


def may_pin(user: Viewer, post: Post) -> bool:
    """Authors may, and nobody else: it is their page."""
    return post.author_id == user.pk


def pin(post: Post, *, by: User) -> bool:
    """Show the post, one of their own, first on their page; asking twice is no error.

    Returns:
        Whether that is new.

    Raises:
        NotTheirsToPinError: it is somebody else's.
        PinsFullError: there are as many pins as there may be.
        UnseenError: it is gone, or they are.
    """
    if not may_pin(by, post):
        raise NotTheirsToPinError
    with transaction.atomic():
        hold(post, by)
        # One click after the other, or two would take the same place.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        taken = dict(Pin.objects.filter(member=by).values_list("post", "place"))
        if post.pk in taken:
            return False
        free = set(PIN_PLACES) - set(taken.values())
        if not free:
            raise PinsFullError(len(PIN_PLACES))
        Pin.objects.create(member=by, post=post, place=min(free))
    return True


def unpin(post: Post, *, by: User) -> bool:
    """Undo `pin`. Returns whether there was a pin."""
    ended, _ = Pin.objects.filter(member=by, post=post).delete()
    return bool(ended)
