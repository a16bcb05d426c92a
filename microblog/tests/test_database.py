from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts.models import Post
from posts.tests.factories import PostFactory


@pytest.mark.django_db(transaction=True)
def test_transactions_that_read_before_they_write_wait_for_each_other() -> None:
    """On SQLite they fail at once if the write lock is not taken at their start."""
    authors = UserFactory.create_batch(4)
    barrier = Barrier(4)

    def read_and_write(author: User) -> None:
        barrier.wait()
        for number in range(25):
            with transaction.atomic():
                Post.objects.by(author).count()
                PostFactory.create(author=author, body=f"{author} {number}")
        connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(read_and_write, authors))

    assert Post.objects.count() == 100


@pytest.fixture
def no_writes(member: User) -> Iterator[None]:
    def refuse(execute: object, sql: str, *args: object) -> object:
        if sql.startswith("UPDATE"):
            raise DatabaseError("the disk is full")
        return execute(sql, *args)  # type: ignore[operator]  # Django's own

    with connection.execute_wrapper(refuse):
        yield


def test_a_visit_that_cannot_be_noted_costs_nobody_a_page(
    client: Client, no_writes: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/explore/").status_code == 200
    assert "could not note a visit" in caplog.text
