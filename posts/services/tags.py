"""Rules about which hashtags members read."""

from django.db import transaction

from accounts.models import User
from posts.markup import is_tag, normal_tag
from posts.models import TagFollow
from posts.services.errors import GoneError, NoTagError, TooManyTagsError

MAX_TAGS = 50  # that one member follows: home looks into each of them


def follow_tag(*, member: User, tag: str) -> bool:
    """Let the member read what has the hashtag; asking twice is no error.

    Args:
        tag: in any spelling, without "#".

    Returns:
        Whether that is new.

    Raises:
        NoTagError: no hashtag can be written so.
        TooManyTagsError: they follow as many as one may.
        GoneError: they are deactivated or deleted.
    """
    tag = normal_tag(tag)
    if not is_tag(tag):
        raise NoTagError
    with transaction.atomic():
        # Locked, so that of two at once the later one counts the earlier.
        there = User.objects.visible().filter(pk=member.pk).select_for_update(no_key=True)
        if not there.first():
            raise GoneError
        if TagFollow.objects.between(member, tag).exists():
            return False
        if TagFollow.objects.of(member).count() >= MAX_TAGS:
            raise TooManyTagsError(MAX_TAGS)
        TagFollow.objects.create(member=member, tag=tag)
    return True


def unfollow_tag(*, member: User, tag: str) -> bool:
    """Undo `follow_tag`. Returns whether there was something to end."""
    ended, _ = TagFollow.objects.between(member, normal_tag(tag)).delete()
    return bool(ended)
