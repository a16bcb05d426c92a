import pytest
from django.test import Client

from accounts import services
from accounts.models import User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
URL = "/settings/profile/"


def test_is_for_members(client: Client) -> None:
    assert client.get(URL).headers["Location"] == f"/login/?next={URL}"


def test_is_filled_in(client: Client, member: User) -> None:
    member.about_me = "I count."
    member.save(update_fields=["about_me"])

    page = client.get(URL).content.decode()

    assert f'value="{member.username}"' in page
    assert "I count." in page


def test_renames_and_tells(client: Client, member: User) -> None:
    response = client.post(URL, {"username": "Ada", "about_me": "  One\r\ntwo "}, follow=True)

    assert "Your profile is saved." in response.content.decode()
    member.refresh_from_db()
    assert (member.username, member.about_me) == ("Ada", "One\ntwo")
    assert User.objects.get_visible("ADA") == member


def test_the_case_of_ones_own_name_can_change(client: Client, member: User) -> None:
    client.post(URL, {"username": member.username.upper(), "about_me": ""})

    assert User.objects.get().username == member.username.upper()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("username", "", "This field is required."),
        ("username", "a b", "Use only the letters a to z, digits and underscores."),
        ("username", "root", "That username is reserved. Choose another."),
        ("username", "TAKEN", "That username is taken."),
        ("about_me", "x" * 141, "Ensure this value has at most 140 characters (it has 141)."),
        (
            "about_me",
            "\x1b[31m",
            "There are invisible control characters in this text. Remove them and try again.",
        ),
    ],
)
def test_refuses_at_the_field_and_changes_nothing(
    client: Client, member: User, field: str, value: str, message: str
) -> None:
    UserFactory.create(username="taken")
    typed = {"username": "Ada", "about_me": "Hello"} | {field: value}

    response = client.post(URL, typed)

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}
    assert client.get("/").wsgi_request.user.username == member.username
    assert not User.objects.get(pk=member.pk).about_me


def test_the_page_of_a_refusal_still_names_the_member_as_they_are(
    client: Client, member: User
) -> None:
    UserFactory.create(username="taken")

    page = client.post(URL, {"username": "Taken", "about_me": ""}).content.decode()

    assert f"@{member.username}" in page
    assert "@Taken" not in page


def test_what_a_visitor_typed_comes_back_after_signing_in(client: Client, member: User) -> None:
    """Their session was over when they pressed the button."""
    client.logout()
    typed = {"username": "Ada", "about_me": "A new story", "member": str(member.pk)}

    asked = client.post(URL, typed)
    assert asked.headers["Location"] == f"/login/?next={URL}"
    client.force_login(member)
    page = client.get(URL).content.decode()

    assert "A new story" in page
    assert 'value="Ada"' in page
    assert User.objects.get().about_me == ""
    client.post(URL, typed)
    assert User.objects.get().about_me == "A new story"


def test_an_address_that_only_an_intranet_knows_does_not_stand_in_the_way(
    client: Client, member: User
) -> None:
    User.objects.filter(pk=member.pk).update(email="ada@intranet")

    assert client.post(URL, {"username": "Ada", "about_me": ""}).status_code == 302


def test_does_not_put_back_what_another_request_changed(client: Client, member: User) -> None:
    """A bare save() would."""
    User.objects.filter(pk=member.pk).update(email="new@example.org")

    services.edit_profile(member, username="Ada", display_name="", about_me="")

    assert User.objects.get().email == "new@example.org"
