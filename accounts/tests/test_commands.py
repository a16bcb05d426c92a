from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.management import passwords
from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.tests.test_hashers import FOREIGN, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody types at the prompts, to be filled in by the test."""
    answers: list[str] = []

    def answer() -> Iterator[str]:
        yield from answers

    prompts = answer()
    monkeypatch.setattr(passwords, "getpass", lambda prompt: next(prompts))
    return answers


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_create_member_says_what_it_did(typed: list[str]) -> None:
    typed += ["correct horse battery"] * 2

    assert run("create_member", "Ada", "ada@Example.org") == "Ada can sign in now.\n"

    ada = User.objects.get()
    assert ada.email == "ada@example.org"
    assert ada.check_password("correct horse battery")


@pytest.mark.parametrize(
    ("username", "email", "password", "said"),
    [
        ("support", "a@example.org", "correct horse battery", "username: That username is res"),
        ("a b", "a@example.org", "correct horse battery", "username: Use only the letters"),
        ("TAKEN", "a@example.org", "correct horse battery", "username: That username is taken"),
        ("ada", "nonsense", "correct horse battery", "email: Enter a valid email address"),
        ("ada", "a@example.org", "password1", "password: This password is too common"),
    ],
)
def test_create_member_refuses_what_the_web_refuses(
    typed: list[str], username: str, email: str, password: str, said: str
) -> None:
    UserFactory.create(username="taken")
    typed += [password] * 2

    with pytest.raises(CommandError, match=said):
        run("create_member", username, email)

    assert User.objects.count() == 1


def test_two_passwords_that_differ_are_refused(typed: list[str]) -> None:
    typed += ["correct horse battery", "correct horse batterie"]

    with pytest.raises(CommandError, match="not the same"):
        run("create_member", "ada", "ada@example.org")


def test_set_password_finds_the_member_in_any_case(typed: list[str]) -> None:
    ada = UserFactory.create(username="Ada")
    typed += ["correct horse battery"] * 2

    assert run("set_password", "aDA") == "Ada has another password now.\n"

    ada.refresh_from_db()
    assert ada.check_password("correct horse battery")


def test_set_password_refuses_what_the_web_refuses(typed: list[str]) -> None:
    UserFactory.create(username="ada")
    typed += ["12345678"] * 2

    with pytest.raises(CommandError, match=r"password: .*too common"):
        run("set_password", "ada")
    with pytest.raises(CommandError, match="no member called nobody"):
        run("set_password", "nobody")


def test_set_password_takes_a_hash_from_elsewhere() -> None:
    ada = UserFactory.create(username="ada")

    run("set_password", "ada", "--hash", FOREIGN["werkzeug scrypt"])
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)

    with pytest.raises(CommandError, match="no password hash"):
        run("set_password", "ada", "--hash", "nonsense")
