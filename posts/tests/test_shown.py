"""What a member lets others see of them."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.tests.factories import UserFactory
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_a_display_name_never_stands_without_the_username(client: Client) -> None:
    grace = UserFactory.create(username="grace", display_name="Amazing <Grace>")
    PostFactory.create(author=grace)

    for path in ("/explore/", "/@grace/"):
        page = client.get(path).content.decode()
        assert "<bdi>Amazing &lt;Grace&gt;</bdi>" in page
        assert "@grace" in page


def test_last_seen_is_shown_unless_hidden(client: Client) -> None:
    now = timezone.now()
    UserFactory.create(username="ada", last_seen=now)
    UserFactory.create(username="grace", last_seen=now, hides_last_seen=True)

    assert "last seen" in client.get("/@ada/").content.decode()
    assert "last seen" not in client.get("/@grace/").content.decode()


@pytest.mark.parametrize("hides", [True, False])
def test_search_engines_are_told_who_wants_to_stay_out(client: Client, hides: bool) -> None:
    user = UserFactory.create(hides_from_search=hides)
    post = PostFactory.create(author=user)

    for path in ("", "followers/", "following/", f"{post.pk}/"):
        page = client.get(f"/@{user.username}/{path}").content.decode()
        assert ('name="robots" content="noindex"' in page) == hides
