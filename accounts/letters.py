"""The letters that members get: to which address, whether still, and with which link."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from accounts.links import GOOD_FOR, confirmation_token
from accounts.models import User
from accounts.site import site_name, site_url

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter; its text is in templates/accounts/letters.

    Attributes:
        action: what the link in it does, in words for a button.
        link: the path of that link.
        fits: whether there is still a reason to send it.
        to: the address it goes to.
    """

    subject: "StrOrPromise"
    action: "StrOrPromise"
    link: Callable[[User], str]
    fits: Callable[[User], bool] = lambda user: True
    to: Callable[[User], str] = lambda user: user.email


def compose(name: str, user: User, *, to: str = "") -> EmailMultiAlternatives | None:
    """Return a letter of `LETTERS`, ready to be sent, or None if its reason has gone.

    It is in the language of the user, whoever gave the reason.
    """
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
    with language_of(user):
        return write(
            subject=str(letter.subject),
            text=loader.render_to_string(f"accounts/letters/{name}.txt", context),
            link=link,
            action=str(letter.action),
            to=to or letter.to(user),
        )


def language_of(user: User) -> translation.override:
    """Return the context in which to write to the user, if from a request then another's."""
    return translation.override(user.language or settings.LANGUAGE_CODE)


def write(
    *, subject: str, text: str, link: str, action: str, to: str
) -> EmailMultiAlternatives:
    """Return a letter with that text, ready to be sent; other apps write theirs with it.

    Called in the context of `language_of` whom it is for.

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
        _("Confirm your e-mail address"),
        _("Confirm my address"),
        _confirmation,
        fits=lambda user: user.is_active and not user.email_verified_at,
    ),
    "new_address": Letter(
        _("Confirm your new e-mail address"),
        _("Confirm my new address"),
        _confirmation,
        fits=lambda user: user.is_active and bool(user.pending_email),
        to=lambda user: user.pending_email,
    ),
    "old_address": Letter(
        _("Somebody wants to change your e-mail address"),
        _("Choose a new password"),
        lambda user: reverse("accounts:reset"),
    ),
    "reset": Letter(
        _("Choose a new password"),
        _("Choose a new password"),
        _reset,
        fits=lambda user: user.is_active or user.left_at is not None,
    ),
    "password": Letter(
        _("Your password was changed"),
        _("Choose a new password"),
        lambda user: reverse("accounts:reset"),
    ),
    "goodbye": Letter(
        _("Your account will be deleted"),
        _("Sign in and stay"),
        lambda user: reverse("accounts:login"),
        fits=lambda user: user.delete_on is not None,
    ),
}
