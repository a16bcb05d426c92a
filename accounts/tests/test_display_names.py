"""What members are called beside their username, and for whom nobody can pass."""

import pytest
from django.test import Client

from accounts import services
from accounts.lookalikes import skeleton
from accounts.models import User
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


def test_a_name_is_stored_folded_too_whatever_saves_it(client: Client, member: User) -> None:
    def folded() -> str:
        return User.objects.values_list("folded_name", flat=True).get(pk=member.pk)

    member.display_name = "Élodie"
    member.save()
    assert folded() == "elodie"
    member.display_name = "JOSÉ"
    member.save(update_fields=["display_name"])
    assert folded() == "jose"
    client.post("/settings/profile/", {"username": member.username, "display_name": "Straße"})
    assert folded() == "strasse"
    services.clear_profile(member)
    assert folded() == ""
