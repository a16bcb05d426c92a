"""Time the pages of something very large against those of something small, as a member.

    DATABASE_URL=… python manage.py migrate
    DATABASE_URL=… python manage.py shell < benchmarks/large.py

A member with LARGE followers (a million unless set), a post with as many likes and reposts, a
hashtag on as many posts, and a conversation of 10,000 replies. Each row is a page: the median
of a few runs for the small one and for the large one, in milliseconds, and their ratio. Nothing
is kept.
"""

import os
import statistics
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from posts.ids import first_post_id
from posts.models import Follow, Like, Post, Tagging

RUNS = 9
LARGE = int(os.environ.get("LARGE", "1000000"))
SMALL = 30
REPLIES = 10_000
BATCH = 5_000
START = first_post_id(datetime(2020, 1, 1, tzinfo=UTC))


def store(rows: Iterable[Any]) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        type(batch[0]).objects.bulk_create(batch)


def crowd() -> list[int]:
    store(User(username=f"crowd{n}", email=f"crowd{n}@example.org") for n in range(LARGE))
    found = User.objects.filter(username__startswith="crowd").order_by("pk")
    return list(found.values_list("pk", flat=True))


def made(name: str, people: list[int], key: int, replies: int) -> dict[str, str]:
    """Make something of that size; return its pages."""
    author = User.objects.create_user(name, f"{name}@example.org")
    post = Post.objects.create(id=key, author=author, body=f"#{name}", conversation=key)
    store(Follow(follower_id=person, followed=author) for person in people)
    store(Like(member_id=person, post=post) for person in people)
    store(
        Post(id=key + 1 + n, author_id=person, body="", repost_of=post, conversation=key)
        for n, person in enumerate(people)
    )
    said = range(key + 2 * LARGE, key + 2 * LARGE + len(people))
    store(
        Post(id=pk, author_id=person, body=f"#{name}", conversation=pk)
        for pk, person in zip(said, people, strict=True)
    )
    store(Tagging(tag=name, post_id=pk) for pk in said)
    store(answers(post, people, key + 4 * LARGE, replies))
    url = post.get_absolute_url()
    profile = f"/@{name}/"
    return {
        "profile": profile,
        "followers": f"{profile}followers/",
        "likes": f"{url}likes/",
        "reposts": f"{url}reposts/",
        "hashtag": f"/tags/{name}/",
        "conversation": url,
        "end of a thread": f"{profile}{key + 4 * LARGE + replies - 1}/",
    }


def answers(post: Post, people: list[int], key: int, replies: int) -> Iterator[Post]:
    """Yield answers to the post, and as many in a thread, each to the one before."""
    for n in range(replies):
        answered = post.pk if n <= replies // 2 else key + n - 1
        author = people[n % len(people)]
        told = {"body": f"{n}", "reply_to_id": answered, "conversation": post.pk}
        yield Post(id=key + n, author_id=author, **told)


def milliseconds(client: Client, path: str) -> float:
    if client.get(path, follow=True).status_code != HTTPStatus.OK:
        raise SystemExit(f"There is no {path}")
    times: list[float] = []
    for _ in range(RUNS):
        started = time.perf_counter()
        client.get(path, follow=True)
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def main() -> None:
    with transaction.atomic():
        people = crowd()
        small = made("small", people[:SMALL], START, SMALL)
        large = made("large", people, START + 10 * LARGE, REPLIES)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        client = Client(headers={"host": "localhost"})
        reader = User.objects.create_user("reader", "reader@example.org")
        Follow.objects.create(follower=reader, followed_id=people[0])
        client.force_login(reader)
        print(f"{connection.vendor:<20}{'small':>10}{'large':>10}{'ratio':>10}")
        for name, path in small.items():
            less, more = milliseconds(client, path), milliseconds(client, large[name])
            print(f"{name:<20}{less:>10.1f}{more:>10.1f}{more / less:>10.2f}", flush=True)
        transaction.set_rollback(True)


main()
