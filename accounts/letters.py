"""The letters that members get: to which address, whether still, and with which link."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template import loader
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.conf import site_name, site_url
from accounts.links import confirmation_token
from accounts.models import User


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter; its text is in templates/accounts/letters.

    Attributes:
        fits: whether there is still a reason to send it.
        link: the path to what it asks for, if it asks for anything.
        to: the address it goes to.
    """

    subject: str
    fits: Callable[[User], bool]
    link: Callable[[User], str]
    to: Callable[[User], str] = lambda user: user.email


def compose(letter: str, user: User) -> EmailMultiAlternatives | None:
    """Return the message, ready to be sent, or None if its reason has gone."""
    kind = LETTERS[letter]
    if not kind.fits(user):
        return None
    context = {
        "member": user,
        "site": site_name(),
        "home": site_url(),
        "link": site_url() + kind.link(user),
    }
    message = EmailMultiAlternatives(
        subject=f"{site_name()}: {kind.subject}",
        body=loader.render_to_string(f"accounts/letters/{letter}.txt", context),
        to=[kind.to(user)],
        headers={"Auto-Submitted": "auto-generated"},  # no "out of office" in return
    )
    html = loader.render_to_string(f"accounts/letters/{letter}.html", context)
    message.attach_alternative(html, "text/html")
    return message


def _confirmation(user: User) -> str:
    return reverse("accounts:confirm_address", args=[confirmation_token(user)])


def _reset(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("accounts:reset_password", args=[uid, token])


def _door(user: User) -> str:
    return reverse("accounts:login")


LETTERS = {
    "address": Letter(
        "Confirm your e-mail address",
        fits=lambda user: user.is_active and not user.email_verified_at,
        link=_confirmation,
    ),
    "new_address": Letter(
        "Confirm your new e-mail address",
        fits=lambda user: user.is_active and bool(user.pending_email),
        link=_confirmation,
        to=lambda user: user.pending_email,
    ),
    "old_address": Letter(
        "Somebody wants to change your e-mail address",
        fits=lambda user: bool(user.pending_email),
        link=lambda user: reverse("accounts:reset"),
    ),
    "reset": Letter(
        "Choose a new password",
        fits=lambda user: user.is_active or user.left_at is not None,
        link=_reset,
    ),
    "password": Letter(
        "Your password was changed",
        fits=lambda user: True,
        link=lambda user: reverse("accounts:reset"),
    ),
    "goodbye": Letter(
        "Your account will be deleted",
        fits=lambda user: user.delete_on is not None,
        link=_door,
    ),
}
