"""Home against the query that anyone would write first, over random small worlds."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import paging, timelines
from posts.models import Follow, Post, TagFollow, Tagging
from posts.tests.factories import PostFactory

PEOPLE = 6
people = st.integers(0, PEOPLE - 1)
shown = st.none() | st.integers(0, 9)
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """Who said something, of tea or not; or which post before it they reposted."""

    author: int
    of_tea: bool
    shown: int | None


@pytest.fixture(autouse=True, scope="class")
def small_pages() -> object:
    """Few posts then fill many pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "PAGE_SIZE", 2)
        patch.setattr(timelines, "PAGE_SIZE", 2)
        yield


class HomeIsTheNaiveQuery(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(
        follows=st.sets(st.tuples(people, people).filter(lambda pair: pair[0] != pair[1])),
        rows=st.lists(st.builds(Row, people, st.booleans(), shown), max_size=15),
        hidden=st.sets(st.integers(1, PEOPLE - 1), max_size=2),
    )
    def test_page_by_page(
        self,
        follows: set[tuple[int, int]],
        rows: list[Row],
        hidden: set[int],
    ) -> None:
        world = [UserFactory.create() for _ in range(PEOPLE)]
        for follower, followed in follows:
            Follow.objects.create(follower=world[follower], followed=world[followed])
        _say(world, rows)
        User.objects.filter(pk__in=[world[i].pk for i in hidden]).update(is_active=False)
        reader = world[0]
        TagFollow.objects.create(member=reader, tag="tea")

        found: list[list[Post]] = []
        before = None
        while True:
            page = timelines.home_page(reader, before)
            found.append(list(page.rows))
            if (before := page.before) is None:
                break

        assert found == _naive_pages(reader)


def _say(world: list[User], rows: list[Row]) -> None:
    """Store a post for each row, or a repost if there is what it shows, and only one of it."""
    said: list[Post] = []
    for minute, row in enumerate(rows):
        at, author = START + timedelta(minutes=minute), world[row.author]
        shown = said[row.shown] if row.shown is not None and row.shown < len(said) else None
        if shown is None:
            said.append(PostFactory.create(author=author, created_at=at))
            if row.of_tea:
                Tagging.objects.create(tag="tea", post=said[-1])
        elif not Post.objects.reposts_of(shown).by(author).exists():
            PostFactory.create(author=author, created_at=at, body="", repost_of=shown)


def _naive_pages(reader: User) -> list[list[Post]]:
    followed = Follow.objects.filter(follower=reader).values("followed")
    of_tea = Tagging.objects.filter(tag="tea").values("post")
    naive = Post.objects.filter(Q(author=reader) | Q(author__in=followed) | Q(pk__in=of_tea))
    rows = [
        row.repost_of or row
        for row in naive.order_by("-pk")
        if row.author.is_active and (row.repost_of is None or row.repost_of.author.is_active)
    ]
    size = paging.PAGE_SIZE
    pages = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [list(dict.fromkeys(page)) for page in pages] or [[]]
