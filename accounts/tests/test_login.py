import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    user = UserFactory.create(username="Ada")
    user.set_password("correct horse battery")
    user.save(update_fields=["password"])
    return user


@pytest.mark.parametrize(
    "username", ["Ada", "ada", "ADA", "ada@example.org", "ADA@Example.org"]
)
def test_takes_the_name_or_address_in_any_case(
    client: Client, ada: User, username: str
) -> None:
    response = client.post(
        "/login/", {"username": username, "password": "correct horse battery"}
    )

    assert response.headers["Location"] == "/"
    assert client.get("/").wsgi_request.user == ada


@pytest.mark.parametrize(("typed", "age"), [({}, ""), ({"remember": "on"}, 30 * 24 * 3600)])
def test_remembers_for_a_month_who_asks_for_it(
    client: Client, ada: User, typed: dict[str, str], age: object
) -> None:
    client.post("/login/", {"username": "ada", "password": "correct horse battery"} | typed)

    assert client.cookies["sessionid"]["max-age"] == age
    assert client.cookies["sessionid"]["httponly"]


def test_goes_where_the_visitor_was_going(client: Client, ada: User) -> None:
    asked = client.get("/settings/profile/")
    assert asked.headers["Location"] == "/login/?next=/settings/profile/"
    assert b'value="/settings/profile/"' in client.get(asked.headers["Location"]).content

    typed = {"username": "ada", "password": "correct horse battery"}
    response = client.post("/login/", typed | {"next": "/settings/profile/"})

    assert response.headers["Location"] == "/settings/profile/"


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("ada", "wrong"),
        ("nobody", "correct horse battery"),
        ("ada", ""),
        ("", ""),
        ("a\0", "nothing at all"),
    ],
)
def test_refuses_with_a_message_and_keeps_the_name(
    client: Client, ada: User, username: str, password: str
) -> None:
    response = client.post("/login/", {"username": username, "password": password})

    assert response.status_code == 422
    assert response.context["form"].errors
    assert response.context["form"]["username"].value() == username
    assert password == "" or password not in response.content.decode()


def test_a_huge_name_is_refused_before_it_is_looked_for(client: Client, ada: User) -> None:
    """SQLite refuses to compare it."""
    response = client.post("/login/", {"username": "a" * 1_000_000, "password": "x"})

    assert response.status_code == 422
    assert "username" in response.context["form"].errors
    assert not client.login(username="a" * 1_000_000, password="x")


def test_a_huge_password_is_refused_before_it_is_hashed(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: hashed.append(raw))

    response = client.post("/login/", {"username": "ada", "password": "x" * 1_000_000})

    assert response.status_code == 422
    assert "password" in response.context["form"].errors
    assert not hashed


def test_does_not_let_in_the_deactivated(client: Client, ada: User) -> None:
    ada.is_active = False
    ada.save(update_fields=["is_active"])

    typed = {"username": "ada", "password": "correct horse battery"}
    assert client.post("/login/", typed).status_code == 422


def test_whoever_is_hidden_by_whatever_hand_is_signed_out(client: Client, member: User) -> None:
    User.objects.update(is_active=False)

    assert not client.get("/").wsgi_request.user.is_authenticated


def test_sends_a_member_on(client: Client, member: User) -> None:
    assert client.get("/login/").headers["Location"] == "/"
    onward = client.get("/login/?next=/settings/data/")
    assert onward.headers["Location"] == "/settings/data/"


def test_logout_is_a_post_and_ends_the_session(client: Client, member: User) -> None:
    assert client.get("/logout/").status_code == 405
    assert client.get("/").wsgi_request.user.is_authenticated

    response = client.post("/logout/", follow=True)

    assert "You have signed out" in response.content.decode()
    assert not client.get("/").wsgi_request.user.is_authenticated
