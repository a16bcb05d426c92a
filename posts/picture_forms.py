"""The pictures of a form: those sent with it now, and those that were sent before and wait.

Browsers do not send a chosen file twice. So what was sent with a form that is refused is kept,
and the form that comes back names it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.images import MAX_BYTES
from accounts.models import User
from posts import services
from posts.models import MOST_PICTURES, Picture
from posts.services.pictures import GONE
from posts.services.pictures import TOO_MANY as NO_ROOM

NAME = re.compile("[0-9a-f]{32}")
TOO_MANY = format_lazy(
    _("A post has room for {most} pictures. The first of them are here."), most=MOST_PICTURES
)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if files else []


class FilesField(forms.FileField):
    """Any number of files."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(FilesField, self).clean(file, initial) for file in data]


class TextsField(forms.Field):
    """Any number of texts under one name, in the order in which they stand on the page."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return _as_list(value)


@dataclass(frozen=True, slots=True)
class Row:
    """A picture in the form, or room for one, and its description as typed.

    Attributes:
        picture: None where it is yet to be chosen.
    """

    picture: Picture | None
    alt: str
    errors: ErrorList


class PicturesForm(forms.Form):
    """A form with pictures, for `services.publish` to take as `pictures`.

    Fields:
        alt: descriptions, of the kept pictures first and then of those in `media`.
        kept: the names of pictures that wait, and `left_out` of those not wanted after all.
        describe: only take the pictures in, to be described.
    """

    full = NO_ROOM  # said by a script, which asks for no more then

    # It hides the form's own `media`, its scripts and styles, of which we have none.
    media = FilesField(  # type: ignore[assignment]
        label=_("Pictures"),
        required=False,
        allow_empty_file=True,  # the service says what is wrong with it
        help_text=format_lazy(
            _(
                "Up to {most}, each a JPEG, PNG, WebP, GIF or AVIF of up to {megabytes} MB. "
                "Where they were taken is removed from them."
            ),
            most=MOST_PICTURES,
            megabytes=MAX_BYTES // 1024**2,
        ),
        widget=FilesInput(
            attrs={
                "accept": "image/jpeg,image/png,image/webp,image/gif,image/avif",
                "data-most": MOST_PICTURES,
            }
        ),
    )
    alt = TextsField(required=False)
    kept = TextsField(required=False)
    left_out = TextsField(required=False)
    describe = forms.Field(required=False)

    def __init__(self, author: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        self.attachments: list[services.Attachment] = []
        self.unattached: list[str] = []  # descriptions whose pictures are yet to be chosen
        self.only_describes = bool(self.is_bound and self["describe"].value())
        if not self.is_bound:
            self._take_kept(_as_list(self["kept"].value()), _as_list(self["alt"].value()))

    def clean(self) -> dict[str, Any]:
        """Take in what was sent, already here: a form that is refused for anything keeps it."""
        data = super().clean() or {}
        files, alts, kept = data.pop("media", []), data.pop("alt"), data.pop("kept")
        unwanted = data.pop("left_out")
        data.pop("describe")
        gone = self._take_kept(kept, alts[: len(kept)], unwanted)
        if gone:
            self.add_error("media", GONE)
        self._take_in(files, alts[len(kept) :])
        return data | {"pictures": self.attachments}

    def _take_kept(
        self, names: Sequence[str], alts: Sequence[str], unwanted: Sequence[str] = ()
    ) -> bool:
        """Attach the author's pictures of those names; return whether any is gone.

        Also what came to a post: this may be the same sending once more.
        """
        found = Picture.objects.named(self.author.pk, filter(NAME.fullmatch, names))
        pictures = {picture.name: picture for picture in found}
        gone = False
        for name, alt in _paired(names, alts):
            if name in unwanted:
                continue
            if picture := pictures.get(name):
                self.attachments.append(services.Attachment(picture, alt))
            else:
                gone = True
                self.unattached.append(alt)
        self.unattached += alts[len(names) :]
        return gone

    def _take_in(self, files: Sequence[Any], alts: Sequence[str]) -> None:
        taken = files[: max(0, MOST_PICTURES - len(self.attachments))]
        if len(taken) < len(files):
            self.add_error("media", TOO_MANY)
        for file, alt in _paired(taken, alts):
            try:
                picture = services.upload(file, owner=self.author)
            except ValidationError as refusal:
                self.add_error(
                    "media", [f"{file.name}: {reason}" for reason in refusal.messages]
                )
                self.unattached.append(alt)
            else:
                self.attachments.append(services.Attachment(picture, alt))
        self.unattached += alts[len(taken) :]

    @property
    def rows(self) -> list[Row]:
        """What to draw: pictures that wait, and room for the first, or for one that failed."""
        errors: dict[int, list[ValidationError]] = {}
        for error in self.errors.as_data().get("alt", []):
            errors.setdefault((error.params or {})["number"], []).append(error)
        rows = [
            Row(one.picture, one.alt, self.error_class(errors.get(number, [])))
            for number, one in enumerate(self.attachments)
            if one.picture.post_id is None
        ]
        texts = [alt for alt in self.unattached if alt.strip()]
        if not (rows or texts):
            texts = [""]
        return rows + [Row(None, alt, self.error_class()) for alt in texts]

    @property
    def has_pictures(self) -> bool:
        """Whether there is something to see of them."""
        return bool(self["media"].errors) or any(row.picture or row.alt for row in self.rows)


def _paired(things: Sequence[Any], alts: Sequence[str]) -> Iterator[tuple[Any, str]]:
    for number, thing in enumerate(things):
        yield thing, alts[number] if number < len(alts) else ""


def _as_list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [str(value)] if value else []
