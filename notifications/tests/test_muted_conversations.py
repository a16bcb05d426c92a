"""What is said in a conversation that one muted is not told."""

import pytest

from accounts.models import User
from notifications import listing
from posts import services
from posts.services import publish
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_a_muted_conversation_tells_nothing(
    member: User, django_capture_on_commit_callbacks: object
) -> None:
    post = PostFactory.create(author=member)
    other = PostFactory.create().author
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        publish(author=other, body="hm", reply_to=post)
    assert len(listing.page(member).rows) == 1

    services.mute_conversation(post, by=member)
    assert not listing.page(member).rows
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        publish(
            author=PostFactory.create().author, body="oh", reply_to=post
        )  # no letter either
    services.unmute_conversation(post.pk, by=member)

    assert len(listing.page(member).rows) == 1
