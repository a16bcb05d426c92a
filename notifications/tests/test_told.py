"""Of what members are told, each kind through the addresses of the deeds."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from accounts.services import deactivate
from accounts.tests.factories import UserFactory
from notifications.models import Notification
from notifications.services import tell_of
from notifications.tests.helpers import URL, acting, told
from posts import services
from posts.models import Audience, FollowRequest, Post
from posts.tests.factories import PostFactory
from posts.tests.helpers import wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fan() -> User:
    return UserFactory.create(username="fan")


def test_a_mention_is_told_with_the_post_that_mentions(
    client: Client, member: User, fan: User
) -> None:
    acting(fan).post("/posts/", {"body": f"Good morning,\n@{member.username}!"})

    page = client.get(URL).content.decode()

    post = Post.objects.get()
    assert told(member) == [("mention", [fan], 1)]
    assert f'<a href="{post.get_absolute_url()}">Good morning, @{member.username}!</a>' in page
    assert 'href="/@fan/"' in page
    assert "mentioned you" in page


def test_who_is_mentioned_by_an_edit_is_told_once(member: User, fan: User) -> None:
    other = UserFactory.create(username="other")
    acting(fan).post("/posts/", {"body": "Good morning, @other"})
    edit = f"/posts/{Post.objects.get().pk}/edit/"

    for end in ("!", "!!"):
        acting(fan).post(edit, {"body": f"Good morning, @other and @{member.username}{end}"})

    assert told(member) == [("mention", [fan], 1)]
    assert told(other) == [("mention", [fan], 1)]


def test_a_reply_that_also_mentions_is_told_once_as_a_reply(member: User, fan: User) -> None:
    post = PostFactory.create(author=member)
    other = UserFactory.create(username="other")

    acting(fan).post("/posts/", {"body": f"@{member.username} @other yes", "reply_to": post.pk})

    assert told(member) == [("reply", [fan], 1)]
    assert told(other) == [("mention", [fan], 1)]


def test_a_like_is_told_with_the_post_that_is_liked(
    client: Client, member: User, fan: User
) -> None:
    post = PostFactory.create(author=member, body="Tea is ready")

    for _ in range(2):
        acting(fan).post(f"/posts/{post.pk}/like/")

    assert told(member) == [("like", [fan], 1)]
    page = client.get(URL).content.decode()
    assert f'<a href="{post.get_absolute_url()}">Tea is ready</a>' in page


def test_reposts_are_told_until_they_are_undone(
    client: Client, member: User, fan: User
) -> None:
    post = PostFactory.create(author=member, body="Tea is ready")
    for _ in range(2):
        acting(fan).post(f"/posts/{post.pk}/repost/")
    assert told(member) == [("repost", [fan], 1)]
    page = client.get(URL).content.decode()
    assert f'<a href="{post.get_absolute_url()}">Tea is ready</a>' in page

    acting(fan).post(f"/posts/{post.pk}/unrepost/")

    assert told(member) == []


def test_a_quote_that_also_mentions_is_told_once_as_a_quote(
    client: Client, member: User, fan: User
) -> None:
    post = PostFactory.create(author=member)
    acting(fan).post("/posts/", {"body": f"As @{member.username} says", "quote_of": post.pk})

    assert told(member) == [("quote", [fan], 1)]
    page = client.get(URL).content.decode()
    assert f'<a href="{Post.objects.get(author=fan).get_absolute_url()}">As @' in page


def test_of_a_post_behind_a_warning_only_that_is_told(
    client: Client, member: User, fan: User
) -> None:
    services.publish(author=fan, body=f"@{member.username}, he dies", warning="The last page")

    page = client.get(URL).content.decode()

    assert ">The last page</a>" in page
    assert "he dies" not in page


def test_follows_are_told_and_requests_until_they_are_answered(
    client: Client, member: User, fan: User
) -> None:
    member.approves_followers = True
    member.save(update_fields=["approves_followers"])
    acting(fan).post(f"/@{member.username}/follow/")
    assert told(member) == [("request", [fan], 1)]
    assert 'href="/follow-requests/">Answer' in client.get(URL).content.decode()

    client.post("/@fan/accept/")

    assert told(member) == []  # who said yes knows
    assert not FollowRequest.objects.exists()
    assert told(fan) == [("accepted", [member], 1)]
    assert "accepted your follow request" in acting(fan).get(URL).content.decode()
    services.unfollow(follower=fan, followed=member)
    assert told(fan) == []

    member.approves_followers = False
    member.save(update_fields=["approves_followers"])
    acting(fan).post(f"/@{member.username}/follow/")
    assert told(member) == [("follow", [fan], 1)]


def test_nobody_is_told_of_their_own_deeds(client: Client, member: User) -> None:
    post = PostFactory.create(author=member)
    client.post("/posts/", {"body": f"@{member.username} is me", "reply_to": post.pk})
    client.post(f"/posts/{post.pk}/like/")

    assert not Notification.objects.exists()


@pytest.mark.parametrize("deed", ["block", "mute"])
def test_nothing_is_told_of_whom_i_block_or_mute(
    client: Client, member: User, fan: User, deed: str
) -> None:
    post = PostFactory.create(author=member)
    client.post(f"/@fan/{deed}/")

    acting(fan).post("/posts/", {"body": f"@{member.username} hello"})
    acting(fan).post(f"/posts/{post.pk}/like/")
    acting(fan).post(f"/@{member.username}/follow/")

    assert not Notification.objects.exists()


def test_nothing_is_told_by_who_blocks_me(member: User, fan: User) -> None:
    services.block(blocker=fan, blocked=member)

    acting(fan).post("/posts/", {"body": f"@{member.username} hello"})

    assert not Notification.objects.exists()


def test_a_mention_for_few_is_told_to_those_who_may_see_it(member: User, fan: User) -> None:
    services.publish(author=fan, body=f"psst, @{member.username}", audience=Audience.FOLLOWERS)

    assert told(member) == [("mention", [fan], 1)]


def test_nobody_is_told_who_is_away(member: User, fan: User) -> None:
    post = PostFactory.create(author=member)
    client = acting(fan)
    deactivate(member)

    client.post("/posts/", {"body": f"@{member.username} hello"})
    client.post(f"/posts/{post.pk}/like/")

    assert not Notification.objects.exists()


def test_an_edit_tells_its_new_mentions_alone(member: User, fan: User) -> None:
    root = PostFactory.create(author=member)
    acting(fan).post("/posts/", {"body": "I agree", "reply_to": root.pk})
    reply = Post.objects.get(author=fan)
    services.delete(root, by=member)

    acting(fan).post(f"/posts/{reply.pk}/edit/", {"body": "I agree!"})

    assert told(member) == [("reply", [fan], 1)]


def test_an_edit_tells_who_is_mentioned_once_more_and_who_is_new(
    member: User, fan: User
) -> None:
    other = UserFactory.create(username="other")
    post = services.publish(author=fan, body=f"hi @{member.username}")
    edit = f"/posts/{post.pk}/edit/"
    acting(fan).post(edit, {"body": "hi"})

    acting(fan).post(edit, {"body": f"hi @{member.username} and @other"})

    assert told(member) == [("mention", [fan], 1)]
    assert told(other) == [("mention", [fan], 1)]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets nobody in between")
def test_who_is_deleted_meanwhile_takes_nothing_from_the_others(fan: User) -> None:
    leaving, staying = UserFactory.create_batch(2)

    def publish() -> None:
        services.publish(author=fan, body=f"hi @{leaving.username} and @{staying.username}")
        connection.close()

    with ThreadPoolExecutor(1) as worker, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE notifications_notification IN SHARE MODE")
        published = worker.submit(publish)
        wait_until_somebody_waits()
        leaving.delete()
    published.result()

    assert told(staying) == [("mention", [fan], 1)]


def test_many_are_told_by_few_queries(fan: User, django_assert_max_num_queries: Any) -> None:
    members = [UserFactory.create(username=f"m_{number}") for number in range(40)]
    body = " ".join(f"@{member.username}" for member in members)
    post = services.publish(author=fan, body=body)
    Notification.objects.all().delete()

    with django_assert_max_num_queries(10 + len(members)):
        tell_of(post)

    assert all(told(member) for member in members)


def test_who_is_answered_is_told_of_no_mention_by_an_edit_that_takes_it_back(
    member: User, fan: User
) -> None:
    root = PostFactory.create(author=member)
    reply = services.publish(author=fan, body=f"@{member.username} yes", reply_to=root)

    acting(fan).post(f"/posts/{reply.pk}/edit/", {"body": "yes"})

    assert told(member) == [("reply", [fan], 1)]


def test_an_edit_of_a_quote_whose_post_is_gone_tells_of_mentions(
    member: User, fan: User
) -> None:
    gone = PostFactory.create()
    quote = services.publish(author=fan, body="So true", quote_of=gone)
    services.delete(gone, by=gone.author)

    acting(fan).post(f"/posts/{quote.pk}/edit/", {"body": f"So true, @{member.username}"})

    assert told(member) == [("mention", [fan], 1)]


def test_a_mention_that_an_edit_takes_back_is_not_told(member: User, fan: User) -> None:
    post = services.publish(author=fan, body=f"hi @{member.username}")

    acting(fan).post(f"/posts/{post.pk}/edit/", {"body": "hi"})

    assert told(member) == []
