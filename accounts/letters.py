"""The letters that members get: to which address, whether still, and with which link."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template import loader
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.links import GOOD_FOR, confirmation_token
from accounts.models import User
from accounts.site import site_name, site_url


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter; its text is in templates/accounts/letters.

    Attributes:
        action: what the link in it does, in words for a button.
        link: the path of that link.
        fits: whether there is still a reason to send it.
        to: the address it goes to.
    """

    subject: str
    action: str
    link: Callable[[User], str]
    fits: Callable[[User], bool] = lambda user: True
    to: Callable[[User], str] = lambda user: user.email


def compose(name: str, user: User, *, to: str = "") -> EmailMultiAlternatives | None:
    """Return a letter of `LETTERS`, ready to be sent, or None if its reason has gone."""
    letter = LETTERS[name]
    if not letter.fits(user):
        return None
    link = site_url() + letter.link(user)
    context = {
        "member": user,
        "site": site_name(),
        "link": link,
        "days": GOOD_FOR.days,
        "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
    }
    return write(
        subject=letter.subject,
        text=loader.render_to_string(f"accounts/letters/{name}.txt", context),
        link=link,
        action=letter.action,
        to=to or letter.to(user),
    )


def write(
    *, subject: str, text: str, link: str, action: str, to: str
) -> EmailMultiAlternatives:
    """Return a letter with that text, ready to be sent; other apps write theirs with it.

    Args:
        link: stands in the text as a paragraph of its own; in the HTML, as a button.
        action: what is on the button.
    """
    site, home = site_name(), site_url()
    message = EmailMultiAlternatives(
        subject=f"{site}: {subject}",
        body=f"{text}\n{site}\n{home}\n",
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},  # no "out of office" in return
    )
    context = {
        "paragraphs": text.split("\n\n"),
        "link": link,
        "action": action,
        "site": site,
        "home": home,
    }
    html = loader.render_to_string("accounts/letters/_letter.html", context)
    message.attach_alternative(html, "text/html")
    return message


def _confirmation(user: User) -> str:
    return reverse("accounts:confirm_address", args=[confirmation_token(user)])


def _reset(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("accounts:reset_password", args=[uid, token])


LETTERS = {
    "address": Letter(
        "Confirm your e-mail address",
        "Confirm my address",
        _confirmation,
        fits=lambda user: user.is_active and not user.email_verified_at,
    ),
    "new_address": Letter(
        "Confirm your new e-mail address",
        "Confirm my new address",
        _confirmation,
        fits=lambda user: user.is_active and bool(user.pending_email),
        to=lambda user: user.pending_email,
    ),
    "old_address": Letter(
        "Somebody wants to change your e-mail address",
        "Choose a new password",
        lambda user: reverse("accounts:reset"),
    ),
    "reset": Letter(
        "Choose a new password",
        "Choose a new password",
        _reset,
        fits=lambda user: user.is_active or user.left_at is not None,
    ),
    "password": Letter(
        "Your password was changed",
        "Choose a new password",
        lambda user: reverse("accounts:reset"),
    ),
    "goodbye": Letter(
        "Your account will be deleted",
        "Sign in and stay",
        lambda user: reverse("accounts:login"),
        fits=lambda user: user.delete_on is not None,
    ),
}
