"""What members type when they post; the rules of a body are in posts.bodies."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from posts import bodies, services
from posts.models import Audience, Post


class PostForm(forms.Form):
    body = forms.CharField(
        label="What is new?",
        # The service strips it and refuses what is left empty; here a browser may do so too.
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "required": True}),
    )
    audience = forms.ChoiceField(
        label="Who can see it",
        choices=Audience.choices,
        initial=Audience.EVERYONE,
        required=False,
    )
    submission = forms.Field(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["data-limit"] = bodies.limit()

    def clean_audience(self) -> Audience:
        return Audience(self.cleaned_data["audience"] or Audience.EVERYONE)

    def clean_submission(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(str(self.cleaned_data["submission"]))
        except ValueError:
            return None  # a token that says nothing is no reason to refuse a post

    def publish(self, author: User) -> Post | None:
        """Publish the text; on refusal, put the reason at the field and return None."""
        try:
            return services.publish(author=author, **self.cleaned_data)
        except ValidationError as refusal:
            self.add_error("body", refusal)
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
