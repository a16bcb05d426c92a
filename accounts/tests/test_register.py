import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

VALID = {
    "username": "Ada",
    "email": "ada@Example.org",
    "password1": "correct horse battery",
    "password2": "correct horse battery",
}


def test_creates_the_member_and_signs_them_in(client: Client) -> None:
    response = client.post("/register/", VALID)

    user = User.objects.get()
    assert (user.username, user.email) == ("Ada", "ada@example.org")
    assert user.password.startswith("argon2$argon2id$")
    assert response.headers["Location"] == "/"
    assert client.get("/").wsgi_request.user == user


def test_goes_where_the_newcomer_was_going(client: Client) -> None:
    form = client.get("/register/?next=/settings/data/")
    assert b'name="next" value="/settings/data/"' in form.content

    response = client.post("/register/", VALID | {"next": "/settings/data/"})

    assert response.headers["Location"] == "/settings/data/"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("username", "", "This field is required."),
        ("username", "ab", "Use at least 3 characters."),
        ("username", "x" * 65, "Ensure this value has at most 64 characters (it has 65)."),
        ("username", "ada lovelace", "Use only the letters a to z, digits and underscores."),
        ("username", "Ädä", "Use only the letters a to z, digits and underscores."),
        ("username", "ADMIN", "That username is reserved. Choose another."),
        ("username", "support", "That username is reserved. Choose another."),
        ("username", "tAKEN", "That username is taken."),
        ("username", "a\0da", "Null characters are not allowed."),
        ("email", "", "This field is required."),
        ("email", "nonsense", "Enter a valid email address."),
        ("email", "TAKEN@example.org", "That e-mail address is in use."),
        ("password1", "", "This field is required."),
        ("password1", "short", "This password is too short. It must contain at least 8 characters."),  # noqa: E501
        ("password1", "password1", "This password is too common."),
        ("password1", "20251123", "This password is entirely numeric."),
        ("password1", "x" * 1_000_000, "Use a password of at most 1000 characters."),
        ("password2", "another one", "The two passwords are not the same."),
    ],
)  # fmt: skip
def test_refuses_at_the_field_and_keeps_what_was_typed(
    client: Client, field: str, value: str, message: str
) -> None:
    UserFactory.create(username="Taken", email="taken@example.org")
    typed = VALID | {field: value}
    if field == "password1":
        typed["password2"] = value

    response = client.post("/register/", typed)

    assert response.status_code == 422
    assert message in response.context["form"].errors[field]
    page = response.content.decode()
    assert f'aria-describedby="id_{field}' in page.replace(f"id_{field}_helptext ", "")
    assert 'value="ada@Example.org"' in page or field == "email"
    assert User.objects.count() == 1


def test_tells_of_all_fields_at_once(client: Client) -> None:
    UserFactory.create(username="taken", email="taken@example.org")

    response = client.post("/register/", VALID | {"username": "a", "email": "b"})
    assert set(response.context["form"].errors) == {"username", "email"}

    response = client.post(
        "/register/", VALID | {"username": "Taken", "email": "Taken@example.org"}
    )
    assert set(response.context["form"].errors) == {"username", "email"}


def test_an_empty_form_is_refused(client: Client) -> None:
    assert client.post("/register/", {}).status_code == 422


@pytest.mark.parametrize("password", ["пароль для Ады и др.", "🐎🔋📎✅ correct", "x" * 1_000])
def test_takes_long_passphrases_in_any_script(client: Client, password: str) -> None:
    client.post("/register/", VALID | {"password1": password, "password2": password})

    client.logout()
    assert client.login(username="ada", password=password)


def test_sends_a_member_on(client: Client, member: User) -> None:
    onward = client.get("/register/?next=/settings/data/")
    assert onward.headers["Location"] == "/settings/data/"
    assert client.post("/register/", VALID).headers["Location"] == "/"
    assert User.objects.count() == 1
