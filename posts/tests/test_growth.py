"""What the admin's front page shows of how the site does."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import growth, services
from posts.models import Audience, Post
from posts.tests.factories import PostFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel("2026-11-05T12:00Z", tick=False):
        yield


@pytest.fixture
def staff(client: Client) -> User:
    user = UserFactory.create(
        is_staff=True, is_superuser=True, date_joined=LONG_AGO, time_zone="UTC"
    )
    client.force_login(user)
    return user


@pytest.fixture
def ada() -> User:
    return UserFactory.create(date_joined=datetime(2026, 11, 1, 8, tzinfo=UTC))


def charts(client: Client) -> dict[str, str]:
    """Return what each picture says, by its name."""
    page = client.get("/admin/").content.decode()
    found = re.findall(r"<figcaption><strong>(.*?)</strong> (.*?)</figcaption>", page)
    return dict(found)


def post_at(author: User, day: int, hour: int = 12, **fields: object) -> Post:
    at = datetime(2026, 11, day, hour, tzinfo=UTC)
    return PostFactory.create(author=author, created_at=at, **fields)


def test_says_who_joined_what_was_written_and_by_how_many(
    client: Client, staff: User, ada: User
) -> None:
    grace = UserFactory.create(date_joined=LONG_AGO)
    for day, author in ((1, ada), (2, ada), (2, ada), (2, grace)):
        post_at(author, day)
    services.repost(post_at(grace, 3, audience=Audience.MEMBERS), by=ada)
    PostFactory.create(author=grace, created_at=datetime(2026, 10, 6, 23, 59, tzinfo=UTC))

    assert charts(client) == {
        "Members who joined": "1 since 7 Oct 2026. Most on 1 Nov 2026: 1.",
        "Posts": "5 since 7 Oct 2026. Most on 2 Nov 2026: 3.",
        "Members who posted": "2 since 7 Oct 2026. Most on 2 Nov 2026: 2.",
    }
    page = client.get("/admin/").content.decode()
    assert page.count("<title>2 Nov 2026: 3</title>") == 1
    assert page.count('<rect class="bar"') == 1 + 3 + 3


def test_a_quiet_site_says_so(client: Client, staff: User) -> None:
    assert set(charts(client).values()) == {"0 since 7 Oct 2026."}


def test_days_begin_where_the_reader_is(client: Client, staff: User, ada: User) -> None:
    post_at(ada, 2, hour=23)

    User.objects.filter(pk=staff.pk).update(time_zone="Asia/Kolkata")

    assert "Most on 3 Nov" in charts(client)["Posts"]
    User.objects.filter(pk=staff.pk).update(time_zone="UTC")
    assert "Most on 2 Nov" in charts(client)["Posts"]


@pytest.mark.parametrize(
    ("permissions", "shown"),
    [
        ([], set()),
        (["view_follow"], set()),
        (["view_user"], {"Members who joined"}),
        (["view_post"], {"Posts", "Members who posted"}),
    ],
)
def test_tells_staff_of_what_they_may_view(
    client: Client, ada: User, permissions: list[str], shown: set[str]
) -> None:
    helper = UserFactory.create(is_staff=True)
    helper.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(helper)

    with CaptureQueriesContext(connection) as queries:
        assert set(charts(client)) == shown

    # What is not shown is not counted either.
    counts = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert any("posts_post" in sql for sql in counts) == ("Posts" in shown)
    assert any("date_joined" in sql for sql in counts) == ("Members who joined" in shown)
    page = client.get("/admin/").content.decode()
    assert ('class="module growth"' in page) == bool(shown)


def test_is_kept_for_some_minutes(client: Client, staff: User, ada: User) -> None:
    charts(client)
    post_at(ada, 2)

    with CaptureQueriesContext(connection) as queries:
        assert charts(client)["Posts"].startswith("0 since")
    assert not [query for query in queries if "COUNT(" in query["sql"]]

    with time_machine.travel("2026-11-05T12:06Z", tick=False):
        assert charts(client)["Posts"].startswith("1 since")


def test_days_that_are_not_counted_wholly_are_left_out(
    client: Client, staff: User, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (1, 2, 2, 3, 4):
        post_at(ada, day)
    monkeypatch.setattr(growth, "MOST", 3)

    assert charts(client)["Posts"] == "2 since 3 Nov 2026. Most on 4 Nov 2026: 1."


def test_a_day_with_more_than_is_counted_leaves_no_picture_of_posts(
    client: Client, staff: User, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        post_at(ada, 5, hour=8)
    monkeypatch.setattr(growth, "MOST", 1)

    assert set(charts(client)) == {"Members who joined"}


def test_has_no_style_of_its_own(client: Client, staff: User, ada: User) -> None:
    post_at(ada, 2)

    response = client.get("/admin/")

    page = response.content.decode()
    assert 'href="/static/css/admin-growth.css"' in page
    assert (
        "style=" not in page[page.index('class="module growth"') : page.index("app-accounts")]
    )
    assert "style-src 'self'" in response.headers["Content-Security-Policy"]
    assert "Recent actions" in page  # Django's own is all there
