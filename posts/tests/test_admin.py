import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Follow, Post
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db
POSTS, FOLLOWS = "/admin/posts/post/", "/admin/posts/follow/"


@pytest.fixture(autouse=True)
def staff(client: Client) -> User:
    user = UserFactory.create(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("path", [POSTS, FOLLOWS])
def test_a_list_neither_asks_per_row_nor_counts_them_all(client: Client, path: str) -> None:
    def fill() -> None:
        for post in PostFactory.create_batch(10):
            services.follow(follower=post.author, followed=UserFactory.create())

    fill()
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    fill()

    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(many) == len(few)
    counts = [query["sql"] for query in many if "COUNT(" in query["sql"]]
    assert counts
    assert all("LIMIT" in sql for sql in counts)


def test_posts_are_found_by_word_and_author(client: Client) -> None:
    PostFactory.create(author__username="Ada", body="of engines")
    PostFactory.create(author__username="grace", body="of compilers")

    for query in ("engine", "AD"):
        page = client.get(POSTS, {"q": query}).content.decode()
        assert "of engines" in page
        assert "of compilers" not in page


def test_posts_are_found_by_age(client: Client) -> None:
    with time_machine.travel("2026-01-01T12:00Z"):
        PostFactory.create(body="old news")
    PostFactory.create(body="fresh news")

    page = client.get(POSTS, {"published": "week"}).content.decode()

    assert "fresh news" in page
    assert "old news" not in page


def test_posts_are_read_only_and_cannot_be_made(client: Client) -> None:
    post = PostFactory.create(body="as it was")

    assert client.get(f"{POSTS}add/").status_code == 403
    assert client.post(f"{POSTS}{post.pk}/change/", {"body": "edited"}).status_code == 403
    assert "as it was" in client.get(f"{POSTS}{post.pk}/change/").content.decode()
    assert Post.objects.get().body == "as it was"


def test_posts_can_be_removed_one_by_one_and_together(client: Client) -> None:
    one, *others = PostFactory.create_batch(3)

    client.post(f"{POSTS}{one.pk}/delete/", {"post": "yes"})
    assert Post.objects.count() == 2

    chosen = {"action": "delete_selected", "_selected_action": [post.pk for post in others]}
    client.post(POSTS, chosen | {"post": "yes"})
    assert not Post.objects.exists()


def test_follows_can_be_removed(client: Client) -> None:
    ada, grace = UserFactory.create_batch(2)
    for follower, followed in ((ada, grace), (grace, ada)):
        services.follow(follower=follower, followed=followed)
    one, other = Follow.objects.all()

    client.post(f"{FOLLOWS}{one.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [other.pk]}
    client.post(FOLLOWS, chosen | {"post": "yes"})

    assert not Follow.objects.exists()
