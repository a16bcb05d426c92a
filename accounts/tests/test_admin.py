import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


@pytest.fixture
def staff(client: Client) -> User:
    user = UserFactory.create(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_finds_members_by_the_start_of_a_name(client: Client, staff: User) -> None:
    UserFactory.create(username="Grace")
    UserFactory.create(username="ada")

    page = client.get(LIST, {"q": "gra"}).content.decode()

    assert "Grace" in page
    assert ">ada<" not in page


def test_a_list_neither_asks_per_row_nor_counts_them_all(client: Client, staff: User) -> None:
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(LIST)
    UserFactory.create_batch(30)

    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) == len(few)
    counts = [query["sql"] for query in many if "COUNT(" in query["sql"]]
    assert counts
    assert all("LIMIT" in sql for sql in counts)


def test_a_new_member_goes_through_the_rules_of_signing_up(client: Client, staff: User) -> None:
    typed = {"username": "ada", "email": "ada@Example.org"}
    typed |= {"password1": "correct horse battery", "password2": "correct horse battery"}

    refused = client.post(f"{LIST}add/", typed | {"username": "support"})
    assert "That username is reserved" in refused.content.decode()
    refused = client.post(f"{LIST}add/", typed | {"username": staff.username.upper()})
    assert "That username is taken." in refused.content.decode()
    assert User.objects.count() == 1

    client.post(f"{LIST}add/", typed)

    ada = User.objects.get(username="ada")
    assert ada.email == "ada@example.org"
    assert ada.check_password("correct horse battery")


def test_editing_writes_only_what_was_edited(client: Client, staff: User) -> None:
    ada = UserFactory.create(username="ada")
    url = f"{LIST}{ada.pk}/change/"
    form = client.get(url).context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if value not in (None, [])}

    response = client.post(url, typed | {"about_me": "Edited by staff", "is_active": ""})

    assert response.status_code == 302
    ada.refresh_from_db()
    assert ada.about_me == "Edited by staff"
    assert not ada.is_active


def test_deactivating_hides_and_reactivating_shows(client: Client, staff: User) -> None:
    ada = UserFactory.create(username="ada")
    chosen = {"_selected_action": [str(ada.pk)]}

    client.post(LIST, chosen | {"action": "deactivate"})
    assert client.get("/@ada/").status_code == 404

    client.post(LIST, chosen | {"action": "reactivate"})
    assert client.get("/@ada/").status_code == 200
