"""What members type and choose about themselves."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import services, usernames
from accounts.forms.doors import email_field
from accounts.images import MAX_BYTES
from accounts.models import ABOUT_ME_MAX_LENGTH, DISPLAY_NAME_MAX_LENGTH, Theme, User
from accounts.models.former_name import HELD_FOR
from accounts.origins import Origin
from accounts.preferences import languages, time_zones


class DeedForm(forms.Form):
    """A form for a service that may refuse what it is asked for."""

    def carry_out(self, deed: Callable[[], object]) -> bool:
        """Do it; on refusal, put the reasons at the fields and return False."""
        try:
            deed()
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return False
        return True


class ProfileForm(DeedForm):
    display_name = forms.CharField(
        label=_("Display name"),
        required=False,
        help_text=format_lazy(
            _("Up to {most} characters, in any script. Your username stands beside it."),
            most=DISPLAY_NAME_MAX_LENGTH,
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = UsernameField(
        label=_("Username"),
        max_length=usernames.MAX_LENGTH,
        help_text=format_lazy(
            _(
                "Your page moves along. Links to the old name go on working, and nobody else "
                "can take it for {days} days."
            ),
            days=HELD_FOR.days,
        ),
    )
    about_me = forms.CharField(
        label=_("About me"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=format_lazy(
            _("Up to {most} characters, for everyone to read."), most=ABOUT_ME_MAX_LENGTH
        ),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        stored = {name: getattr(user, name) for name in self.base_fields}
        super().__init__(*args, **kwargs | {"initial": stored | kwargs.get("initial", {})})
        if not usernames.renaming_allowed():
            self.fields["username"].disabled = True
            self.fields["username"].help_text = _("It cannot be changed on this site.")
            self.initial["username"] = user.username

    def save(self, origin: Origin) -> bool:
        typed = self.cleaned_data
        return self.carry_out(lambda: services.edit_profile(self.user, **typed, origin=origin))


class AvatarForm(DeedForm):
    avatar = forms.FileField(
        label=_("Picture"),
        help_text=format_lazy(
            _(
                "JPEG, PNG, WebP, GIF or AVIF, up to {megabytes} MB. It is cropped to a "
                "square, and where it was taken is removed from it."
            ),
            megabytes=MAX_BYTES // 1024**2,
        ),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/gif,image/avif"}
        ),
        allow_empty_file=True,  # the service says what is wrong with it
    )

    def save(self, user: User) -> bool:
        picture = self.cleaned_data["avatar"]
        return self.carry_out(lambda: services.set_avatar(user, picture=picture))


class EmailForm(DeedForm):
    email = email_field(
        help_text=_("We send a link there. Until you follow it, nothing changes.")
    )

    def ask(self, user: User, origin: Origin) -> bool:
        email = self.cleaned_data["email"]
        return self.carry_out(
            lambda: services.ask_for_address(user, email=email, origin=origin)
        )


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=lambda: [("", _("As your browser has it")), *languages()],
        help_text=_("Of the pages, and of the letters that you get."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=lambda: [("", _("As the site has it")), *time_zones()],
        help_text=_("Times are shown in this zone."),
    )
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        required=False,
        choices=[("", _("As your device has it")), *Theme.choices],
    )
    describes_pictures = forms.BooleanField(
        label=_("Remind me to describe pictures"),
        required=False,
        help_text=_(
            "What you write with a picture is sent once the picture has a description."
        ),
    )
    uses_shortcuts = forms.BooleanField(
        label=_("Use keyboard shortcuts"),
        required=False,
        help_text=_("Single keys: j goes to the next post, ? shows all of them."),
    )


class PrivacyForm(forms.Form):
    hides_last_seen = forms.BooleanField(
        label=_("Hide when I was last here"),
        required=False,
        help_text=_("Your page will not show it."),
    )
    hides_from_search = forms.BooleanField(
        label=_("Stay out of search"),
        required=False,
        help_text=_("Search engines are asked to leave out your page and your posts."),
    )
    approves_followers = forms.BooleanField(
        label=_("Approve followers by hand"),
        required=False,
        help_text=_(
            "Whoever wants to follow you asks first. Those who follow you already stay."
        ),
    )
