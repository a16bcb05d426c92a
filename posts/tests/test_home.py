import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_shows_own_and_followed_posts_newest_first(client: Client, member: User) -> None:
    followed, stranger = UserFactory.create_batch(2)
    services.follow(follower=member, followed=followed)
    for fan in (followed, stranger):  # a join would repeat `own`
        services.follow(follower=fan, followed=member)
    own = PostFactory.create(author=member)
    theirs = PostFactory.create(author=followed)
    PostFactory.create(author=stranger)

    response = client.get("/")

    assert response.context["page"].rows == [theirs, own]


def test_leafing_shows_each_post_once_while_others_post_and_delete(
    client: Client, member: User
) -> None:
    posts = PostFactory.create_batch(2 * PAGE_SIZE + 1, author=member)
    posts.sort(key=lambda post: -post.pk)
    keys = [post.pk for post in posts]

    first = client.get("/")
    assert f'rel="next" href="?before={keys[PAGE_SIZE - 1]}"' in first.content.decode()
    PostFactory.create(author=member)  # must push nothing onto the next page
    posts[3].delete()  # must pull nothing off it
    second = client.get("/", {"before": first.context["page"].before})
    third = client.get("/", {"before": second.context["page"].before})

    pages = [response.context["page"].rows for response in (first, second, third)]
    assert [post.pk for page in pages for post in page] == keys
    assert 'rel="next"' not in third.content.decode()


def test_an_author_who_is_hidden_is_not_there(client: Client, member: User) -> None:
    author = UserFactory.create()
    services.follow(follower=member, followed=author)
    PostFactory.create(author=author)
    User.objects.filter(pk=author.pk).update(is_active=False)

    assert not client.get("/").context["page"].rows
    assert not client.get("/explore/").context["page"].rows


def test_says_what_to_do_when_empty(client: Client, member: User) -> None:
    assert "Your timeline starts here" in client.get("/").content.decode()


def test_visitors_see_a_welcome_and_everyones_posts(client: Client) -> None:
    post = PostFactory.create()

    response = client.get("/")

    assert response.context["page"].rows == [post]
    assert 'href="/register/"' in response.content.decode()


@pytest.mark.parametrize(
    "before", ["", "x", "-1", "1.5", "٣", "1e9", "9" * 40, "1 OR 1=1", "\0", "²"]
)
@pytest.mark.parametrize("path", ["/", "/explore/", "/@ada/", "/@ada/followers/"])
def test_a_page_that_cannot_be_is_not_found(client: Client, path: str, before: str) -> None:
    UserFactory.create(username="ada")

    assert client.get(path, {"before": before}).status_code == 404


def test_the_greatest_key_is_a_page_like_any_other(client: Client, member: User) -> None:
    post = PostFactory.create(author=member)

    for before in (2**63 - 1, 9_999_999_999_999_999_999):
        assert client.get("/", {"before": before}).context["page"].rows == [post]
        assert client.get("/tags/tea/", {"before": before}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/explore/"])
def test_asks_the_database_no_more_for_a_full_page(
    client: Client,
    member: User,
    path: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for author in UserFactory.create_batch(PAGE_SIZE + 5):
        services.follow(follower=member, followed=author)
        PostFactory.create_batch(2, author=author)
    client.get(path)  # notes the visit

    session_user_and_bell = 3
    authors_bound_rows, bound_and_rows_of_tags = (3, 2) if path == "/" else (0, 0)
    posts_mentions_pictures = 3
    language_of_the_form = 1 if path == "/" else 0
    read_before, whom_to_follow = (1, 0) if path == "/" else (0, 3)
    with django_assert_num_queries(
        session_user_and_bell
        + authors_bound_rows
        + bound_and_rows_of_tags
        + posts_mentions_pictures
        + language_of_the_form
        + read_before
        + whom_to_follow
    ):
        response = client.get(path)
    assert len(response.context["page"].rows) == PAGE_SIZE


def test_a_visitor_costs_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PostFactory.create_batch(PAGE_SIZE + 5)

    with django_assert_num_queries(3):  # of posts, whom they mention, their pictures
        client.get("/")
