"""A name given up leads to its member, and is held for them for 90 days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts import services
from accounts.models import FormerName, User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import PHRASE

pytestmark = pytest.mark.django_db
URL = "/settings/profile/"


@pytest.fixture
def ada() -> User:
    return UserFactory.create(username="Ada")


def rename(user: User, name: str) -> None:
    services.edit_profile(user, username=name, display_name="", about_me="")


def join(name: str) -> int:
    typed = {"username": name, "email": "another@example.org"}
    typed |= {"password1": PHRASE, "password2": PHRASE}
    return Client().post("/register/", typed).status_code


def test_the_old_name_leads_to_the_member(ada: User) -> None:
    rename(ada, "Countess")
    rename(ada, "Lovelace")

    for name in ("ADA", "countess", "lovelace"):
        assert User.objects.get_visible(name) == ada
    with pytest.raises(User.DoesNotExist):
        User.objects.get_visible("grace")


def test_nobody_else_can_take_it_for_90_days(ada: User) -> None:
    rename(ada, "Countess")

    with time_machine.travel(timedelta(days=89)):
        assert join("ada") == 422
        with pytest.raises(ValidationError, match="taken"):
            rename(UserFactory.create(), "aDA")
    with time_machine.travel(timedelta(days=91)):
        assert join("ada") == 302
    assert User.objects.get_visible("ada") != ada


def test_who_had_it_can_take_it_back(ada: User) -> None:
    rename(ada, "Countess")
    rename(ada, "Ada")

    assert User.objects.get().username == "Ada"
    assert [former.name for former in FormerName.objects.all()] == ["Countess"]


def test_another_case_is_no_other_name(ada: User) -> None:
    rename(ada, "ADA")

    assert not FormerName.objects.exists()


def test_nobody_hoards_names(client: Client, member: User) -> None:
    for number in range(5):
        rename(member, f"another_name_{number}")

    response = client.post(URL, {"username": "one_more", "about_me": ""})

    assert response.status_code == 422
    assert "too often" in str(response.context["form"].errors["username"])
    with time_machine.travel(timedelta(days=91)):
        rename(member, "one_more")


def test_a_site_can_forbid_it(client: Client, member: User, settings: Settings) -> None:
    settings.RENAMING_ALLOWED = False

    client.post(URL, {"username": "Countess", "about_me": "I count."})

    member.refresh_from_db()
    assert member.username != "Countess"
    assert member.about_me == "I count."
    assert b"It cannot be changed on this site." in client.get(URL).content
    with pytest.raises(ValidationError, match="cannot be changed"):
        rename(member, "Countess")


@pytest.mark.parametrize("name", ["BiIl", "bi11", "BI1L"])
def test_a_name_that_looks_like_anothers_is_refused(
    client: Client, member: User, name: str
) -> None:
    UserFactory.create(username="Bill" if name != "BI1L" else "bLIl")

    assert join(name) == 422
    response = client.post(URL, {"username": name, "about_me": ""})
    assert "looks too much like" in str(response.context["form"].errors["username"])


def test_a_name_that_looks_like_one_that_is_held_is_refused(
    client: Client, member: User
) -> None:
    paul = UserFactory.create(username="paul")
    rename(paul, "saul")

    assert join("pau1") == 422
    for typed in ({"username": "PauI"}, {"username": "ada", "display_name": "paul"}):
        assert client.post(URL, typed | {"about_me": ""}).status_code == 422
    rename(paul, "pau1")


@pytest.mark.django_db(transaction=True)
def test_giving_up_and_taking_at_the_same_time_leaves_the_name_with_who_had_it() -> None:
    for round_ in range(5):
        owner = UserFactory.create(username=f"wanted_{round_}x")
        wanting = UserFactory.create(username=f"wanting_{round_}x")
        barrier = Barrier(2)

        def change(user: User, name: str, barrier: Barrier = barrier) -> None:
            barrier.wait()
            try:
                rename(user, name)
            except ValidationError:
                pass
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as threads:
            threads.submit(change, owner, f"given_{round_}x")
            threads.submit(change, wanting, f"wanted_{round_}x")

        assert User.objects.get_visible(f"wanted_{round_}x") == owner
