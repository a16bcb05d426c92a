"""Counts never drift from the rows they count, whatever adds or removes them."""

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services, triggers
from posts.models import Follow, Post, Tally
from posts.tests.factories import PostFactory


def assert_no_drift() -> None:
    for user in User.objects.all():
        tally = Tally.objects.of(user)
        assert (tally.posts, tally.followers, tally.following) == (
            Post.objects.filter(author=user).count(),
            Follow.objects.filter(followed=user).count(),
            Follow.objects.filter(follower=user).count(),
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
