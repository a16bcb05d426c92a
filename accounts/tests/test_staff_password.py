"""The admin gives a member another password by the rules of the member's own page."""

import pytest
from django.test import Client

from accounts.models import SecurityEvent, Session, User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import prove

pytestmark = pytest.mark.django_db
NEW = {"password1": "a different phrase", "password2": "a different phrase"}


@pytest.fixture
def ada() -> User:
    ada = UserFactory.create(username="ada")
    Client().force_login(ada)
    return ada


@pytest.fixture
def url(client: Client, ada: User) -> str:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    prove(client)
    return f"/admin/accounts/user/{ada.pk}/password/"


def test_it_ends_their_sessions_and_is_in_their_history(
    client: Client, ada: User, url: str
) -> None:
    assert client.post(url, NEW).status_code == 302

    ada.refresh_from_db()
    assert ada.check_password("a different phrase")
    assert not Session.objects.of(ada).exists()
    assert SecurityEvent.objects.of(ada)[0].kind == SecurityEvent.Kind.PASSWORD_CHANGED


@pytest.mark.parametrize(
    "typed", [{}, {"password1": "12345678", "password2": "12345678"}, NEW | {"password2": "x"}]
)
def test_what_the_member_may_not_choose_is_refused(
    client: Client, ada: User, url: str, typed: dict[str, str]
) -> None:
    response = client.post(url, typed | {"usable_password": "false"})

    assert response.context["form"].errors
    assert User.objects.get(pk=ada.pk).password == ada.password


def test_staff_who_change_their_own_stay_signed_in(client: Client, url: str) -> None:
    me = User.objects.get(is_staff=True)

    client.post(f"/admin/accounts/user/{me.pk}/password/", NEW)

    assert client.get("/").wsgi_request.user == me


def test_staff_show_who_they_are_first(client: Client, ada: User) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    url = f"/admin/accounts/user/{ada.pk}/password/"

    for response in (client.get(url), client.post(url, NEW)):
        assert response.headers["Location"] == f"/confirm/?next={url}"
    assert User.objects.get(pk=ada.pk).password == ada.password


def test_the_admins_own_page_for_ones_password_leads_to_ours(client: Client) -> None:
    """It would count no guesses at the old one."""
    client.force_login(UserFactory.create(is_staff=True))

    for response in (
        client.get("/admin/password_change/"),
        client.post("/admin/password_change/"),
    ):
        assert response.headers["Location"] == "/settings/security/password/"
