"""How the database goes about the pages: by its indexes, and sorting nothing for a page.

Asked of the database itself, with some thousand rows and what it knows of them.
"""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import activity, conversations, search, timelines
from posts.models import Follow, Like, Post, TagFollow, Tagging, findable_by
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

POSTS = 4_000
BODY = "It is a long text, so that reading all of them is no bargain. " * 5

Ask = Callable[[User, Post], object]

visitor = AnonymousUser()

PAGES: dict[str, Ask] = {
    "explore": lambda reader, post: Post.objects.listed_for(reader).page(),
    "explore, for visitors": lambda reader, post: Post.objects.listed_for(visitor).page(),
    "an older page": lambda reader, post: Post.objects.listed_for(reader).page(post.pk),
    "a hashtag": lambda reader, post: Post.objects.listed_for(reader).tag_page("tea"),
    "a member": lambda reader, post: Post.objects.visible_to(reader).by(post.author).page(),
    "followers": lambda reader, post: Follow.objects.followers_of(post.author, reader).page(),
    "following": lambda reader, post: Follow.objects.followed_by(reader, reader).page(),
    "likes": lambda reader, post: Like.objects.of(post, reader).page(),
}
# These put together what they read, and sort that.
MERGED: dict[str, Ask] = {
    "home": lambda reader, post: timelines.home_page(reader),
    "replies": lambda reader, post: conversations.around(post, reader),
    "replies, for visitors": lambda reader, post: conversations.around(post, visitor),
    "hidden replies": lambda reader, post: conversations.hidden_below(post, reader),
    "posts per day": lambda reader, post: activity.written_by(
        post.author, reader, follows=True
    ),
}


@pytest.fixture
def post(member: User) -> Post:
    """One with much around it: by somebody whom many follow, liked, and answered."""
    people = [member, *UserFactory.create_batch(60)]
    posts = Post.objects.bulk_create(
        PostFactory.build(author=people[number % len(people)], body=BODY)
        for number in range(POSTS)
    )
    middle = POSTS // 2
    one = posts[middle]
    Post.objects.bulk_create(
        PostFactory.build(author=other.author, body=BODY, reply_to=one) for other in posts[:500]
    )
    Tagging.objects.bulk_create(Tagging(post=post, tag="tea") for post in posts[::2])
    Tagging.objects.bulk_create(Tagging(post=post, tag="garden") for post in posts[::9])
    TagFollow.objects.bulk_create(
        TagFollow(member=person, tag=tag) for person in people for tag in ("tea", "garden")
    )
    Follow.objects.bulk_create(
        Follow(follower=follower, followed=followed)
        for follower in people
        for followed in people
        if follower != followed
    )
    Like.objects.bulk_create(
        Like(member=person, post=post) for person in people for post in posts[middle:][:20]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return one


def plans(ask: Ask, reader: User, post: Post) -> str:
    return explained(lambda: ask(reader, post))


def explained(ask: Callable[[], object]) -> str:
    """Return how the database goes about each of the queries of `ask`."""
    with CaptureQueriesContext(connection) as queries:
        ask()
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    lines = []
    with connection.cursor() as cursor:
        for query in queries.captured_queries:
            cursor.execute(f"{how} {query['sql']}")
            lines += [str(row[-1]) for row in cursor.fetchall()]
    assert lines
    return "\n".join(lines)


def test_no_page_reads_all_there_is(member: User, post: Post) -> None:
    table = "posts_(post|follow|like|tagging)"
    # Where Django gives it another name, that is a letter and a number.
    scan = re.compile(rf"Seq Scan on {table}\b|SCAN ({table}|[A-Z]\d+)\b(?! USING)")

    for page, ask in (PAGES | MERGED).items():
        how = plans(ask, member, post)
        assert not scan.search(how), f"{page}:\n{how}"


def test_no_listing_is_sorted(member: User, post: Post) -> None:
    # PostgreSQL may sort some dozens of people: that is cheaper than to seek each.
    sort = re.compile(r"USE TEMP B-TREE FOR ORDER BY|Sort Key: posts_(post|tagging)\b")

    for page, ask in PAGES.items():
        how = plans(ask, member, post)
        assert not sort.search(how), f"{page}:\n{how}"


def test_whether_replies_are_hidden_is_not_asked_of_each(member: User, post: Post) -> None:
    for page in ("replies", "hidden replies"):
        how = plans(MERGED[page], member, post)
        assert "posts_post_hidden_by_reply_to" in how, f"{page}:\n{how}"


@pytest.fixture
def crowd() -> None:
    """So many that to look at all of them is no bargain."""
    User.objects.bulk_create(
        UserFactory.build(display_name=f"Name {number} of somebody") for number in range(POSTS)
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # what is new waits beside such an index
            for column in ("folded_username", "folded_name"):
                index = f"accounts_user_{column}_trigrams"
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE")


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("start", ["name", "name 17 of", "nobody"])
def test_how_names_start_is_read_from_an_index_in_its_order(member: User, start: str) -> None:
    everyone = findable_by(member)

    how = explained(lambda: search.starting(everyone, start, search.MAX_NAMES))

    assert "accounts_user_by_username" in how
    assert "accounts_user_by_name" in how
    assert not re.search(r"Seq Scan on accounts_user|SCAN accounts_user|ORDER BY|Sort Key", how)


@pytest.mark.usefixtures("crowd")
def test_who_is_found_first_is_enough_where_there_are_many(member: User) -> None:
    how = explained(lambda: search.people(search.parse("name", member), member))
    assert not re.search(r"Seq Scan on accounts_user|SCAN accounts_user", how)


@pytest.mark.usefixtures("crowd")
def test_what_is_inside_names_is_looked_for_in_an_index(member: User) -> None:
    """All of it on SQLite, which has none of their parts, but not in the rows themselves."""
    how = explained(lambda: search.people(search.parse("whoever", member), member))

    if connection.vendor == "postgresql":
        assert "accounts_user_folded_username_trigrams" in how
        assert "accounts_user_folded_name_trigrams" in how
    else:
        assert "SCAN accounts_user USING INDEX accounts_user_by_username" in how
