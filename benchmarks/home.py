"""Time the queries of the home page for readers of every kind, on the database at hand.

    DATABASE_URL=… python manage.py demo --members 20000 --posts 1000000
    DATABASE_URL=… python manage.py shell < benchmarks/home.py

Each row is a reader; each column a way to find the ids of their first page: the median of a few
runs on one warm connection, in milliseconds. Nothing is kept.
"""

import statistics
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Q

from accounts.models import User
from posts.models import Follow, Post
from posts.paging import PAGE_SIZE
from posts.timelines import home_page

RUNS = 9
READERS = {  # whom they follow: ranks of people, the busiest first
    "follows 3 busy": range(3),
    "follows 50 busy": range(50),
    "follows 500 busy": range(500),
    "follows 5,000": range(5_000),
    "follows 50 quiet": range(15_000, 15_050),
    "follows 500 quiet": range(15_000, 15_500),
}


def with_or(reader: User) -> object:
    followed = Follow.objects.filter(follower=reader).values("followed")
    posts = Post.objects.visible_to(reader)
    posts = posts.filter(Q(author=reader) | Q(author__in=followed))
    return list(posts.order_by("-pk").values_list("pk")[: PAGE_SIZE + 1])


def with_union(reader: User) -> object:
    followed = Follow.objects.filter(follower=reader).values("followed")
    authors = followed.union(User.objects.filter(pk=reader.pk).values("pk"), all=True)
    posts = Post.objects.visible_to(reader).filter(author__in=authors)
    return list(posts.order_by("-pk").values_list("pk")[: PAGE_SIZE + 1])


def milliseconds(ask: Callable[[User], object], reader: User) -> float:
    ask(reader)
    times: list[float] = []
    for _ in range(RUNS):
        started = time.perf_counter()
        ask(reader)
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def main() -> None:
    ways: dict[str, Callable[[User], object]] = {
        "OR": with_or,
        "IN (… UNION ALL me)": with_union,
        "home_page": home_page,
    }
    print(f"{connection.vendor:<20}" + "".join(f"{name:>22}" for name in ways))
    people = list(User.objects.order_by("pk"))
    with transaction.atomic():
        for name, ranks in READERS.items():
            reader = User.objects.create_user(name.replace(" ", "_").replace(",", ""), name)
            follows = (Follow(follower=reader, followed=people[rank]) for rank in ranks)
            Follow.objects.bulk_create(follows, batch_size=500)
            times = (milliseconds(ask, reader) for ask in ways.values())
            print(f"{name:<20}" + "".join(f"{ms:>22.2f}" for ms in times), flush=True)
        transaction.set_rollback(True)


main()
