"""The style guide, whose address is there only in DEBUG."""

from collections.abc import Iterator
from importlib import reload

import pytest
from django.urls import clear_url_caches
from pytest_django import Settings

from microblog import urls

GUIDE = "/styleguide/"


@pytest.fixture
def guide(settings: Settings) -> Iterator[None]:
    settings.DEBUG = True
    _read_addresses()
    settings.DEBUG = False  # other pages are as they are in production
    yield
    _read_addresses()


def _read_addresses() -> None:
    reload(urls)
    clear_url_caches()
