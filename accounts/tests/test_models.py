"""The database alone keeps these: no form, no service."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import ABOUT_ME_MAX_LENGTH, User
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_username_is_unique_in_any_case() -> None:
    UserFactory.create(username="Ada")

    with pytest.raises(IntegrityError, match="username"), transaction.atomic():
        UserFactory.create(username="aDA", email="other@example.org")


def test_email_is_unique_in_any_case() -> None:
    UserFactory.create(email="ada@example.org")

    with pytest.raises(IntegrityError, match="email"), transaction.atomic():
        UserFactory.create(email="Ada@Example.org")


@pytest.mark.parametrize(
    "username", ["", "ab", "a b", "a-b", "añb", "ab\n", "\nab", "a.b", "ab\u0131"]
)
def test_username_is_of_its_alphabet_and_length(username: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory.create(username=username)


def test_username_longer_than_64_is_refused() -> None:
    UserFactory.create(username="x" * 64)

    with pytest.raises(DatabaseError), transaction.atomic():
        UserFactory.create(username="x" * 65)


def test_email_is_required() -> None:
    with pytest.raises(IntegrityError, match="has_email"), transaction.atomic():
        User.objects.create_user("ada")


def test_about_me_is_bounded() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        UserFactory.create(about_me="x" * (ABOUT_ME_MAX_LENGTH + 1))


def test_the_operator_is_told_what_is_taken_in_any_case() -> None:
    UserFactory.create(username="Ada", email="ada@example.org")

    for name, email in (("ADA", "other@example.org"), ("grace", "Ada@Example.org")):
        with pytest.raises(CommandError, match=r"in use|taken"):
            call_command("createsuperuser", username=name, email=email, interactive=False)


def test_the_operator_may_take_a_reserved_name_but_no_malformed_one() -> None:
    call_command("createsuperuser", username="admin", email="a@example.org", interactive=False)
    assert User.objects.get(username="admin").is_superuser

    with pytest.raises(CommandError, match="letters"):
        call_command("createsuperuser", username="a b", email="b@x.org", interactive=False)
