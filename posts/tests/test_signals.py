"""What the services tell of deeds, and when."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.dispatch import Signal
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services, signals
from posts.models import Follow, FollowRequest, Like, Post
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = {
    signals.post_published: "post",
    signals.reposted: "repost",
    signals.liked: "like",
    signals.followed: "follow",
    signals.follow_requested: "request",
}


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    """What is told, as somebody hears it who looks on."""
    deeds: list[Any] = []

    def hear(sender: type, signal: Signal, **told: Any) -> None:
        assert isinstance(told[TOLD[signal]], sender)
        deeds.append(told[TOLD[signal]])

    for signal in TOLD:
        signal.connect(hear)
    yield deeds
    for signal in TOLD:
        signal.disconnect(hear)


def test_what_members_do_is_told_once_however_often_they_ask(
    client: Client, member: User, heard: list[Any]
) -> None:
    post = PostFactory.create()
    shy = UserFactory.create(approves_followers=True)
    sent = {"body": "hello", "submission": "5d0b1b0e-3c62-4f8e-9f0a-0d4f3f1f3c1d"}

    for _ in range(2):
        client.post("/posts/", sent)
        client.post(f"/posts/{post.pk}/repost/")
        client.post(f"/posts/{post.pk}/like/")
        client.post(f"/@{post.author.username}/follow/")
        client.post(f"/@{shy.username}/follow/")

    wish = FollowRequest.objects.get()
    assert heard == [
        Post.objects.get(author=member, body="hello"),
        Post.objects.get(author=member, repost_of=post),
        Like.objects.get(),
        Follow.objects.get(),
        wish,
    ]


def test_the_follow_that_an_accepted_request_becomes_is_told(heard: list[Any]) -> None:
    fan, shy = UserFactory.create(), UserFactory.create(approves_followers=True)
    services.follow(follower=fan, followed=shy)
    heard.clear()

    for _ in range(2):
        services.accept(follower=fan, followed=shy)

    assert heard == [Follow.objects.get()]


def test_nothing_is_told_before_it_is_stored_nor_of_what_never_is(heard: list[Any]) -> None:
    post, fan = PostFactory.create(), UserFactory.create()

    with transaction.atomic():
        services.like(post, by=fan)
        assert not heard
    assert heard == [Like.objects.get()]

    with transaction.atomic():
        services.publish(author=fan, body="hello")
        transaction.set_rollback(True)
    assert len(heard) == 1


def test_a_receiver_that_fails_is_logged_and_breaks_nothing(
    client: Client, member: User, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**told: Any) -> None:
        raise ValueError("the one who looks on stumbles")

    signals.post_published.connect(fail)
    try:
        response = client.post("/posts/", {"body": "hello"})
    finally:
        signals.post_published.disconnect(fail)

    assert response.status_code == 302
    assert Post.objects.get().body == "hello"
    assert "the one who looks on stumbles" in caplog.text
