"""What a post said before."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import history, services
from posts.history import Fate
from posts.models import Audience, Post, Revision
from posts.paging import PAGE_SIZE
from posts.tests.helpers import revise

pytestmark = pytest.mark.django_db

WORDS = st.lists(st.sampled_from(["a", "b", " ", "\n", ",", "茶", "👩‍👧", "é"])).map("".join)


@pytest.fixture
def post(member: User) -> Post:
    return services.publish(author=member, body="Tea at four", warning="Tea", language="en")


def history_of(post: Post) -> str:
    return f"{post.get_absolute_url()}history/"


def test_the_history_tells_what_changed(client: Client, member: User) -> None:
    post = services.publish(author=member, body="Tea at four <today>", language="en")
    revise(post, "Tea at five <today>", language="")
    revise(post, "Tea at five <today>, or six")

    page = client.get(history_of(post)).content.decode()

    third, second, first = page.split("<li>")[1:]
    assert "Tea at five &lt;today&gt;<ins>, or six</ins></p>" in third
    assert "· latest" in third
    assert "Tea at<del> four</del><ins> five</ins> &lt;today&gt;</p>" in second
    assert '<p class="post-body" dir="auto" lang="en">Tea at four &lt;today&gt;</p>' in first
    assert "Written <time" in first


def test_the_history_tells_when_the_warning_changed(client: Client, member: User) -> None:
    post = services.publish(author=member, body="Tea at four")
    revise(post, "Tea at four", warning="<Tea>")
    revise(post, "Tea at four", warning="")

    page = client.get(history_of(post)).content.decode()

    third, second, first = page.split("<li>")[1:]
    assert "The content warning was taken away." in third
    assert 'New content warning: <span dir="auto">&lt;Tea&gt;</span>' in second
    assert "ontent warning" not in first


@pytest.mark.parametrize("before", ["0", "9" * 19, str(2**63 - 1)])
@pytest.mark.parametrize("edits", [0, 1])
def test_a_page_of_the_history_beyond_its_end_is_empty(
    client: Client, post: Post, before: str, edits: int
) -> None:
    for number in range(edits):
        revise(post, f"Tea at {number}")

    response = client.get(history_of(post), {"before": before})

    assert response.status_code == 200
    assert len(response.context["page"].rows) == (edits if before != "0" else 0)


def test_no_version_comes_before_its_warning(client: Client, post: Post) -> None:
    revise(post, "Tea at five", warning="")
    revise(post, "Tea at six", warning="Spoilers")

    page = client.get(history_of(post)).content.decode()

    assert [item.count('<details class="post-warned">') for item in page.split("<li>")[1:]] == [
        1,
        1,  # its own words need none, but those that it replaced do
        1,
    ]
    assert "Tea at" not in page.partition("</head>")[0]


def test_the_history_is_for_those_who_may_see_the_post(client: Client, post: Post) -> None:
    revise(post, "Tea at five")
    reader = UserFactory.create()
    client.logout()
    assert client.get(history_of(post)).status_code == 200

    Post.objects.update(audience=Audience.MEMBERS)
    assert client.get(history_of(post)).status_code == 404
    client.force_login(reader)
    assert client.get(history_of(post)).status_code == 200

    Post.objects.update(audience=Audience.FOLLOWERS)
    assert client.get(history_of(post)).status_code == 404
    services.follow(follower=reader, followed=post.author)
    assert client.get(history_of(post)).status_code == 200

    services.block(blocker=post.author, blocked=reader)
    assert client.get(history_of(post)).status_code == 404
    client.logout()
    Post.objects.update(audience=Audience.EVERYONE)
    User.objects.filter(pk=post.author.pk).update(is_active=False)
    assert client.get(history_of(post)).status_code == 404


@pytest.mark.parametrize("edits", [1, PAGE_SIZE + 2])
def test_a_history_costs_the_same_however_long(
    client: Client, post: Post, edits: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(edits):
        revise(post, f"Tea at {number}")
    client.get("/explore/")  # notes the visit

    session_user_and_bell, post_mentions_pictures, revisions = 3, 3, 1
    with django_assert_num_queries(session_user_and_bell + post_mentions_pictures + revisions):
        client.get(history_of(post))


def test_leafing_a_history_shows_each_version_once(client: Client, post: Post) -> None:
    for number in range(PAGE_SIZE + 3):
        revise(post, f"Tea at {number}")

    first = client.get(history_of(post)).context["page"]
    second = client.get(history_of(post), {"before": first.before}).context["page"]

    assert len(first.rows) == PAGE_SIZE + 1
    versions = [*first.rows, *second.rows]
    added = [part.text for one in versions for part in one.parts if part.fate == Fate.ADDED]
    assert added == [f" {number}" for number in reversed(range(PAGE_SIZE + 3))]
    assert [version.is_first for version in versions] == [False] * (PAGE_SIZE + 3) + [True]
    assert second.before is None


def test_the_history_is_no_page_for_search_engines(client: Client, post: Post) -> None:
    assert 'name="robots" content="noindex"' in client.get(history_of(post)).content.decode()


def test_a_deleted_post_takes_its_history_along(post: Post) -> None:
    revise(post, "Tea at five")

    services.delete(post, by=post.author)

    assert not Revision.objects.exists()


def test_staff_read_what_a_post_said(client: Client, post: Post) -> None:
    revise(post, "Tea at five")
    revise(post, "Tea at six <3")
    revise(post, "Tea at seven")
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))

    page = client.get(f"/admin/posts/post/{post.pk}/change/").content.decode()

    assert page.index("Tea at six &lt;3") < page.index("Tea at five") < page.index("at four")


@given(WORDS, WORDS)
def test_changes_are_of_both_texts(before: str, after: str) -> None:
    before, after = before.strip(), after.strip()
    parts = list(history.changes(before, after))

    assert "".join(part.text for part in parts if part.fate != Fate.ADDED) == before
    assert "".join(part.text for part in parts if part.fate != Fate.REMOVED) == after


def test_much_that_is_different_is_not_compared() -> None:
    before, after = "a b " * 2_000 + "c", "b a " * 2_000 + "d"

    fates = [part.fate for part in history.changes(before, after)]

    assert fates == [Fate.REMOVED, Fate.ADDED]
