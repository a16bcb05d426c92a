"""What people type to join, to sign in, and to show who they are."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm as AuthAuthenticationForm
from django.contrib.auth.forms import SetPasswordForm, UsernameField
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import services, usernames, validators
from accounts.entrance import REMEMBERED, origin_of
from accounts.models import EMAIL_MAX_LENGTH, User
from accounts.origins import INSIDE, Origin
from accounts.registration import Registration

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ADVICE = _("At least 8 characters. A few words do well.")
PASSWORDS_DIFFER = _("The two passwords are not the same.")


def password_field(label: "StrOrPromise", autocomplete: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        **kwargs,
    )


def email_field(**kwargs: Any) -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail address"),
        max_length=EMAIL_MAX_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        **kwargs,
    )


class RegistrationForm(forms.Form):
    username = UsernameField(
        label=_("Username"),
        max_length=usernames.MAX_LENGTH,
        help_text=usernames.HELP_TEXT,
    )
    email = email_field(help_text=_("Never shown to others."))
    password1 = password_field(_("Password"), "new-password", help_text=ADVICE)
    password2 = password_field(_("Password, once more"), "new-password")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            "password1" in data
            and "password2" in data
            and data["password1"] != data["password2"]
        ):
            self.add_error("password2", PASSWORDS_DIFFER)
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

    def sign_up(self, origin: Origin = INSIDE) -> User | None:
        """Create the account; on refusal, put the reasons at the fields and return None."""
        if not self.registration:
            return None
        try:
            return services.sign_up(self.registration, origin=origin)
        except ValidationError as refusal:
            self.add_error(None, refusal)
            return None


class AuthenticationForm(AuthAuthenticationForm):
    """Django's own, for names of ours and passwords that are worth hashing."""

    username = UsernameField(label=_("Username or e-mail address"), max_length=EMAIL_MAX_LENGTH)
    password = password_field(
        _("Password"), "current-password", max_length=validators.MAX_LENGTH
    )
    remember = forms.BooleanField(
        label=_("Remember me on this device"),
        required=False,
        help_text=format_lazy(
            _("For {days} days; otherwise until you close the browser."), days=REMEMBERED.days
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django has put the length of a name there, and an address may be longer.
        self.fields["username"].widget.attrs["maxlength"] = EMAIL_MAX_LENGTH

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("username") and data.get("password") and self.request:
            self.user_cache = services.prove(
                data["username"], data["password"], origin=origin_of(self.request)
            )
        return data


class ConfirmForm(forms.Form):
    """Asks a member for their password."""

    password = password_field(
        _("Password"), "current-password", max_length=validators.MAX_LENGTH
    )

    def __init__(self, user: User, origin: Origin, *args: Any, **kwargs: Any) -> None:
        self.user, self.origin = user, origin
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            self.proven = services.prove(self.user.username, password, origin=self.origin)
        except ValidationError as refusal:
            raise ValidationError(_("That is not your password."), "wrong") from refusal
        return password


class ResetForm(forms.Form):
    email = email_field()


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # no subscript at run time
    """Django's own, in our words. Whoever has it valid hands the password to a service."""

    error_messages = {"password_mismatch": PASSWORDS_DIFFER}

    new_password1 = password_field(_("New password"), "new-password", help_text=ADVICE)
    new_password2 = password_field(_("New password, once more"), "new-password")
