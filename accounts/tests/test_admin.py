from types import SimpleNamespace

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import prove

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
    with CaptureQueriesContext(connection) as few:
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


def edit(client: Client, member: User, **fields: object) -> int:
    """Send the member's form as it is but for `fields`."""
    url = f"{LIST}{member.pk}/change/"
    form = client.get(url).context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if value not in (None, [])}
    return client.post(url, typed | fields).status_code


def test_editing_changes_the_standing_and_nothing_else(client: Client, staff: User) -> None:
    ada = UserFactory.create(username="ada", about_me="as it was")

    assert edit(client, ada, is_staff="on", username="support", about_me="\x1b") == 302

    ada.refresh_from_db()
    assert ada.is_staff
    assert (ada.username, ada.about_me) == ("ada", "as it was")


def test_editing_does_not_put_back_what_changed_meanwhile(client: Client, staff: User) -> None:
    ada = UserFactory.create(username="ada")
    admin, request = site.get_model_admin(User), RequestFactory().post("/")
    form = SimpleNamespace(changed_data=["is_staff"])
    User.objects.filter(pk=ada.pk).update(about_me="written meanwhile")

    ada.is_staff = True
    admin.save_model(request, ada, form, change=True)

    ada.refresh_from_db()
    assert ada.is_staff
    assert ada.about_me == "written meanwhile"


def test_staff_moderate_members_and_only_superusers_moderate_staff(client: Client) -> None:
    root = UserFactory.create(is_superuser=True)
    ada = UserFactory.create()
    helper = UserFactory.create(is_staff=True)
    ours = Permission.objects.filter(content_type__app_label__in=["accounts", "auth"])
    helper.user_permissions.set(ours)
    group = Group.objects.create(name="helpers")
    client.force_login(helper)

    assert edit(client, ada, is_active="", is_superuser="on", is_staff="on") == 302
    ada.refresh_from_db()
    assert (ada.is_active, ada.is_staff, ada.is_superuser) == (False, False, False)

    prove(client)
    url = f"{LIST}{helper.pk}/change/"
    assert client.post(url, {"is_superuser": "on"}).status_code == 403
    chosen = {"action": "deactivate", "_selected_action": [str(root.pk), str(ada.pk)]}
    client.post(LIST, chosen)
    root.refresh_from_db()
    assert root.is_active
    password = {"password1": "correct horse battery", "password2": "correct horse battery"}
    assert client.post(f"{LIST}{root.pk}/password/", password).status_code == 403
    assert (
        client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "x"}).status_code == 403
    )


def test_what_someone_says_of_themselves_can_be_cleared(client: Client, staff: User) -> None:
    ada = UserFactory.create(about_me="An insult")

    client.post(LIST, {"action": "clear_profile", "_selected_action": [str(ada.pk)]})

    ada.refresh_from_db()
    assert ada.about_me == ""


def test_members_are_not_deleted_here(client: Client, staff: User) -> None:
    ada = UserFactory.create()

    assert client.post(f"{LIST}{ada.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=ada.pk).exists()


def test_deactivating_hides_and_reactivating_shows(client: Client, staff: User) -> None:
    ada = UserFactory.create(username="ada")
    chosen = {"_selected_action": [str(ada.pk)]}

    client.post(LIST, chosen | {"action": "deactivate"})
    assert ada not in User.objects.visible()

    client.post(LIST, chosen | {"action": "reactivate"})
    assert ada in User.objects.visible()
