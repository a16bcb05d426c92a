import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings


def test_the_process_is_up_whatever_else_is_down(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_the_process_is_up_for_members_too(client: Client) -> None:
    """That the database cannot be asked who they are is no reason to say no."""
    client.cookies["sessionid"] = "a" * 32

    def refuse(*args: object) -> object:
        raise OperationalError("the database is gone")

    with connection.execute_wrapper(refuse):
        assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_when_database_and_cache_answer(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert client.get("/readyz").status_code == 200


def test_not_ready_without_a_database(client: Client) -> None:
    """No `db` fixture here: any query is refused."""
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.content == b"database does not answer\n"


@pytest.mark.django_db
def test_not_ready_without_a_cache(client: Client, settings: Settings) -> None:
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1"}}

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.content == b"cache does not answer\n"
