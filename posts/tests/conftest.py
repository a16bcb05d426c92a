from collections.abc import Iterator

import pytest
from django.core.cache import cache

from accounts.tests.conftest import member

__all__ = ["member"]


@pytest.fixture
def empty_cache() -> Iterator[None]:
    """Nothing is kept from before, and nothing for later."""
    cache.delete("posts.trends")
    yield
    cache.delete("posts.trends")
