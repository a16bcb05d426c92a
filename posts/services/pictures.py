"""Rules about pictures: sending them, and putting them on a post.

They are made anew and stored before their post is, and wait for it. So a form that is refused
keeps them, no transaction waits for a file, and what never comes to a post is swept up.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.images import bounded_webp
from accounts.models import User
from accounts.text import clean_text
from posts.models import (
    ALT_MAX_LENGTH,
    MOST_PICTURES,
    Picture,
    PictureQuerySet,
    Post,
    stored_name,
)

LONGEST_SIDE = 2_048  # px
WAIT = timedelta(days=1)
MOST_WAITING = 20  # of a member; the oldest make room

TOO_MANY = format_lazy(_("A post has room for {most} pictures."), most=MOST_PICTURES)
GONE = _("A picture is not here any more. Choose it again.")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture that waits, and what to say of it on its post.

    Attributes:
        alt: as typed; see `clean_text`.
    """

    picture: Picture
    alt: str = ""


def upload(file: IO[bytes], *, owner: User) -> Picture:
    """Make a picture that was sent anew, and let it wait for a post.

    Raises:
        ValidationError: for `media`, it is no picture that we can show, or too large.
    """
    try:
        made = bounded_webp(file, longest=LONGEST_SIDE)
    except ValidationError as refusal:
        raise ValidationError({"media": refusal}) from refusal
    # A name that nobody can guess. The row first: what has one is found and swept up, also if
    # this process is killed on the way to the file.
    picture = Picture.objects.create(
        owner=owner,
        file=stored_name(owner.pk, secrets.token_hex(16)),
        width=made.width,
        height=made.height,
    )
    picture.file.storage.save(str(picture.file.name), ContentFile(made.data))
    theirs = Picture.objects.waiting().filter(owner=owner).order_by("-pk")
    _delete(
        Picture.objects.filter(pk__in=list(theirs.values_list("pk", flat=True)[MOST_WAITING:]))
    )
    return picture


def described(attachments: Sequence[Attachment], *, by: User) -> list[Attachment]:
    """Return them with each description in the form that is stored.

    Raises:
        ValidationError: by field, there are too many pictures, or a description is too long,
            has control characters or is missing where the member wants none to be. The
            errors of `alt` have its number, from 0 on, as the parameter `number`.
    """
    if len(attachments) > MOST_PICTURES:
        raise ValidationError({"media": TOO_MANY})
    clean, errors = [], []
    for number, attachment in enumerate(attachments):
        try:
            alt = _clean_alt(attachment.alt, required=by.describes_pictures)
            clean.append(Attachment(attachment.picture, alt))
        except ValidationError as refusal:
            errors.append(ValidationError(refusal.message, refusal.code, {"number": number}))
    if errors:
        raise ValidationError({"alt": errors})
    return clean


def _clean_alt(raw: str, *, required: bool) -> str:
    alt = clean_text(raw)
    if required and not alt:
        raise ValidationError(
            _("Describe this picture. You asked to be reminded."), code="missing"
        )
    if len(alt) > ALT_MAX_LENGTH:
        raise ValidationError(
            _("Keep the description to %(most)d characters; this has %(count)d.")
            % {"most": ALT_MAX_LENGTH, "count": len(alt)},
            code="too_long",
        )
    return alt


def attach(attachments: Sequence[Attachment], *, to: Post) -> None:
    """Put the pictures on a post of their owner's.

    Raises:
        ValidationError: for `media`, one does not wait any more, or is somebody else's.
    """
    for place, attachment in enumerate(attachments, 1):
        waiting = Picture.objects.waiting().filter(pk=attachment.picture.pk, owner=to.author_id)
        if not waiting.update(post=to, place=place, alt=attachment.alt):
            raise ValidationError({"media": GONE})


def fingerprint(picture: Picture) -> str:
    """Return what tells one picture from another; the same file sent twice has the same."""
    try:
        with picture.file.storage.open(str(picture.file.name)) as file:
            return hashlib.sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return ""


def discard(pictures: Iterable[Picture]) -> None:
    """Delete those of the pictures that came to no post."""
    _delete(Picture.objects.filter(pk__in=[picture.pk for picture in pictures]))


def sweep_pictures() -> int:
    """Delete what waited for longer than a form is filled in; return how many that were."""
    return _delete(Picture.objects.filter(created_at__lt=timezone.now() - WAIT))


def _delete(pictures: PictureQuerySet) -> int:
    with transaction.atomic():
        # Locked, for one of them may come to a post in this very moment.
        waiting = list(pictures.waiting().select_for_update())
        for picture in waiting:
            picture.delete()
    return len(waiting)
