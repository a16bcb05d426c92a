"""A member's control over their account, in real browsers, with and without JavaScript."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django import Settings

from accounts.entrance import PROVED_AT
from accounts.models import Session, User
from accounts.sessions import SessionStore
from accounts.tests.helpers import PHRASE, link_in, work_off
from microblog.tests.browsers import OVERFLOW, NewPage, enter, member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SETTINGS = ["profile", "account", "account/email", "security", "security/password"]
SETTINGS += ["privacy", "data", "data/deactivate", "data/delete"]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture() -> dict[str, object]:
    file = BytesIO()
    Image.effect_noise((600, 400), 80).save(file, "JPEG")
    return {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def open_settings(page: Page, tab: str) -> None:
    page.locator(".account-menu summary").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("navigation", name="Settings").get_by_role("link", name=tab).click()


def age_proofs() -> None:
    """Let it be more than ten minutes since anybody gave their password."""
    for row in Session.objects.exclude(user=None):
        session = SessionStore(row.pk)
        session[PROVED_AT] = 0
        session.save()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_a_member_looks_after_their_account(
    new_page: NewPage, javascript: bool, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    ada = member(username="ada")
    phone, laptop = new_page(javascript=javascript), new_page(javascript=javascript, width=1280)
    for page in (phone, laptop):
        page.goto("/login/")
        sign_in(page, "ada")

    # They show who they are, to the eye as well.
    open_settings(laptop, "Profile")
    laptop.get_by_label("Picture", exact=True).set_input_files(picture())  # type: ignore[arg-type]
    laptop.get_by_role("button", name="Upload picture").click()
    expect(laptop.get_by_role("status")).to_contain_text("Your picture is saved.")
    drawn = laptop.locator(".picture img.avatar")
    assert drawn.evaluate("image => image.decode().then(() => image.naturalWidth)") == 256
    laptop.get_by_label("Display name").fill("Ada Lovelace")
    laptop.get_by_role("button", name="Save profile").click()
    expect(laptop.get_by_role("status")).to_contain_text("Your profile is saved.")
    laptop.get_by_role("link", name="See your profile").click()
    expect(laptop.get_by_role("heading", name="Ada Lovelace")).to_be_visible()

    # After a while, what is sensitive asks for the password, and goes on where it was.
    open_settings(laptop, "Account")
    laptop.get_by_role("link", name="Change address").click()
    laptop.get_by_label("E-mail address").fill("new@example.org")
    age_proofs()
    laptop.get_by_role("button", name="Send the link").click()
    expect(laptop.get_by_role("heading", name="Is it you?")).to_be_visible()
    laptop.get_by_label("Password").fill("a guess")
    laptop.get_by_role("button", name="Go on").click()
    expect(laptop.get_by_text("That is not your password.")).to_be_visible()
    laptop.get_by_label("Password").fill(PHRASE)
    laptop.get_by_role("button", name="Go on").click()
    expect(laptop.get_by_label("E-mail address")).to_have_value("new@example.org")
    laptop.get_by_role("button", name="Send the link").click()
    expect(laptop.get_by_role("status")).to_contain_text("We sent a link to new@example.org.")

    # They follow the link in the letter on the phone.
    work_off()
    (letter,) = (mail for mail in mailoutbox if mail.to == ["new@example.org"])
    phone.goto(link_in(letter))
    phone.get_by_role("button", name="Yes, confirm it").click()
    expect(phone.get_by_role("status")).to_contain_text("Your e-mail address is now new@exam")

    # They sign out the phone from the laptop.
    open_settings(laptop, "Security")
    expect(laptop.get_by_text("Changed the e-mail address")).to_be_visible()
    laptop.get_by_role("main").get_by_role("button", name="Sign out", exact=False).first.click()
    expect(laptop.get_by_role("status")).to_contain_text("That device is signed out.")
    phone.goto("/settings/profile/")
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()

    # They delete their account, and think better of it.
    open_settings(laptop, "Data")
    laptop.get_by_role("link", name="Delete my account").click()
    laptop.get_by_label("Password").fill(PHRASE)
    laptop.get_by_role("button", name="Delete everything").click()
    expect(laptop.get_by_role("status")).to_contain_text("will be deleted")
    assert not User.objects.visible().exists()
    sign_in(laptop, "ada")
    expect(laptop.get_by_role("status")).to_contain_text("Welcome back!")
    assert User.objects.visible().get() == ada


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_a_forgotten_password_is_replaced_by_letter(
    new_page: NewPage, javascript: bool, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    member(username="ada")
    page = new_page(javascript=javascript)

    page.goto("/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail address").fill("ADA@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()

    work_off()
    page.goto(link_in(mailoutbox[0]))
    page.get_by_label("New password", exact=True).fill("a different phrase")
    page.get_by_label("New password, once more").fill("a different phrase")
    page.get_by_role("button", name="Save password").click()
    expect(page.get_by_role("status")).to_contain_text("You have a new password")

    page.goto(link_in(mailoutbox[0]))
    expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()


def test_guessing_is_answered_with_a_page_that_tells_the_wait(new_page: NewPage) -> None:
    member(username="ada")
    page = new_page()
    page.goto("/login/")
    for _ in range(11):
        page.get_by_label("Username").fill("ada")
        page.get_by_label("Password").fill("a guess")
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page.locator("[role=alert], h1:text('Wait a little')").first).to_be_visible()

    expect(page.get_by_text("Try again in 15 minutes")).to_be_visible()


def test_no_settings_page_sticks_out_sideways(new_page: NewPage) -> None:
    member(username="w" * 64, email=f"{'w' * 64}@{'example' * 8}.org", display_name="W" * 50)
    for width in (320, 768):
        page = new_page(width=width)
        enter(page, "w" * 64)
        for path in SETTINGS:
            page.goto(f"/settings/{path}/")
            expect(page.get_by_role("heading", name="Settings")).to_be_visible()
            assert page.evaluate(OVERFLOW) == 0, path
