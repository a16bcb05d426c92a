import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory

LOW_COST = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """At full cost a hash takes a fifth of a second; that is what test_hashers looks at."""
    for cost, value in LOW_COST.items():
        monkeypatch.setattr(Argon2PasswordHasher, cost, value)


@pytest.fixture
def member(client: Client, db: None) -> User:
    """A member, signed in on `client`."""
    user = UserFactory.create()
    client.force_login(user)
    return user
