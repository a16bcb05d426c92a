"""What members tell about themselves, and how they like to read and be seen."""

import secrets
from datetime import timedelta
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.images import square_webp
from accounts.models import FormerName, SecurityEvent, User
from accounts.origins import INSIDE, Origin
from accounts.services.history import record
from accounts.services.names import (
    claimed,
    refuse_display_name,
    refuse_held,
    refuse_rename,
)
from accounts.validators import check_all

SEEN_EVERY = timedelta(minutes=1)
AVATAR_SIDE = 256  # px: 72 on a page, on the sharpest of screens


def edit_profile(
    user: User, *, username: str, display_name: str, about_me: str, origin: Origin = INSIDE
) -> None:
    """Rename the member and set what they tell about themselves.

    The old name leads to them from then on, and is held for them for a while.

    Raises:
        ValidationError: by field, `username` is malformed, reserved, taken or may not change,
            `display_name` looks like somebody else's, or a text is too long or has control
            characters.
    """
    # A copy, so that on a refusal the page still names the member as they are.
    edited = User(pk=user.pk, username=username, email=user.email)
    edited.display_name, edited.about_me = display_name, about_me
    told = ("username", "display_name", "about_me")
    check_all(
        lambda: edited.clean_only(*told),
        lambda: refuse_rename(user, username),
        lambda: refuse_display_name(user, edited.display_name),
    )
    changed = [name for name in told if getattr(edited, name) != getattr(user, name)]
    if not changed:
        return
    with claimed(edited):
        # Locked, so that of two renames at once each gives up the name that the other took.
        stored = User.objects.select_for_update().filter(pk=user.pk).first()
        had = stored.username if stored else user.username
        edited.save(update_fields=changed)
        if edited.username.lower() != user.username.lower():
            refuse_held(edited)
            FormerName.objects.filter(user=user).named(edited.username).delete()
            FormerName.objects.create(user=user, name=had)
            record(user, SecurityEvent.Kind.RENAMED, origin)
    for name in changed:
        setattr(user, name, getattr(edited, name))


def set_avatar(user: User, *, picture: IO[bytes]) -> None:
    """Make a picture that was sent the member's avatar.

    Raises:
        ValidationError: for `avatar`, it is no picture that we can show, or too large.
    """
    try:
        made_anew = ContentFile(square_webp(picture, side=AVATAR_SIDE))
    except ValidationError as refusal:
        raise ValidationError({"avatar": refusal}) from refusal
    # A name that nobody can guess, and another one for each: browsers keep what has it.
    name = f"avatars/{user.pk}/{secrets.token_hex(8)}.webp"
    _replace_avatar(user, user.avatar.storage.save(name, made_anew))


def remove_avatar(user: User) -> None:
    """Show the built-in avatar again."""
    _replace_avatar(user, "")


def _replace_avatar(user: User, name: str) -> None:
    storage = user.avatar.storage
    with transaction.atomic():
        # Locked, so that of two uploads at once each removes what the other replaced.
        stored = User.objects.select_for_update().filter(pk=user.pk).first()
        unused = stored.avatar.name if stored else name
        User.objects.filter(pk=user.pk).update(avatar=name)
        if unused:
            transaction.on_commit(lambda: storage.delete(unused), robust=True)
    user.avatar = name


def clear_profile(user: User) -> None:
    """Take away all that the member tells about themselves but their username."""
    user.display_name = user.about_me = ""
    with transaction.atomic():
        remove_avatar(user)
        user.save(update_fields=["display_name", "about_me"])


def set_preferences(
    user: User,
    *,
    language: str,
    time_zone: str,
    theme: str,
    describes_pictures: bool,
    uses_shortcuts: bool,
) -> None:
    """Set how the member reads and writes.

    Args:
        language: empty is as the member's browser asks for it.
        time_zone: empty is as the site has it.
        theme: one of `Theme`; empty is as the member's device has it.

    Raises:
        ValidationError: by field, there is no such language, time zone or theme here.
    """
    _set(
        user,
        language=language,
        time_zone=time_zone,
        theme=theme,
        describes_pictures=describes_pictures,
        uses_shortcuts=uses_shortcuts,
    )


def set_privacy(
    user: User, *, hides_last_seen: bool, hides_from_search: bool, approves_followers: bool
) -> None:
    """Set what others may learn of the member, and whether they follow without being asked."""
    _set(
        user,
        hides_last_seen=hides_last_seen,
        hides_from_search=hides_from_search,
        approves_followers=approves_followers,
    )


def _set(user: User, **values: object) -> None:
    edited = User(pk=user.pk, **values)
    edited.clean_only(*values)
    edited.save(update_fields=values)
    for name, value in values.items():
        setattr(user, name, value)


def see(user: User) -> None:
    """Note that the member is here now; writes at most once a minute."""
    now = timezone.now()
    if user.last_seen and now - user.last_seen < SEEN_EVERY:
        return
    # Asked again in the query: another request of theirs may have been quicker.
    unseen = Q(last_seen=None) | Q(last_seen__lte=now - SEEN_EVERY)
    User.objects.filter(unseen, pk=user.pk).update(last_seen=now)
    user.last_seen = now
