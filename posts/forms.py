"""What members type when they post; the rules of a body are in posts.bodies."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from posts import bodies, cards, languages, search, services
from posts.models import Audience, Post, PostQuerySet, Repliers, Viewer
from posts.paging import key_in
from posts.picture_forms import PicturesForm

GONE = _("The post that you reply to is gone. Copy your text if you want to keep it.")
QUOTED_GONE = _("The post that you quote is gone. Copy your text if you want to keep it.")
CHANGED = _(
    "This post was changed elsewhere meanwhile: below is what it says now. "
    "Save once more to put yours in place of that."
)


class TextForm(forms.Form):
    """What a post says."""

    body = forms.CharField(
        label=_("What is new?"),
        # The service strips it and refuses what is left empty; here a browser may do so too.
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "required": True}),
    )
    warning = forms.CharField(
        label=_("Content warning"),
        help_text=format_lazy(
            _("Up to {most} characters. Your post waits behind them."),
            most=bodies.WARNING_LIMIT,
        ),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("Not told")), *languages.NAMES.items()],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["data-limit"] = bodies.limit()

    def clean_warning(self) -> str:
        return bodies.clean_warning(self.cleaned_data["warning"])


class PostForm(PicturesForm, TextForm):
    audience = forms.ChoiceField(
        label=_("Who can see it"),
        choices=Audience.choices,
        initial=Audience.EVERYONE,
        required=False,
    )
    replies_from = forms.ChoiceField(
        label=_("Who can reply"),
        choices=Repliers.choices,
        initial=Repliers.EVERYONE,
        required=False,
    )
    reply_to = forms.Field(required=False, widget=forms.HiddenInput)
    quote_of = forms.Field(required=False, widget=forms.HiddenInput)
    submission = forms.Field(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, author: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(author, *args, **kwargs)
        self.fields["language"].initial = self._language_of_late
        visible = Post.objects.visible_to(author).select_related("author")
        self.answered = self._post_in("reply_to", visible)
        quoted = self._post_in("quote_of", cards.for_viewer(visible, author))
        self.quoted = quoted if quoted and quoted.may_be_shared else None
        if self.answered:
            self.fields["body"].label = _("Your reply to @%(name)s") % {
                "name": self.answered.author.username
            }
        elif self.quoted:
            self.fields["body"].label = _("Your words on @%(name)s's post") % {
                "name": self.quoted.author.username
            }
        if tied_to := self.answered or self.quoted:
            self._narrow(Audience(tied_to.audience))

    @property
    def answered_card(self) -> Post | None:
        """What it answers, to be drawn where that is not on the page."""
        visible = Post.objects.visible_to(self.author)
        return self._post_in("reply_to", cards.for_viewer(visible, self.author))

    def _language_of_late(self) -> str:
        return Post.objects.by(self.author).language_of_late() or self.author.language

    def _narrow(self, wide: Audience) -> None:
        """Offer no audience that is wider."""
        choices = [(one.value, one.label) for one in Audience if one.within(wide) == one]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]

    def _post_in(self, name: str, posts: PostQuerySet) -> Post | None:
        """Return the post that a field names, if it is one of these."""
        key = key_in(str(self[name].value() or ""))
        return None if key is None else posts.filter(pk=key).first()

    def clean_audience(self) -> Audience:
        return Audience(self.cleaned_data["audience"] or Audience.EVERYONE)

    def clean_replies_from(self) -> Repliers:
        return Repliers(self.cleaned_data["replies_from"] or Repliers.EVERYONE)

    def clean_reply_to(self) -> Post | None:
        if self.cleaned_data["reply_to"] and not self.answered:
            self.add_error("body", GONE)
        return self.answered

    def clean_quote_of(self) -> Post | None:
        if self.cleaned_data["quote_of"] and not self.quoted:
            self.add_error("body", QUOTED_GONE)
        return self.quoted

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
            self.add_error(None if hasattr(refusal, "error_dict") else "body", refusal)
        except services.NotInvitedError as refusal:
            self.add_error("body", str(refusal))
        except services.UnseenError:
            self.add_error("body", GONE if self.answered else QUOTED_GONE)
        return None


class EditForm(TextForm):
    """What a post is to say instead.

    Attributes:
        post: as it was when the form was made, or when it was found changed.
    """

    version = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, post: Post, *args: Any, **kwargs: Any) -> None:
        says = {name: getattr(post, name) for name in self.base_fields}
        super().__init__(*args, **kwargs | {"initial": says | kwargs.get("initial", {})})
        self.fields["body"].label = _("Your post")
        self.post = post

    def clean_version(self) -> str | None:
        return self.cleaned_data["version"] or None

    def revise(self, by: User) -> bool:
        """Do it; on refusal, put the reason at the field and return False.

        Raises:
            UnseenError: it is gone.
        """
        try:
            services.revise(self.post, by=by, **self.cleaned_data)
        except ValidationError as refusal:
            self.add_error("body", refusal)
        except services.ChangedError as error:
            self.add_error(None, CHANGED)
            self.post = error.post
            self.data = self.data.copy()  # type: ignore[attr-defined]  # of a request
            self.data["version"] = error.post.version  # type: ignore[index]
        return not self.errors


class MuteForm(forms.Form):
    """How long to mute somebody."""

    DAYS = ((1, _("For a day")), (7, _("For a week")), (30, _("For a month")))

    days = forms.TypedChoiceField(
        label=_("Mute"),
        choices=[("", _("Until I unmute them")), *DAYS],
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
        label=_("Search posts and people"),
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
