"""What members type when they post; the rules of a body are in posts.bodies."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from posts import bodies, search, services
from posts.models import Audience, Post, Viewer
from posts.paging import MAX_DIGITS

GONE = "The post that you reply to is gone. Copy your text if you want to keep it."


class PostForm(forms.Form):
    body = forms.CharField(
        label="What is new?",
        # The service strips it and refuses what is left empty; here a browser may do so too.
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "required": True}),
    )
    warning = forms.CharField(
        label="Content warning",
        help_text=f"Up to {bodies.WARNING_LIMIT} characters. Your post waits behind them.",
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    audience = forms.ChoiceField(
        label="Who can see it",
        choices=Audience.choices,
        initial=Audience.EVERYONE,
        required=False,
    )
    reply_to = forms.Field(required=False, widget=forms.HiddenInput)
    submission = forms.Field(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, author: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        self.fields["body"].widget.attrs["data-limit"] = bodies.limit()
        self.answered = self._answered()
        if self.answered:
            self.fields["body"].label = f"Your reply to @{self.answered.author.username}"
            wide = Audience(self.answered.audience)
            choices = [(one.value, one.label) for one in Audience if one.within(wide) == one]
            self.fields["audience"].choices = choices  # type: ignore[attr-defined]

    def _answered(self) -> Post | None:
        """Return the post that this is a reply to, if there is one that the author may see."""
        asked = str(self["reply_to"].value() or "")
        if not (asked.isascii() and asked.isdecimal() and len(asked) <= MAX_DIGITS):
            return None
        visible = Post.objects.visible_to(self.author).select_related("author")
        return visible.filter(pk=int(asked)).first()

    def clean_warning(self) -> str:
        return bodies.clean_warning(self.cleaned_data["warning"])

    def clean_audience(self) -> Audience:
        return Audience(self.cleaned_data["audience"] or Audience.EVERYONE)

    def clean_reply_to(self) -> Post | None:
        if self.cleaned_data["reply_to"] and not self.answered:
            self.add_error("body", GONE)
        return self.answered

    def clean_submission(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(str(self.cleaned_data["submission"]))
        except ValueError:
            return None  # a token that says nothing is no reason to refuse a post

    def publish(self) -> Post | None:
        """Publish the text; on refusal, put the reason at the field and return None."""
        try:
            return services.publish(author=self.author, **self.cleaned_data)
        except ValidationError as refusal:
            self.add_error("body", refusal)
        except services.UnseenError:
            self.add_error("body", GONE)
        return None


class MuteForm(forms.Form):
    """How long to mute somebody."""

    DAYS = ((1, "For a day"), (7, "For a week"), (30, "For a month"))

    days = forms.TypedChoiceField(
        label="Mute",
        choices=[("", "Until I unmute them"), *DAYS],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def until(self) -> datetime | None:
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=days) if days else None


class SearchForm(forms.Form):
    """A question, and what it was understood as."""

    q = forms.CharField(
        label="Search posts and people",
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )
    query: search.Query

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"]
        self.query = search.parse(text, self.viewer)
        return text
