"""Letters leave in the background, through a mail server that is there, or is not."""

import re
import socket
from datetime import timedelta
from email.message import Message

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from accounts import letters, services
from accounts.models import User
from accounts.tasks import WAITS
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import free_port, work_off
from accounts.tests.mailbox import Mailbox, serving

pytestmark = pytest.mark.django_db
FAILED, READY = TaskResultStatus.FAILED, TaskResultStatus.READY


@pytest.fixture(autouse=True)
def port(settings: Settings) -> int:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    port = free_port()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 0.5
    return port


@pytest.fixture
def ada() -> User:
    return UserFactory.create(username="ada", pending_email="new@example.org")


def ask(client: Client) -> None:
    response = client.post("/password-reset/", {"email": "ada@example.org"})
    assert response.status_code == 302


def waits() -> list[timedelta]:
    """Return how long from now each letter waits in the queue."""
    rows = DBTaskResult.objects.filter(status=READY).order_by("run_after")
    return [row.run_after - timezone.now() for row in rows]


def text_of(mail: Message) -> str:
    part = mail.get_payload(0)
    assert isinstance(part, Message)
    text = part.get_payload(decode=True)
    assert isinstance(text, bytes)
    return "\n".join(text.decode().splitlines())


@pytest.mark.parametrize("letter", letters.LETTERS)
def test_each_letter_is_text_and_html_and_leads_here(
    ada: User, port: int, letter: str, settings: Settings
) -> None:
    settings.SITE_URL = "https://blog.example.org/"
    if letter == "goodbye":
        services.leave_for_good(ada)
    box = Mailbox()

    with serving(box, port):
        message = letters.compose(letter, ada)
        assert message
        message.send()

    (mail,) = box.mails
    assert mail["To"] == ("new@example.org" if letter == "new_address" else ada.email)
    assert mail["Subject"] == f"Microblog: {letters.LETTERS[letter].subject}"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.get_payload()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert "Hello ada," in text_of(mail)
    assert "\nhttps://blog.example.org/" in text_of(mail)
    assert "127.0.0.1" not in text_of(mail)


@pytest.mark.parametrize("letter", ["new_address", "goodbye"])
def test_a_letter_whose_reason_has_gone_is_not_sent(letter: str) -> None:
    assert letters.compose(letter, UserFactory.create()) is None


def test_no_token_waits_in_the_queue(client: Client, ada: User) -> None:
    ask(client)

    (row,) = DBTaskResult.objects.all()
    assert row.args_kwargs == {"args": ["reset", ada.pk], "kwargs": {}}


def test_a_server_that_refuses_is_tried_again(client: Client, ada: User, port: int) -> None:
    box = Mailbox(refusals=2)
    with serving(box, port), time_machine.travel("2026-03-01T12:00Z", tick=False) as clock:
        ask(client)
        work_off()
        assert not box.mails
        assert waits() == [timedelta(minutes=1)]

        clock.shift(60)
        work_off()
        assert waits() == [timedelta(minutes=5)]

        clock.shift(300)
        work_off()
        work_off()

    assert len(box.mails) == 1
    assert not waits()
    assert DBTaskResult.objects.filter(status=FAILED).count() == 2


def test_a_server_that_is_gone_is_tried_with_growing_waits_and_then_given_up(
    client: Client, ada: User
) -> None:
    with time_machine.travel("2026-03-01T12:00Z", tick=False) as clock:
        ask(client)
        work_off()
        for wait in WAITS:
            assert waits() == [wait]
            clock.shift(wait)
            work_off()

        assert not waits()
    assert sorted(WAITS) == WAITS
    assert DBTaskResult.objects.filter(status=FAILED).count() == len(WAITS) + 1


def test_a_server_that_hangs_holds_up_no_page(client: Client, ada: User, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):  # accepts, and says nothing
        ask(client)
        work_off()
    (wait,) = waits()
    assert wait <= WAITS[0]

    box = Mailbox()
    with serving(box, port), time_machine.travel(WAITS[0]):
        work_off()

    assert "/password-reset/" in text_of(box.mails[0])


def test_a_letter_that_was_late_has_a_link_that_is_not(
    client: Client, ada: User, port: int
) -> None:
    """The link is made when the letter is: it is good for an hour from then on."""
    ask(client)
    box = Mailbox()
    with serving(box, port), time_machine.travel(timedelta(hours=7)):
        work_off()
        link = re.search(r"^https?://[^/]+(/password-reset/\S+)$", text_of(box.mails[0]), re.M)

        assert link
        assert client.get(link[1]).status_code == 302


def test_staff_see_what_failed_and_why(client: Client, ada: User) -> None:
    ask(client)
    work_off()
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    failed = DBTaskResult.objects.get(status=FAILED)

    listing = client.get("/admin/django_tasks_database/dbtaskresult/?status=FAILED").content
    page = client.get(f"/admin/django_tasks_database/dbtaskresult/{failed.pk}/change/").content

    assert b"send_letter" in listing
    assert b"ConnectionRefusedError" in page
