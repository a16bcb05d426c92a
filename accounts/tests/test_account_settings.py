"""The address, by a link to the new one and a notice to the old; language and time zone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import services
from accounts.links import confirmation_token
from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import PHRASE, link_in, prove, work_off

pytestmark = pytest.mark.django_db
URL = "/settings/account/email/"
NEW = "new@example.org"


@pytest.fixture
def fresh(client: Client, member: User) -> User:
    prove(client)
    return member


@pytest.fixture
def link(client: Client, fresh: User, mailoutbox: list[EmailMultiAlternatives]) -> str:
    client.post(URL, {"email": NEW})
    work_off()
    (letter,) = (mail for mail in mailoutbox if mail.to == [NEW])
    return link_in(letter)


def test_a_link_goes_to_the_new_address_and_a_notice_to_the_old(
    client: Client, fresh: User, link: str, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    assert sorted(mail.to for mail in mailoutbox) == [[fresh.email], [NEW]]
    (notice,) = (mail for mail in mailoutbox if mail.to == [fresh.email])
    assert "If it was not you" in str(notice.body)
    assert NEW not in str(notice.body)
    assert NEW in client.get("/settings/account/").content.decode()
    assert User.objects.get().email == fresh.email


def test_the_link_changes_it_when_the_button_is_pressed(
    client: Client, fresh: User, link: str
) -> None:
    assert NEW in client.get(link).content.decode()
    assert User.objects.get().email == fresh.email

    response = client.post(link, follow=True)

    assert f"Your e-mail address is now {NEW}." in response.content.decode()
    changed = User.objects.get()
    assert (changed.email, changed.pending_email) == (NEW, "")
    assert changed.email_verified_at


def test_the_link_works_on_another_device(fresh: User, link: str) -> None:
    assert Client().post(link).status_code == 302
    assert User.objects.get().email == NEW


def test_the_link_works_once(client: Client, link: str) -> None:
    client.post(link)

    for response in (client.get(link), client.post(link)):
        assert response.status_code == 410
        assert "has been used" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_link_gets_too_old(client: Client, link: str, method: str) -> None:
    with time_machine.travel(timedelta(days=3, minutes=1)):
        response = getattr(client, method)(link)

    assert response.status_code == 410
    assert "too old" in response.content.decode()
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("token", ["x", "a:b:c", "🐎", "x" * 5_000])
def test_a_tampered_link_says_so(client: Client, link: str, token: str) -> None:
    response = client.post(f"/confirm-address/{token}/")

    assert response.status_code == 410
    assert "not complete" in response.content.decode()


def test_a_new_password_makes_the_link_void(client: Client, fresh: User, link: str) -> None:
    """Whoever asked for it knew the old one."""
    services.set_password(fresh, password=PHRASE)

    assert client.post(link).status_code == 410


def test_another_wish_makes_the_link_void(client: Client, fresh: User, link: str) -> None:
    client.post(URL, {"email": "newer@example.org"})

    assert client.post(link).status_code == 410


def test_a_new_password_forgets_the_wish_for_another_address(
    client: Client, fresh: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    """A letter that waits in the queue would have a link that is made only then."""
    client.post(URL, {"email": NEW})
    services.reset_password(User.objects.get(), password=PHRASE)

    work_off()

    assert not [mail for mail in mailoutbox if mail.to == [NEW]]
    assert User.objects.get().pending_email == ""


def test_the_old_address_is_told_though_the_change_was_quicker(
    client: Client, fresh: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    client.post(URL, {"email": NEW})
    User.objects.update(email=NEW, pending_email="")

    work_off()

    assert [mail.to for mail in mailoutbox] == [[fresh.email]]


@pytest.mark.django_db(transaction=True)
def test_a_link_pressed_twice_at_once_confirms_once() -> None:
    user = UserFactory.create(pending_email=NEW)
    link = reverse("accounts:confirm_address", args=[confirmation_token(user)])
    barrier = Barrier(4)

    def press(number: int) -> int:
        barrier.wait()
        status = Client().post(link).status_code
        connection.close()
        return status

    with ThreadPoolExecutor(4) as fingers:
        assert sorted(fingers.map(press, range(4))) == [302, 410, 410, 410]
    assert User.objects.get().email == NEW


def test_it_can_be_taken_back(client: Client, fresh: User, link: str) -> None:
    client.post("/settings/account/email/forget/")

    assert client.post(link).status_code == 410
    assert User.objects.get().pending_email == ""


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "This field is required."),
        ("nonsense", "Enter a valid email address."),
        ("{own}", "That is your address already."),
        ("TAKEN@example.org", "That e-mail address is in use."),
        (
            "x" * 300 + "@example.org",
            "Ensure this value has at most 254 characters (it has 312).",
        ),
    ],
)
def test_refuses_at_the_field(client: Client, fresh: User, email: str, message: str) -> None:
    UserFactory.create(email="taken@example.org")

    response = client.post(URL, {"email": email.format(own=fresh.email.upper())})

    assert response.status_code == 422
    assert message in response.context["form"].errors["email"]
    assert not User.objects.exclude(pending_email="").exists()


def test_nobody_asks_for_all_addresses_in_turn(client: Client, fresh: User) -> None:
    UserFactory.create(email="taken@example.org")

    answers = [client.post(URL, {"email": "taken@example.org"}).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


def test_an_address_taken_meanwhile_is_refused_without_a_traceback(
    client: Client, link: str
) -> None:
    UserFactory.create(email=NEW.upper())

    response = client.post(link)

    assert response.status_code == 410
    assert "in use" in response.content.decode()


def test_who_is_not_confirmed_is_told_and_can_have_the_link_again(
    client: Client, member: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    assert "Please confirm" in client.get("/settings/account/").content.decode()

    client.post("/settings/account/email/send/")
    work_off()
    client.post(link_in(mailoutbox.pop()))

    assert User.objects.get().email_verified_at
    assert "Please confirm" not in client.get("/settings/account/").content.decode()


def test_who_is_confirmed_gets_no_link(client: Client, member: User) -> None:
    User.objects.update(email_verified_at=timezone.now())

    page = client.post("/settings/account/email/send/", follow=True).content.decode()

    assert "We sent" not in page
    assert not DBTaskResult.objects.exists()


def test_a_newcomer_gets_a_link(
    client: Client, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    typed = {"username": "ada", "email": "ada@example.org"}
    client.post("/register/", typed | {"password1": PHRASE, "password2": PHRASE})
    work_off()

    (letter,) = mailoutbox
    assert letter.to == ["ada@example.org"]
    client.post(link_in(letter))
    assert User.objects.get().email_verified_at


def test_a_mailbox_is_not_filled(client: Client, member: User) -> None:
    answers = [client.post("/settings/account/email/send/").status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]


def test_times_are_shown_in_the_zone_that_was_chosen(client: Client, member: User) -> None:
    with time_machine.travel("2026-03-01T23:30Z", tick=False):
        User.objects.update(date_joined=timezone.now() - timedelta(days=30))
        client.post("/settings/account/", {"language": "en", "time_zone": "Asia/Tokyo"})

        page = client.get("/settings/data/").content.decode()

    member.refresh_from_db()
    assert (member.language, member.time_zone) == ("en", "Asia/Tokyo")
    assert 'title="31 January 2026, 08:30 JST"' in page


def test_who_chose_nothing_reads_as_the_site_has_it(client: Client, member: User) -> None:
    assert (
        client.post("/settings/account/", {"language": "", "time_zone": ""}).status_code == 302
    )
    assert "UTC" in client.get("/settings/data/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "xx"),
        ("time_zone", "Mars/Base"),
        ("time_zone", "../etc"),
        ("theme", "pink"),
    ],
)
def test_no_other_choice_is_taken(client: Client, member: User, field: str, value: str) -> None:
    response = client.post("/settings/account/", {field: value})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    nothing: dict[str, Any] = {
        "language": "",
        "time_zone": "",
        "theme": "",
        "describes_pictures": False,
        "uses_shortcuts": False,
    }
    with pytest.raises(ValidationError):
        services.set_preferences(member, **nothing | {field: value})


def test_a_reminder_to_describe_pictures_is_kept_and_shown(
    client: Client, member: User
) -> None:
    checked = 'id="id_describes_pictures" checked'
    assert checked not in client.get("/settings/account/").content.decode()

    client.post("/settings/account/", {"describes_pictures": "on"})
    member.refresh_from_db()
    assert member.describes_pictures
    assert checked in client.get("/settings/account/").content.decode()

    client.post("/settings/account/", {})
    member.refresh_from_db()
    assert not member.describes_pictures


def test_a_zone_that_the_world_gave_up_is_no_error(client: Client, member: User) -> None:
    User.objects.update(time_zone="Europe/Atlantis")

    assert client.get("/settings/account/").status_code == 200
