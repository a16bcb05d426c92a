"""What members are called beside their username, and for whom nobody can pass."""

import pytest
from django.test import Client

from accounts import services
from accounts.lookalikes import skeleton
from accounts.models import User
from accounts.registration import Registration
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
URL = "/settings/profile/"


@pytest.mark.parametrize(
    "name", ["Ada Lovelace", "Ада", "日本の人", "عدا", "Ada 👩‍🔬", "ada", "O'Brien-Łódź"]
)
def test_any_script_will_do(client: Client, member: User, name: str) -> None:
    client.post(URL, {"username": "ada", "display_name": f"  {name} ", "about_me": ""})

    member.refresh_from_db()
    assert member.display_name == name
    assert member.shown_name == name


def test_without_one_the_username_is_shown(member: User) -> None:
    assert member.shown_name == member.username


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x" * 51, "at most 50 characters"),
        ("two\nlines", "one line"),
        ("\x1b[31m", "control characters"),
        ("\u202enimda", "one line"),
        ("grace", "too much like"),
        ("GRACE", "too much like"),
        ("ALICE", "too much like"),
        ("ADMIN", "too much like"),
        ("G r a c e", "too much like"),
        ("grаce", "too much like"),  # noqa: RUF001  # with a Cyrillic letter
        ("ｇｒａｃｅ", "too much like"),  # noqa: RUF001
        ("𝐠𝐫𝐚𝐜𝐞", "too much like"),  # noqa: RUF001
        ("gra\u200bce", "too much like"),
        ("Аdmin", "too much like"),  # noqa: RUF001  # with a Cyrillic letter
        ("Supp0rt", "too much like"),
        ("@grace", "too much like"),
        ("grace\ufe0f", "too much like"),
        ("gra\u034fce", "too much like"),
        ("\u2800grace\u3164", "too much like"),
    ],
)
def test_refuses_at_the_field(client: Client, member: User, name: str, message: str) -> None:
    UserFactory.create(username="Grace")
    UserFactory.create(username="alice")

    response = client.post(URL, {"username": "ada", "display_name": name, "about_me": ""})

    assert response.status_code == 422
    assert message in str(response.context["form"].errors["display_name"])


def test_one_that_somebody_took_for_a_username_since_stays(
    client: Client, member: User
) -> None:
    User.objects.filter(pk=member.pk).update(display_name="Grace")
    UserFactory.create(username="grace")

    typed = {"username": member.username, "display_name": "Grace", "about_me": "Me first."}
    assert client.post(URL, typed).status_code == 302


def test_two_people_may_have_the_same_one(client: Client, member: User) -> None:
    UserFactory.create(display_name="Maria")

    typed = {"username": "maria", "display_name": "Maria", "about_me": ""}
    assert client.post(URL, typed).status_code == 302


@pytest.mark.parametrize("username", ["ada_0OoIl1", "ADA", "zZ_9"])
def test_the_database_sees_the_same_likeness(username: str) -> None:
    user = UserFactory.create(username=username)

    assert User.objects.looking_like(username).get() == user
    assert skeleton(skeleton(username)) == skeleton(username)


@pytest.mark.parametrize("name", ["Ädä", "Адам", "ada2"])
def test_what_one_can_tell_apart_is_told_apart(name: str) -> None:
    assert skeleton(name) != skeleton("ada")


def searched(user: User) -> tuple[str, str]:
    return User.objects.values_list("folded_username", "folded_name").get(pk=user.pk)


def test_who_joins_can_be_searched() -> None:
    registration = Registration("Elodie", "elodie@example.org", "a long pass phrase")

    assert searched(services.sign_up(registration)) == ("elodie", "")


def test_who_renames_themselves_is_searched_by_that(client: Client, member: User) -> None:
    names = {"username": "Elodie", "display_name": "Élodie O’Brien", "about_me": ""}  # noqa: RUF001
    client.post(URL, names)
    assert searched(member) == ("elodie", "elodie o brien")

    client.post(URL, names | {"username": "GRACE"})
    assert searched(member) == ("grace", "elodie o brien")

    client.post(URL, names | {"username": "GRACE", "display_name": "Straße"})
    assert searched(member) == ("grace", "strasse")


def test_what_staff_takes_away_is_not_searched() -> None:
    user = UserFactory.create(username="ada", display_name="Élodie")
    services.clear_profile(user)
    assert searched(user) == ("ada", "")


def test_what_is_saved_by_hand_is_searched() -> None:
    user = UserFactory.create(username="Ada", display_name="Élodie")
    assert searched(user) == ("ada", "elodie")

    user.display_name = "José"
    user.save()
    assert searched(user) == ("ada", "jose")

    user.username, user.display_name = "Grace", "Zoë"
    user.save(update_fields=["display_name"])
    assert searched(user) == ("ada", "zoe")
    user.save(update_fields=("username",))
    assert searched(user) == ("grace", "zoe")
    user.display_name = "Straße"
    user.save(update_fields=[])
    assert searched(user) == ("grace", "zoe")

    User.objects.update_or_create(pk=user.pk, defaults={"display_name": "Łódź"})
    assert searched(user) == ("grace", "łodz")


def test_who_comes_with_many_is_searched() -> None:
    users = UserFactory.build_batch(2, display_name="JOSÉ")
    User.objects.bulk_create(users)
    assert [searched(user)[1] for user in users] == ["jose", "jose"]
