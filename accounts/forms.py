"""What members type about themselves; the rules behind are in registration and services."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm as AuthAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError

from accounts import services, usernames, validators
from accounts.models import ABOUT_ME_MAX_LENGTH, EMAIL_MAX_LENGTH, User
from accounts.registration import Registration


def password_field(label: str, autocomplete: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        **kwargs,
    )


class RegistrationForm(forms.Form):
    username = UsernameField(
        max_length=usernames.MAX_LENGTH,
        help_text=f"{usernames.HELP_TEXT} You can change it later.",
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=EMAIL_MAX_LENGTH,
        help_text="Never shown to others.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password1 = password_field(
        "Password", "new-password", help_text="At least 8 characters. A few words do well."
    )
    password2 = password_field("Password, once more", "new-password")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            "password1" in data
            and "password2" in data
            and data["password1"] != data["password2"]
        ):
            self.add_error("password2", "The two passwords are not the same.")
        self.registration = self._registration()
        return data

    def _registration(self) -> Registration | None:
        """Return what was typed, or None with the reasons at the fields.

        Asked though some fields may have been refused already, so that one answer tells all.
        """
        data = self.cleaned_data
        try:
            return Registration(
                data.get("username", ""), data.get("email", ""), data.get("password1", "")
            )
        except ValidationError as refusal:
            errors = refusal.error_dict
            if "password" in errors:
                errors["password1"] = errors.pop("password")
            for field in errors.keys() - self.errors.keys():
                self.add_error(field, errors[field])
            return None

    def sign_up(self) -> User | None:
        """Create the account; on refusal, put the reasons at the fields and return None."""
        try:
            return services.sign_up(self.registration) if self.registration else None
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return None


class AuthenticationForm(AuthAuthenticationForm):
    """Django's own, for names of ours and passwords that are worth hashing."""

    error_messages = {
        **AuthAuthenticationForm.error_messages,
        "invalid_login": "That name and password do not match. Passwords are case-sensitive.",
    }

    username = UsernameField(label="Username or e-mail address", max_length=EMAIL_MAX_LENGTH)
    password = password_field("Password", "current-password", max_length=validators.MAX_LENGTH)
    remember = forms.BooleanField(
        label="Remember me on this device",
        required=False,
        help_text="For 30 days; else until you close the browser.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django has put the length of a name there, and an address may be longer.
        self.fields["username"].widget.attrs["maxlength"] = EMAIL_MAX_LENGTH


class ProfileForm(forms.Form):
    username = UsernameField(
        max_length=usernames.MAX_LENGTH,
        help_text="Your page moves along, and links to the old name stop working.",
    )
    about_me = forms.CharField(
        label="About me",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Up to {ABOUT_ME_MAX_LENGTH} characters, for everyone to read.",
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        stored = {"username": user.username, "about_me": user.about_me}
        super().__init__(*args, **kwargs | {"initial": stored | kwargs.get("initial", {})})

    def save(self) -> bool:
        """Store the profile; on refusal, put the reasons at the fields and return False."""
        try:
            services.edit_profile(self.user, **self.cleaned_data)
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return False
        return True
