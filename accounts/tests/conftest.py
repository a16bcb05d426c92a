import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory


@pytest.fixture
def member(client: Client, db: None) -> User:
    """A member, signed in on `client`."""
    user = UserFactory.create()
    client.force_login(user)
    return user
