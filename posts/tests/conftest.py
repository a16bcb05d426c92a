from collections.abc import Iterator

import pytest
from django.core.cache import cache

from accounts.models import User
from accounts.tests.conftest import member
from accounts.tests.factories import UserFactory
from posts import services

__all__ = ["member"]


@pytest.fixture
def ada(db: None) -> User:
    """Somebody else, of a name that a test can write out."""
    return UserFactory.create(username="ada")


@pytest.fixture
def followed(member: User) -> User:
    """Somebody whom the member follows."""
    followed = UserFactory.create()
    services.follow(follower=member, followed=followed)
    return followed


@pytest.fixture
def empty_cache() -> Iterator[None]:
    """Nothing is kept from before, and nothing for later."""
    keys = ["posts.trends", "posts.growth.joined/UTC", "posts.growth.written/UTC"]
    cache.delete_many(keys)
    yield
    cache.delete_many(keys)
