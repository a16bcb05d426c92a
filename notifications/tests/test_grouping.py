"""What is told together, and what is undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User
from accounts.services import deactivate, reactivate
from accounts.tests.factories import UserFactory
from notifications.models import Actor, Kind, Notification
from notifications.services import forget_read
from notifications.tests.helpers import URL, told
from posts import services
from posts.models import Like
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_likes_of_a_post_are_one_row_until_it_is_read(client: Client, member: User) -> None:
    post, other = PostFactory.create_batch(2, author=member)
    fans = UserFactory.create_batch(5)
    for fan in fans[:4]:
        services.like(post, by=fan)
    services.like(other, by=fans[0])

    page = client.get(URL).content.decode()
    assert told(member) == [("like", [fans[0]], 1), ("like", fans[3:0:-1], 4)]
    assert "and 3 others" in " ".join(page.split())

    services.like(post, by=fans[4])
    assert told(member)[0] == ("like", [fans[4]], 1)
    assert len(told(member)) == 3


def test_two_are_both_named(client: Client, member: User) -> None:
    ada, bruno = UserFactory.create(username="ada"), UserFactory.create(username="bruno")
    for fan in (ada, bruno):
        services.follow(follower=fan, followed=member)

    page = " ".join(client.get(URL).content.decode().split())

    assert 'bruno</a> and <a href="/@ada/">' in page.replace(" </a>", "</a>")
    assert told(member) == [("follow", [bruno, ada], 2)]


def test_a_group_stands_where_its_latest_is(member: User) -> None:
    post, other = PostFactory.create_batch(2, author=member)
    fans = UserFactory.create_batch(2)
    with time_machine.travel(0, tick=False) as clock:
        for liked, fan in ((post, fans[0]), (other, fans[0]), (post, fans[1])):
            clock.shift(60)
            services.like(liked, by=fan)

    assert told(member) == [("like", fans[::-1], 2), ("like", [fans[0]], 1)]


def test_what_is_undone_is_gone_and_the_count_is_right(client: Client, member: User) -> None:
    post = PostFactory.create(author=member)
    fans = UserFactory.create_batch(4)
    for fan in fans:
        services.like(post, by=fan)
        services.follow(follower=fan, followed=member)
    services.unlike(post, by=fans[3])
    services.unfollow(follower=fans[3], followed=member)
    assert [count for _, _, count in told(member)] == [3, 3]

    deactivate(fans[2])
    assert [people for _, people, _ in told(member)] == [fans[1::-1], fans[1::-1]]
    reactivate(fans[2])
    fans[1].delete()
    assert [count for _, _, count in told(member)] == [2, 2]
    services.block(blocker=member, blocked=fans[0])
    assert [people for _, people, _ in told(member)] == [[fans[2]], [fans[2]]]

    services.delete(post, by=member)
    services.unfollow(follower=fans[2], followed=member)
    assert told(member) == []
    assert "Nothing new" in client.get(URL).content.decode()


def test_a_request_that_is_taken_back_is_gone(member: User) -> None:
    member.approves_followers = True
    member.save(update_fields=["approves_followers"])
    fan = UserFactory.create()
    services.follow(follower=fan, followed=member)

    services.unfollow(follower=fan, followed=member)

    assert told(member) == []


def test_who_likes_once_more_is_told_of_once_where_it_is_newest(
    client: Client, member: User
) -> None:
    post = PostFactory.create(author=member)
    fan, other = UserFactory.create_batch(2)
    services.like(post, by=fan)
    services.like(post, by=other)
    for _ in range(2):  # no other row, as long as it was not read
        services.unlike(post, by=fan)
        services.like(post, by=fan)
    assert told(member) == [("like", [fan, other], 2)]
    client.get(URL)

    services.unlike(post, by=fan)
    services.like(post, by=fan)

    assert told(member) == [("like", [fan], 1), ("like", [other], 1)]


def test_mentions_are_each_one_row(member: User) -> None:
    fan = UserFactory.create()
    for _ in range(2):
        services.publish(author=fan, body=f"hello @{member.username}")

    assert told(member) == [("mention", [fan], 1)] * 2


def test_what_is_read_and_old_is_forgotten(client: Client, member: User) -> None:
    fan = UserFactory.create()
    services.publish(author=fan, body=f"hello @{member.username}")
    client.get(URL)
    services.publish(author=fan, body=f"hello again @{member.username}")
    forget_read()
    assert len(told(member)) == 2

    with time_machine.travel(timedelta(days=91)):
        forget_read()

    assert len(told(member)) == 1
    assert Notification.objects.count() == Actor.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "of_a_post", "since"),
    [(Kind.LIKE, False, 0), (Kind.FOLLOW, True, 0), (Kind.REPLY, True, 1), ("shout", True, 0)],
)
def test_the_database_refuses_what_makes_no_sense(
    member: User, kind: str, of_a_post: bool, since: int
) -> None:
    post = PostFactory.create() if of_a_post else None

    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(
            recipient=member, kind=kind, post=post, since=since, latest=1
        )


@pytest.mark.parametrize("kind", [Kind.LIKE, Kind.FOLLOW])
def test_the_database_holds_one_row_of_what_is_told_together(member: User, kind: Kind) -> None:
    post = PostFactory.create() if kind == Kind.LIKE else None
    same = {"recipient": member, "kind": kind, "post": post, "since": 7}
    Notification.objects.create(**same, latest=8)

    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(**same, latest=9)


def test_sixteen_who_like_at_once_are_told_together(member: User) -> None:
    post = PostFactory.create(author=member)
    fans = UserFactory.create_batch(16)
    barrier = Barrier(16)

    def like(fan: User) -> None:
        barrier.wait()
        services.like(post, by=fan)
        connection.close()

    with ThreadPoolExecutor(16) as workers:
        list(workers.map(like, fans))

    assert Like.objects.count() == 16
    assert Notification.objects.count() == 1
    assert [(kind, count) for kind, _, count in told(member)] == [("like", 16)]
