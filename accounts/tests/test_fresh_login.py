"""Sensitive pages ask for the password again when the last proof is older than ten minutes."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views import View
from pytest_django import Settings

from accounts.access import FreshLoginRequiredMixin
from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import PHRASE, sign_in, with_password

pytestmark = pytest.mark.django_db

SENSITIVE = [
    "/settings/account/email/",
    "/settings/security/",
    "/settings/security/password/",
    "/settings/data/deactivate/",
]


class Vault(FreshLoginRequiredMixin, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("gold")


urlpatterns = [path("vault/", Vault.as_view()), path("", include("accounts.urls"))]


@pytest.fixture
def ada(client: Client) -> User:
    """Somebody who has just signed in."""
    ada = with_password(UserFactory.create(username="ada"))
    sign_in(client, "ada")
    return ada


@pytest.mark.parametrize("url", SENSITIVE)
def test_asks_only_when_the_proof_is_old(client: Client, ada: User, url: str) -> None:
    with time_machine.travel(timedelta(minutes=9)):
        assert client.get(url).status_code == 200
    with time_machine.travel(timedelta(minutes=11)):
        assert client.get(url).headers["Location"] == f"/confirm/?next={url}"


@pytest.mark.parametrize("url", SENSITIVE)
def test_visitors_sign_in_first(client: Client, url: str) -> None:
    assert client.get(url).headers["Location"] == f"/login/?next={url}"


def test_the_password_opens_and_leads_back(client: Client, ada: User) -> None:
    with time_machine.travel(timedelta(hours=1)):
        page = client.get("/confirm/?next=/settings/security/").content.decode()
        assert 'name="next" value="/settings/security/"' in page

        response = client.post("/confirm/", {"password": PHRASE, "next": "/settings/security/"})

        assert response.headers["Location"] == "/settings/security/"
        assert client.get("/settings/security/").status_code == 200


@pytest.mark.parametrize("password", ["", "wrong", "x" * 1_000_000, "a\0b"])
def test_a_wrong_one_is_refused_at_the_field(client: Client, ada: User, password: str) -> None:
    with time_machine.travel(timedelta(hours=1)):
        response = client.post("/confirm/", {"password": password})

        assert response.status_code == 422
        assert response.context["form"].errors["password"]
        assert client.get("/settings/security/").status_code == 302


def test_what_was_typed_comes_back_afterwards(client: Client, ada: User) -> None:
    url = "/settings/account/email/"
    typed = {"email": "new@example.org", "member": str(ada.pk), "password": "not kept"}
    with time_machine.travel(timedelta(hours=1)):
        assert client.post(url, typed).headers["Location"] == f"/confirm/?next={url}"
        assert not User.objects.exclude(pending_email="").exists()

        client.post("/confirm/", {"password": PHRASE, "next": url})

        assert b'value="new@example.org"' in client.get(url).content
        assert "not kept" not in str(dict(client.session))


def test_a_password_that_is_hashed_anew_signs_nobody_out(client: Client, ada: User) -> None:
    User.objects.update(password=make_password(PHRASE, hasher="pbkdf2_sha256"))
    client.logout()
    client.force_login(User.objects.get())

    client.post("/confirm/", {"password": PHRASE, "next": "/settings/security/"})

    assert User.objects.get().password.startswith("argon2")
    assert client.get("/settings/security/").status_code == 200


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(
    "deed", ["sessions/end/", "sessions/00000000-0000-4000-8000-000000000000/end/"]
)
def test_a_button_leads_back_to_its_page(
    client: Client, ada: User, deed: str, signed_in: bool
) -> None:
    if not signed_in:
        client.logout()
    url = "/settings/security/"
    with time_machine.travel(timedelta(hours=1)):
        response = client.post(f"{url}{deed}", {"next": url})

    door = "confirm" if signed_in else "login"
    assert response.headers["Location"] == f"/{door}/?next={url}"


def test_guesses_are_counted_with_those_at_the_front_door(client: Client, ada: User) -> None:
    for _ in range(10):
        client.post("/confirm/", {"password": "a guess"})

    assert client.post("/confirm/", {"password": PHRASE}).status_code == 429


def test_a_class_can_ask_too(client: Client, ada: User, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    assert client.get("/vault/").content == b"gold"
    with time_machine.travel(timedelta(minutes=11)):
        assert client.get("/vault/").headers["Location"] == "/confirm/?next=/vault/"
