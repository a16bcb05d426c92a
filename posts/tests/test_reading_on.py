"""Going on where one stopped: up to where home was read, and what is new there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Session, User
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Post, ReadMark
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

MARK = "You had read up to here"

pytestmark = pytest.mark.django_db


@pytest.fixture
def friend(member: User) -> User:
    """Somebody whom the member follows."""
    person = UserFactory.create()
    services.follow(follower=member, followed=person)
    return person


def home(client: Client, **query: int) -> str:
    return client.get("/", query).content.decode()


def say(author: User, times: int = 1) -> Post:
    """Publish now, not ahead of the clock as a factory does: a repost is made now too."""
    return [services.publish(author=author, body="Tea?") for _ in range(times)][-1]


def before_and_after_mark(page: str) -> tuple[str, str]:
    before, mark, after = page.partition(MARK)
    assert mark
    return before, after


def test_a_line_stands_between_what_is_new_and_what_was_read(
    client: Client, member: User, friend: User
) -> None:
    read = PostFactory.create(author=friend)
    assert MARK not in home(client)  # the first time
    assert MARK not in home(client)  # nothing is new
    new = PostFactory.create(author=friend)

    above, below = before_and_after_mark(home(client))

    assert f'id="post-{new.pk}"' in above
    assert f'id="post-{read.pk}"' in below
    assert MARK not in home(client)


def test_a_repost_is_where_it_was_reposted(client: Client, member: User, friend: User) -> None:
    old = say(UserFactory.create())
    read = say(friend)
    home(client)
    services.repost(old, by=friend)

    above, below = before_and_after_mark(home(client))

    assert f'id="post-{old.pk}"' in above
    assert f'id="post-{read.pk}"' in below
    assert MARK not in home(client)


def test_only_reading_the_first_page_moves_it_and_never_back(
    client: Client, member: User, friend: User
) -> None:
    posts = PostFactory.create_batch(PAGE_SIZE + 3, author=friend)
    newest = max(post.pk for post in posts)

    home(client, before=newest)
    client.head("/")
    client.get("/explore/")
    assert not ReadMark.objects.exists()

    home(client)
    assert ReadMark.objects.get().home == newest
    Post.objects.get(pk=newest).delete()
    home(client)
    assert ReadMark.objects.get().home == newest


def test_it_is_written_once_and_only_where_something_is_new(
    client: Client, member: User, friend: User
) -> None:
    for written in (1, 0):
        if written:
            PostFactory.create(author=friend)
        home(client)  # notes the visit
        if written:
            PostFactory.create(author=friend)
        with CaptureQueriesContext(connection) as queries:
            home(client)
        changes = [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
        assert sum("posts_readmark" in sql for sql in changes) == written
        assert len(changes) == written


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_the_furthest_stays() -> None:
    member = UserFactory.create()

    def read(up_to: int) -> None:
        services.read_home(member=member, up_to=up_to)
        connection.close()

    with ThreadPoolExecutor(4) as tabs:
        list(tabs.map(read, [5, 9, 2, 7, 1, 8, 3, 6]))

    assert ReadMark.objects.get().home == 9


def test_tells_how_much_is_new_at_home(client: Client, member: User, friend: User) -> None:
    first = say(friend)
    assert f'data-ask="/new/?after={first.pk}"' in home(client)

    def new() -> dict[str, object]:
        response = client.get("/new/", {"after": first.pk})
        assert response.headers["Cache-Control"].endswith("private")
        found: dict[str, object] = response.json()
        return found

    assert new() == {"text": ""}
    say(UserFactory.create())  # a stranger
    muted = UserFactory.create()
    services.follow(follower=member, followed=muted)
    services.mute(muter=member, muted=muted)
    say(muted)
    say(friend)
    assert new() == {"text": "1 new post"}
    services.follow_tag(member=member, tag="tea")
    services.publish(author=UserFactory.create(), body="#tea")
    assert new() == {"text": "2 new posts"}
    say(friend, PAGE_SIZE - 2)
    assert new() == {"text": "25 new posts"}
    say(friend, 3)
    assert new() == {"text": "25+ new posts"}


def test_a_post_that_several_repost_is_new_once(
    client: Client, member: User, friend: User
) -> None:
    other, post = UserFactory.create(), say(UserFactory.create())
    services.follow(follower=member, followed=other)
    for fan in (friend, other):
        services.repost(post, by=fan)

    assert client.get("/new/", {"after": post.pk}).json()["text"] == "1 new post"


def test_it_costs_the_same_for_much(
    client: Client, member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for author in UserFactory.create_batch(PAGE_SIZE + 5):
        services.follow(follower=member, followed=author)
        PostFactory.create_batch(2, author=author)
    client.get("/")

    session_and_user = 2
    authors_end_rows = 3
    end_and_rows_with_tags = 2
    with django_assert_num_queries(
        session_and_user + authors_end_rows + end_and_rows_with_tags
    ):
        assert client.get("/new/?after=0").json()["text"] == "25+ new posts"


def test_a_page_that_asks_by_itself_shows_nobody_there(client: Client, member: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False) as clock:
        home(client)
        was_there = timezone.now()
        clock.shift(3600)
        assert client.get("/new/", {"after": 0}).status_code == 200

    member.refresh_from_db()
    assert member.last_seen == Session.objects.get().used_at == was_there


def test_what_is_new_is_for_members_and_after_a_key(client: Client) -> None:
    assert client.get("/new/?after=1").status_code == 403
    client.force_login(UserFactory.create())
    assert client.get("/new/").json() == {"text": ""}
    assert client.get("/new/?after=x").status_code == 404
    assert client.post("/new/").status_code == 405


def test_the_older_pages_do_not_ask(client: Client, member: User) -> None:
    post = PostFactory.create(author=member, created_at=timezone.now() - timedelta(days=1))

    assert "data-ask" not in home(client, before=post.pk + 1)
