from io import BytesIO
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pytest_django import Settings

from microblog.asgi import application

BOUND = 100_000
CSRF_COOKIE = "x" * 32


class Storage(FileUploadHandler):
    """Stands where the handlers do that write to disk, and notes how much they would."""

    stored: list[int] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.stored.append(len(raw_data))

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        return SimpleUploadedFile("picture", bytes(file_size))


class Unreadable(BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("the body was read")


UNREADABLE: dict[str, Any] = {"wsgi.input": Unreadable()}


@pytest.fixture(autouse=True)
def stored(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[int]:
    """How many bytes the storing handler was handed at a time, behind a small bound."""
    monkeypatch.setattr("microblog.uploads.MAX_REQUEST_BYTES", BOUND)
    monkeypatch.setattr(Storage, "stored", [])
    settings.FILE_UPLOAD_HANDLERS = [
        "microblog.uploads.BoundedUploadHandler",
        f"{__name__}.Storage",
    ]
    return Storage.stored


@pytest.fixture
def strict() -> Client:
    """A client whose CSRF token is looked for in the body, as in life."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = CSRF_COOKIE
    return client


def form(*sizes: int) -> dict[str, Any]:
    """Return what the sign-in form takes, and files of so many bytes besides."""
    files = [SimpleUploadedFile("picture", bytes(size)) for size in sizes]
    return {
        "csrfmiddlewaretoken": CSRF_COOKIE,
        "username": "ada",
        "password": "x",
        "picture": files,
    }


@pytest.mark.django_db
def test_what_is_within_the_bound_arrives(strict: Client, stored: list[int]) -> None:
    response = strict.post("/login/", form(30_000, 40_000))

    assert response.status_code == 422  # no such member
    assert [file.size for file in response.wsgi_request.FILES.getlist("picture")] == [
        30_000,
        40_000,
    ]
    assert sum(stored) == 70_000


@pytest.mark.parametrize("checked", [True, False])
def test_what_says_that_it_is_larger_is_not_read(checked: bool, strict: Client) -> None:
    client = strict if checked else Client()  # then the view is first to look
    response = client.post("/login/", form(BOUND), **UNREADABLE)

    assert response.status_code == 400
    assert "too large" in response.content.decode()


def test_what_does_not_say_how_large_it_is_is_not_read(strict: Client) -> None:
    response = strict.post("/login/", form(1), CONTENT_LENGTH="", **UNREADABLE)

    assert response.status_code == 403  # a form without a token


@async_to_sync
async def status_by_asgi(body: bytes, content_length: int) -> int:
    """Post to /login/ by ASGI, which leaves it to the application to count."""
    headers = {
        "host": "testserver",
        "content-type": MULTIPART_CONTENT,
        "content-length": str(content_length),
        "cookie": f"csrftoken={CSRF_COOKIE}",
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/login/",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    communicator = ApplicationCommunicator(application, scope)
    await communicator.send_input({"type": "http.request", "body": body})
    status: int = (await communicator.receive_output(10))["status"]
    await communicator.wait()
    return status


@pytest.mark.parametrize("sizes", [[10 * BOUND], [40_000, 40_000, 40_000]])
def test_what_says_too_little_is_stored_up_to_the_bound(
    sizes: list[int], stored: list[int]
) -> None:
    body = encode_multipart(BOUNDARY, form(*sizes))

    assert status_by_asgi(body, content_length=10) == 400
    assert 0 < sum(stored) <= BOUND
