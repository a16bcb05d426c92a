"""The hashtags that people use now."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from accounts.services import deactivate
from accounts.tests.factories import UserFactory
from posts import services
from posts.kept import kept
from posts.models import Audience
from posts.trends import Trend, trends

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]

PATHS = ["/explore/", "/search/"]


def say(tag: str, *authors: User, audience: Audience = Audience.EVERYONE) -> None:
    for author in authors:
        services.publish(author=author, body=f"#{tag}", audience=audience)


@pytest.mark.parametrize("path", PATHS)
def test_shows_how_many_people_used_a_hashtag(client: Client, path: str) -> None:
    people = UserFactory.create_batch(3)
    say("Straße", *people)
    say("tea", *people[:2])

    page = client.get(path).content.decode()

    assert '<a href="/tags/strasse/" rel="tag"><bdi>#strasse</bdi></a>' in page
    assert page.index("3 people") < page.index("2 people")


@pytest.mark.parametrize("path", PATHS)
def test_shows_nothing_where_there_is_nothing(client: Client, path: str) -> None:
    say("alone", UserFactory.create())

    assert "What people talk about" not in client.get(path).content.decode()


def test_counts_people_then_uses_and_no_single_voice() -> None:
    one, two, three = UserFactory.create_batch(3)
    say("loud", *[one] * 9)
    say("pair", one, two, two)
    say("also", one, two)
    say("even", two, one)
    say("most", one, two, three)

    assert trends() == [
        Trend("most", 3),
        Trend("pair", 2),
        Trend("also", 2),
        Trend("even", 2),
    ]


def test_counts_what_everyone_may_see_and_find_and_of_late() -> None:
    one, two, hiding, gone = UserFactory.create_batch(4)
    User.objects.filter(pk=hiding.pk).update(hides_from_search=True)
    say("members", one, two, audience=Audience.MEMBERS)
    say("fans", one, two, audience=Audience.FOLLOWERS)
    say("found", one, two, hiding, gone)
    say("hidden", one, hiding)
    deactivate(gone)
    with time_machine.travel(timezone.now() - timedelta(days=3, minutes=1)):
        say("old", one, two)

    assert trends() == [Trend("found", 2)]


def test_of_very_many_only_the_newest_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posts.trends.SAMPLE", 3)
    people = UserFactory.create_batch(2)
    for second, tag in enumerate(["first", "second"]):
        with time_machine.travel(timezone.now() + timedelta(seconds=second), tick=True):
            say(tag, *people)

    assert trends() == [Trend("second", 2)]


def test_is_counted_once_in_some_minutes(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = UserFactory.create_batch(2)
    say("tea", *people)
    client.get("/search/")
    say("later", *people)

    with django_assert_num_queries(0):
        assert "#later" not in client.get("/search/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=True):
        assert "#later" in client.get("/search/").content.decode()


def test_without_a_cache_it_is_counted_all_the_same(client: Client, settings: Settings) -> None:
    say("tea", *UserFactory.create_batch(2))
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }

    for path in PATHS:
        assert "2 people" in client.get(path).content.decode()


@pytest.fixture
def key() -> Iterator[str]:
    yield "posts.tests.kept"
    cache.delete_many(["posts.tests.kept", "posts.tests.kept/"])


def test_while_one_finds_anew_the_others_get_what_was_found_last(key: str) -> None:
    kept(key, lambda: "old", seconds=0)
    asked, go_on = Event(), Event()

    def slowly() -> str:
        asked.set()
        go_on.wait(10)
        return "new"

    finder = Thread(target=kept, args=(key, slowly), kwargs={"seconds": 0})
    finder.start()
    assert asked.wait(10)
    assert kept(key, lambda: "too many", seconds=0) == "old"
    go_on.set()
    finder.join()
    assert kept(key, lambda: "too many", seconds=60) == "new"


def test_what_fails_is_not_kept_and_not_tried_twice(key: str) -> None:
    tries = []

    def find() -> str:
        tries.append(1)
        raise LookupError

    with pytest.raises(LookupError):
        kept(key, find, seconds=60)

    assert len(tries) == 1
    assert kept(key, lambda: "found", seconds=60) == "found"
