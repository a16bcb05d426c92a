"""Errors reach ADMINS through a mail server that is really there, or is not."""

import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import path
from pytest_django import Settings

from accounts.tests.helpers import free_port
from accounts.tests.mailbox import Mailbox, serving
from microblog import error_counts
from microblog.error_mail import ErrorMailHandler
from microblog.tests.processes import eventually


def divide(request: HttpRequest) -> HttpResponse:
    return HttpResponse(1 / 0)


def look_up(request: HttpRequest) -> HttpResponse:
    return HttpResponse([][0])


handler500 = "microblog.errors.server_error"
urlpatterns = [
    path("divide/", divide),
    path("look-up/", look_up),
    path("nothing-by-name/", lambda request: redirect("nothing", "by name")),
    path("nothing-by-number/", lambda request: redirect("nothing", 7)),
]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def mailbox(port: int) -> Iterator[Mailbox]:
    box = Mailbox()
    with serving(box, port):
        yield box


@pytest.fixture(autouse=True)
def handler(settings: Settings, port: int) -> Iterator[ErrorMailHandler]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 2
    settings.ADMINS = [("Ada", "ada@example.org"), ("", "grace@example.org")]
    settings.ROOT_URLCONF = __name__
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": f"test {port}"}}
    handler = ErrorMailHandler(waits=(0.05, 0.05))
    handler.setLevel(logging.ERROR)
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
    handler.close()


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_an_error_is_mailed_to_every_admin_with_its_request(
    client: Client, mailbox: Mailbox
) -> None:
    response = client.post("/divide/", {"password": "my secret"})

    assert eventually(lambda: bool(mailbox.mails))
    (mail,) = mailbox.mails
    assert mail["X-RcptTo"] == "ada@example.org, grace@example.org"
    assert mail["Subject"].startswith("[Microblog] ZeroDivisionError: Internal Server Error")
    text = mail.get_payload(decode=True).decode()
    assert "This happened once since" in text
    assert response.headers["X-Request-ID"] in text
    assert "return HttpResponse(1 / 0)" in text
    assert "secret" not in text


def test_each_distinct_error_is_mailed_once_an_hour_with_a_count(
    client: Client, mailbox: Mailbox
) -> None:
    with time_machine.travel("2026-03-01T12:00Z") as clock:
        for _ in range(5):
            client.get("/divide/")
        client.get("/look-up/")
        assert eventually(lambda: len(mailbox.mails) == 2)
        clock.shift(3600)

        client.get("/divide/")
        assert eventually(lambda: len(mailbox.mails) == 3)
    again = mailbox.mails[2].get_payload(decode=True).decode()
    assert "This happened 5 times since the last mail about it." in again


def test_when_the_hour_is_over_it_is_told_how_often_it_happened_again(
    client: Client, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(error_counts, "PERIOD", 0.5)
    for _ in range(3):
        client.get("/divide/")

    assert eventually(lambda: len(mailbox.mails) == 2)
    again = mailbox.mails[1].get_payload(decode=True).decode()
    assert "This happened 2 times since the last mail about it." in again


def test_processes_without_a_common_cache_count_together(
    client: Client, mailbox: Mailbox, tmp_path: Path, handler: ErrorMailHandler
) -> None:
    """Two handlers, as two processes have them."""
    handler.counts = error_counts.Counts(tmp_path / "counts")
    other = ErrorMailHandler(directory=tmp_path / "counts")
    other.setLevel(logging.ERROR)
    logging.getLogger().addHandler(other)

    for _ in range(3):
        client.get("/divide/")
    client.get("/look-up/")

    assert eventually(lambda: handler.reports.empty() and other.reports.empty())
    assert eventually(lambda: len(mailbox.mails) == 2)
    logging.getLogger().removeHandler(other)
    other.close()
    assert len(mailbox.mails) == 2


def test_two_calls_of_one_library_function_are_two_errors(
    client: Client, mailbox: Mailbox
) -> None:
    client.get("/nothing-by-name/")
    client.get("/nothing-by-number/")

    assert eventually(lambda: len(mailbox.mails) == 2)


def test_a_message_of_several_lines_is_mailed(mailbox: Mailbox) -> None:
    logging.getLogger("somewhere").error("first line\nsecond line")

    assert eventually(lambda: len(mailbox.mails) == 1)
    assert mailbox.mails[0]["Subject"].endswith("first line second line")


def test_what_strangers_send_is_not_mailed(client: Client, mailbox: Mailbox) -> None:
    client.post("/divide/", {"x": "y" * 11_000_000}, headers={"host": "evil.example"})
    client.get("/divide/")

    assert eventually(lambda: bool(mailbox.mails))
    assert "ZeroDivisionError" in mailbox.mails[0]["Subject"]


def test_a_server_that_refuses_is_tried_again(client: Client, mailbox: Mailbox) -> None:
    mailbox.refusals = 2

    client.get("/divide/")

    assert eventually(lambda: len(mailbox.mails) == 1)


def test_a_server_that_is_gone_neither_breaks_nor_holds_up_the_answer(client: Client) -> None:
    started = time.perf_counter()

    response = client.get("/divide/")

    assert response.status_code == 500
    assert time.perf_counter() - started < 1


def test_a_server_that_hangs_does_not_hold_up_the_answer(client: Client, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):  # accepts, and says nothing
        started = time.perf_counter()
        response = client.get("/divide/")

        assert response.status_code == 500
        assert time.perf_counter() - started < 1


def test_what_could_not_be_mailed_is_mailed_the_next_time(
    client: Client, port: int, handler: ErrorMailHandler, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/divide/")
    assert eventually(lambda: "could not mail an error\n" in caplog.text)
    box = Mailbox()
    with serving(box, port):
        client.get("/divide/")

        assert eventually(lambda: len(box.mails) == 1)


def test_a_dead_cache_does_not_make_it_a_flood(
    client: Client, mailbox: Mailbox, settings: Settings
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }

    for _ in range(3):
        client.get("/divide/")
    client.get("/look-up/")

    assert eventually(lambda: len(mailbox.mails) == 2)
