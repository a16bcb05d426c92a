"""No text for any field, link, cookie or header is answered with 500."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.http import urlsafe_base64_encode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Attempt, User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import prove

pytestmark = pytest.mark.django_db
# The fixtures are the same for all examples, and meant to be.
many = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
texts = st.one_of(
    st.text(max_size=80),
    st.text("\0\r\n\x1b'\"%{}<>&\\/@.:;$ \u202e\u200d🐎İıſ", max_size=20),
    st.sampled_from(
        ["a" * 2_000, "9" * 400, "admin", "a@b.cc", "a@" + "b" * 300, "//x", "%00"]
    ),
)

DOORS = {
    "/register/": ["username", "email", "password1", "password2", "next"],
    "/login/": ["username", "password", "remember", "next"],
    "/password-reset/": ["email"],
}
ROOMS = {
    "/confirm/": ["password", "next"],
    "/settings/profile/": ["username", "display_name", "about_me", "member"],
    "/settings/account/": [
        "language",
        "time_zone",
        "theme",
        "describes_pictures",
        "uses_shortcuts",
        "member",
    ],
    "/settings/account/email/": ["email", "member"],
    "/settings/security/password/": ["new_password1", "new_password2"],
    "/settings/privacy/": ["hides_last_seen", "hides_from_search"],
    "/settings/data/delete/": ["password"],
}


def assert_answers(ask: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """The test client raises whatever would be a 500."""
    response: HttpResponse = ask(*args, **kwargs)
    assert response.status_code < 500
    Attempt.objects.all().delete()


@many
@given(st.data())
@pytest.mark.parametrize("path", DOORS)
def test_at_the_doors(path: str, data: st.DataObject) -> None:
    typed = {field: data.draw(texts) for field in DOORS[path]}

    assert_answers(Client().post, path, typed)


@many
@given(st.data())
@pytest.mark.parametrize("path", ROOMS)
def test_in_the_rooms(path: str, data: st.DataObject) -> None:
    client, user = Client(), UserFactory.create()
    client.force_login(user)
    prove(client)
    typed = {field: data.draw(texts) for field in ROOMS[path]}

    assert_answers(client.post, path, typed)
    user.delete()


@many
@given(texts, texts)
@pytest.mark.parametrize("path", ["/password-reset/{}/{}/", "/confirm-address/{}{}/"])
def test_in_a_link(path: str, one: str, other: str) -> None:
    pk = urlsafe_base64_encode(str(UserFactory.create().pk).encode())
    client = Client()
    quoted = [text.encode().hex() if "/" in text else text for text in (one, other)]

    for parts in (quoted, [pk, quoted[1]]):
        assert_answers(client.get, path.format(*parts))
        assert_answers(client.post, path.format(*parts), {"new_password1": one})
    User.objects.all().delete()


@many
@given(texts)
@pytest.mark.parametrize("name", ["sessionid", "known_browser", "messages", "csrftoken"])
def test_in_a_cookie(name: str, value: str) -> None:
    client = Client()
    client.cookies[name] = value.encode().decode("latin-1")  # as WSGI hands it over

    assert_answers(client.get, "/login/")
    assert_answers(client.post, "/login/", {"username": "ada", "password": "a guess"})


@many
@given(texts, texts)
def test_in_a_header_or_query(header: str, query: str) -> None:
    client = Client(headers={"user-agent": header, "referer": header})

    assert_answers(client.get, "/login/", {"next": query})
    assert_answers(client.post, "/login/", {"username": "ada", "password": "a guess"})
    assert_answers(client.get, "/settings/security/", {"next": query})
