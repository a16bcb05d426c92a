"""Home against the query that anyone would write first, over random small worlds."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import paging, timelines
from posts.models import Follow, Post
from posts.tests.factories import PostFactory

PEOPLE = 6
people = st.integers(0, PEOPLE - 1)
START = datetime(2026, 1, 1, tzinfo=UTC)


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
        authors=st.lists(people, max_size=15),
        hidden=st.sets(st.integers(1, PEOPLE - 1), max_size=2),
    )
    def test_page_by_page(
        self, follows: set[tuple[int, int]], authors: list[int], hidden: set[int]
    ) -> None:
        world = [UserFactory.create() for _ in range(PEOPLE)]
        for follower, followed in follows:
            Follow.objects.create(follower=world[follower], followed=world[followed])
        for minute, author in enumerate(authors):
            at = START + timedelta(minutes=minute)
            PostFactory.create(author=world[author], created_at=at)
        User.objects.filter(pk__in=[world[i].pk for i in hidden]).update(is_active=False)
        reader = world[0]

        found: list[Post] = []
        before = None
        while True:
            page = timelines.home_page(reader, before)
            found += page.rows
            if (before := page.before) is None:
                break

        followed_ids = Follow.objects.filter(follower=reader).values("followed")
        naive = Post.objects.filter(Q(author=reader) | Q(author__in=followed_ids))
        assert found == list(naive.filter(author__is_active=True).order_by("-pk"))
