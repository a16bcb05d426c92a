"""What a member's page shows of how much they wrote, day by day."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import activity, services
from posts.activity import WEEKS
from posts.models import Audience, Follow, Mention, Post, Viewer
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

NOW = "2026-11-05T12:00Z"  # a Thursday
ZONES = ["UTC", "Europe/Madrid", "America/Havana", "Asia/Kolkata", "Pacific/Auckland"]


def post_at(author: User, moment: str, **fields: object) -> Post:
    return PostFactory.create(
        author=author, created_at=datetime.fromisoformat(moment).replace(tzinfo=UTC), **fields
    )


def caption(client: Client, path: str = "/@ada/") -> str:
    """Return what the picture says; empty if there is none."""
    page = client.get(path).content.decode()
    found = re.search(r'class="activity">.*<figcaption[^>]*>(.*)</figcaption>', page, re.S)
    return found[1] if found else ""


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_says_how_many_and_on_which_day_most(client: Client, ada: User) -> None:
    for moment in ("2026-11-04T08:00", "2026-11-04T09:00", "2026-06-01T09:00"):
        post_at(ada, moment)
    post_at(ada, "2026-05-02T09:00")  # a day before the first week

    assert caption(client) == "3 posts since 10 May 2026. Most on 4 Nov 2026: 2."
    page = client.get("/@ada/").content.decode()
    assert page.count("<title>4 Nov 2026: 2</title>") == 1
    assert page.count('class="shade-4"') == 1
    assert page.count('class="shade-2"') == 1
    assert page.count('class="shade-0"') == WEEKS * 7 - 2 - 2  # Friday and Saturday are to come


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_weeks_begin_as_where_the_language_is_spoken(client: Client, ada: User) -> None:
    post_at(ada, "2026-11-04T08:00")

    spanish = client.get("/@ada/", headers={"accept-language": "es"}).content.decode()

    assert "1 publicación desde el 11 may 2026." in spanish  # a Monday
    assert "1 post since 10 May 2026." in caption(client)  # a Sunday


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_days_begin_where_the_reader_is(client: Client, member: User, ada: User) -> None:
    post_at(ada, "2026-11-04T23:30")

    assert "Most on 4 Nov" in caption(client)
    User.objects.filter(pk=member.pk).update(time_zone="Europe/Madrid")
    assert "Most on 5 Nov" in caption(client)


@pytest.mark.django_db
def test_who_wrote_nothing_of_late_has_none(client: Client, ada: User) -> None:
    services.repost(PostFactory.create(), by=ada)
    post_at(ada, "2020-01-01T12:00")

    assert caption(client) == ""


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_an_older_page_has_none(client: Client, ada: User) -> None:
    posts = [post_at(ada, f"2026-11-01T12:{n:02}") for n in range(PAGE_SIZE + 1)]

    assert caption(client) != ""
    assert caption(client, f"/@ada/?before={posts[-1].pk}") == ""


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_tells_each_of_what_they_may_see(client: Client, ada: User) -> None:
    for audience in Audience:
        post_at(ada, "2026-11-04T08:00", audience=audience)
    follower, stranger = UserFactory.create_batch(2)
    services.follow(follower=follower, followed=ada)

    for viewer, number in ((None, 1), (stranger, 2), (follower, 3), (ada, 3)):
        if viewer:
            client.force_login(viewer)
        assert caption(client).startswith(f"{number} post")


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_who_only_others_read_has_none_for_the_viewer(client: Client, ada: User) -> None:
    post_at(ada, "2026-11-04T08:00", audience=Audience.FOLLOWERS)

    assert caption(client) == ""


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_days_that_are_not_looked_at_wholly_are_left_out(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("10-01", "11-02", "11-02", "11-03", "11-04"):
        post_at(ada, f"2026-{day}T08:00")

    monkeypatch.setattr(activity, "MOST", 3)
    assert caption(client) == "2 posts since 3 Nov 2026. Most on 4 Nov 2026: 1."
    # Nor is there a name of a month of which nothing is drawn.
    assert ">Oct</text>" not in client.get("/@ada/").content.decode()
    monkeypatch.setattr(activity, "MOST", 5)
    assert caption(client).startswith("5 posts since 10 May")
    assert ">Oct</text>" in client.get("/@ada/").content.decode()


@dataclass(frozen=True)
class Row:
    """A post or repost of a small world: how long ago, for whom, and whom it mentions."""

    minutes_ago: int
    audience: Audience
    reposts: bool
    mentions_viewer: bool


rows = st.builds(
    Row,
    minutes_ago=st.integers(0, 3 * 24 * 60) | st.integers(-60, 27 * 7 * 24 * 60),
    audience=st.sampled_from(list(Audience)),
    reposts=st.booleans(),
    mentions_viewer=st.booleans(),
)


class EachDayHasWhatTheRulesSay(TestCase):
    @settings(max_examples=100, deadline=None)
    @given(
        said=st.lists(rows, max_size=12),
        now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
        zone=st.sampled_from(ZONES),
        language=st.sampled_from(["en", "es"]),
        viewer=st.sampled_from(["visitor", "stranger", "follower", "author"]),
        most=st.integers(1, 14),
    )
    def test_in_every_world(
        self, said: list[Row], now: datetime, zone: str, language: str, viewer: str, most: int
    ) -> None:
        author, other = UserFactory.create_batch(2)
        if viewer == "follower":
            Follow.objects.create(follower=other, followed=author)
        readers: dict[str, Viewer] = {"visitor": AnonymousUser(), "author": author}
        moments = _bring_about(said, now, author, other)

        with (
            time_machine.travel(now, tick=False),
            timezone.override(ZoneInfo(zone)),
            translation.override(language),
            patch("posts.activity.MOST", most),
        ):
            found = activity.written_by(
                author, readers.get(viewer, other), follows=viewer == "follower"
            )

        today = now.astimezone(ZoneInfo(zone)).date()
        weekday = today.weekday() if language == "es" else today.isoweekday() % 7
        first = today - timedelta(days=weekday, weeks=WEEKS - 1)
        days = [(moment.astimezone(ZoneInfo(zone)).date(), row) for moment, row in moments]
        days = [(day, row) for day, row in days if first <= day <= today]
        if len(days) > most:  # the newest first
            first = days[most][0] + timedelta(days=1)
        expected = Counter(day for day, row in days if day >= first and _counts(row, viewer))
        told: dict[date, int] = dict(found or ())
        assert +Counter(told) == expected
        assert not found or list(told) == [
            first + timedelta(days=number) for number in range((today - first).days + 1)
        ]


def _counts(row: Row, viewer: str) -> bool:
    if row.reposts:
        return False
    told = {"visitor": [Audience.EVERYONE], "stranger": [Audience.EVERYONE, Audience.MEMBERS]}
    return row.audience in told.get(viewer, list(Audience))


def _bring_about(
    said: list[Row], now: datetime, author: User, other: User
) -> list[tuple[datetime, Row]]:
    """Make the rows; return when each was made, the newest first."""
    made: list[tuple[int, datetime, Row]] = []
    for row in said:
        at = now - timedelta(minutes=row.minutes_ago)
        fields = {"body": "", "repost_of": PostFactory.create()} if row.reposts else {}
        post = PostFactory.create(author=author, created_at=at, audience=row.audience, **fields)
        if row.mentions_viewer:
            Mention.objects.create(post=post, member=other, name="x")
        made.append((post.pk, at, row))
    return [(at, row) for _, at, row in sorted(made, key=lambda one: one[0], reverse=True)]
