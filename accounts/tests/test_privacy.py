import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
URL = "/settings/privacy/"


def test_choices_are_kept_and_shown(client: Client, member: User) -> None:
    client.post(URL, {"hides_last_seen": "on", "hides_from_search": "on"})
    member.refresh_from_db()
    assert (member.hides_last_seen, member.hides_from_search) == (True, True)
    assert client.get(URL).content.decode().count(" checked") == 2

    client.post(URL, {})
    member.refresh_from_db()
    assert (member.hides_last_seen, member.hides_from_search) == (False, False)


def test_is_for_members(client: Client) -> None:
    assert client.get(URL).headers["Location"] == f"/login/?next={URL}"
