"""Who has keyboard shortcuts, and where they are told."""

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_they_can_be_switched_off_and_on_again(client: Client, member: User) -> None:
    def has_shortcuts() -> bool:
        told = client.get("/keyboard/").content.decode()
        assert ("You can switch them off" in told) != ("They are off" in told)
        assert ("js/shortcuts.js" in told) == ("You can switch them off" in told)
        return "js/shortcuts.js" in told

    assert has_shortcuts()
    client.post("/settings/account/", {})
    assert not has_shortcuts()
    client.post("/settings/account/", {"uses_shortcuts": "on"})
    assert has_shortcuts()


def test_visitors_have_none(client: Client) -> None:
    assert "js/shortcuts.js" not in client.get("/").content.decode()
    assert client.get("/keyboard/").headers["Location"] == "/login/?next=/keyboard/"
