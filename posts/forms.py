"""What members type when they post; the rules of a body are in posts.bodies."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from posts import bodies, search, services
from posts.models import Post


class PostForm(forms.Form):
    body = forms.CharField(
        label="What is new?",
        # The service strips it and refuses what is left empty; here a browser may do so too.
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "required": True}),
    )
    submission = forms.Field(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["data-limit"] = bodies.limit()

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


class SearchForm(forms.Form):
    """A question, and what it was understood as."""

    q = forms.CharField(
        label="Search posts and people",
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )
    query: search.Query

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"]
        self.query = search.parse(text)
        return text
