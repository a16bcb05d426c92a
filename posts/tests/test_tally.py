"""Counts never drift from the rows they count, whatever adds or removes them."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import permutations
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.models import User
from accounts.services import deactivate, reactivate
from accounts.tests.factories import UserFactory
from posts import services, triggers
from posts.models import Follow, Post, Tally
from posts.tests.factories import PostFactory


def assert_no_drift() -> None:
    for user in User.objects.all():
        tally = Tally.objects.of(user)
        assert (tally.posts, tally.followers, tally.following) == (
            Post.objects.filter(author=user).count(),
            Follow.objects.followers_of(user, AnonymousUser()).count(),
            Follow.objects.followed_by(user, AnonymousUser()).count(),
        )


@pytest.mark.django_db
def test_follows_every_way_in_and_out() -> None:
    ada, grace, alan = UserFactory.create_batch(3)
    for follower, followed in permutations((ada, grace, alan), 2):
        services.follow(follower=follower, followed=followed)
    posts = PostFactory.create_batch(4, author=ada)
    Post.objects.bulk_create(PostFactory.build_batch(3, author=grace))
    assert Tally.objects.of(ada).posts == 4
    assert Tally.objects.of(grace).posts == 3
    assert_no_drift()

    services.unfollow(follower=ada, followed=grace)
    services.delete(posts[0], by=ada)
    Post.objects.filter(author=grace).delete()
    alan.delete()
    assert Tally.objects.of(grace).followers == 0
    assert_no_drift()

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM posts_post")
    assert Tally.objects.of(ada).posts == 0


@pytest.mark.django_db
def test_the_hidden_do_not_count_until_they_are_shown_again() -> None:
    ada, grace, alan = UserFactory.create_batch(3)
    for follower, followed in permutations((ada, grace, alan), 2):
        services.follow(follower=follower, followed=followed)

    deactivate(ada)
    assert Tally.objects.of(grace).followers == 1
    assert_no_drift()
    deactivate(grace)
    assert_no_drift()

    services.unfollow(follower=alan, followed=ada)
    reactivate(ada)
    assert_no_drift()
    User.objects.filter(pk=grace.pk).update(is_active=True)
    assert_no_drift()
    deactivate(ada)
    ada.delete()
    assert_no_drift()


@pytest.mark.django_db(transaction=True)
def test_hiding_somebody_whom_people_follow_at_that_moment_does_not_drift() -> None:
    ada, *fans = UserFactory.create_batch(4)
    barrier = Barrier(4)

    def follow(fan: User) -> None:
        barrier.wait()
        for _ in range(5):
            with suppress(services.GoneError):
                services.follow(follower=fan, followed=ada)
            services.unfollow(follower=fan, followed=ada)
        connection.close()

    def hide(person: User) -> None:
        barrier.wait()
        for _ in range(5):
            deactivate(person)
            reactivate(person)
        connection.close()

    with ThreadPoolExecutor(4) as workers:
        jobs = [workers.submit(follow, fan) for fan in fans]
        jobs.append(workers.submit(hide, ada))
        assert [job.result() for job in jobs] == [None] * 4

    assert_no_drift()


@pytest.mark.django_db
def test_counts_anew_where_the_triggers_were_lost() -> None:
    """As on SQLite, when a migration alters the table."""
    post = PostFactory.create()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER posts_tally_post_added")
        else:
            cursor.execute("DROP TRIGGER posts_tally_post_added ON posts_post")
    PostFactory.create(author=post.author)
    assert Tally.objects.of(post.author).posts == 1

    triggers.install(using="default")
    PostFactory.create(author=post.author)

    assert Tally.objects.of(post.author).posts == 3
    assert_no_drift()


@pytest.mark.django_db(transaction=True)
def test_people_who_follow_each_other_at_once_neither_drift_nor_deadlock() -> None:
    people = UserFactory.create_batch(4)
    pairs = list(permutations(people, 2))
    barrier = Barrier(4)

    def befriend(worker: int) -> None:
        mine = [pair for number, pair in enumerate(pairs) if number % 4 == worker]
        barrier.wait()
        for _ in range(3):
            for follower, followed in mine:
                services.follow(follower=follower, followed=followed)
            for follower, followed in mine:
                services.unfollow(follower=follower, followed=followed)
        for follower, followed in mine:
            services.follow(follower=follower, followed=followed)
        connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(befriend, range(4)))

    assert Follow.objects.count() == len(pairs)
    assert_no_drift()
