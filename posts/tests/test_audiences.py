"""Posts for some only: not found by others, at every door."""

import pytest
from django.db import IntegrityError
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Audience, Post
from posts.services import publish
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

CAKE = "the cake is in the shed"


def doors(post: Post) -> list[str]:
    """Return where readers find it: at home first, if they follow its author."""
    page = post.get_absolute_url()
    lists = ["/", "/explore/", "/@ada/", "/tags/cake/", "/search/?q=cake"]
    return [*lists, page, f"{page}history/"]


def public_doors(post: Post) -> list[str]:
    """Return where it is for everyone or not at all, whoever asks."""
    url = f"http://testserver{post.get_absolute_url()}"
    return ["/@ada/feed.atom", "/tags/cake/feed.atom", f"/oembed/?url={url}"]


def assert_not_public(client: Client, post: Post) -> None:
    for door in public_doors(post):
        assert CAKE not in client.get(door).content.decode(), door
    day = f"{post.created_at:%Y-%m-%d}"
    assert str(post.pk) not in client.get(f"/sitemap-posts-{day}.xml").content.decode()


def where_found(client: Client, post: Post) -> list[str]:
    return [door for door in doors(post) if CAKE in client.get(door).content.decode()]


def test_is_for_everyone_unless_said_otherwise(client: Client, member: User) -> None:
    client.post("/posts/", {"body": "hello"})

    assert Post.objects.get().audience == Audience.EVERYONE


@pytest.mark.parametrize("audience", ["members", "followers"])
def test_a_member_chooses_and_the_card_says_so(
    client: Client, member: User, audience: str
) -> None:
    client.post("/posts/", {"body": "hello", "audience": audience})

    assert Post.objects.get().audience == audience
    card = client.get("/").content.decode()
    assert f'<span class="badge">{audience.capitalize()}</span>' in card


def test_an_audience_that_is_none_is_refused_at_the_field(client: Client, member: User) -> None:
    response = client.post("/posts/", {"body": "hello", "audience": "friends"})

    assert response.status_code == 422
    assert "friends is not one of the available choices" in response.content.decode()
    assert not Post.objects.exists()


def test_what_is_for_members_is_not_there_for_visitors(client: Client, ada: User) -> None:
    post = publish(author=ada, body=f"{CAKE} #cake", audience=Audience.MEMBERS)

    assert where_found(client, post) == []
    assert_not_public(client, post)
    assert client.get(post.get_absolute_url()).status_code == 404

    client.force_login(UserFactory.create())
    assert where_found(client, post) == doors(post)[1:]
    assert_not_public(client, post)


def test_what_is_for_followers_is_not_there_for_others(client: Client, ada: User) -> None:
    post = publish(author=ada, body=f"{CAKE} #cake", audience=Audience.FOLLOWERS)
    reader = UserFactory.create()

    assert where_found(client, post) == []
    client.force_login(reader)
    assert where_found(client, post) == []
    assert client.get(post.get_absolute_url()).status_code == 404
    assert client.post(f"/posts/{post.pk}/delete/").status_code == 404
    assert "<strong>0</strong> posts" in client.get("/@ada/").content.decode()

    services.follow(follower=reader, followed=ada)
    assert where_found(client, post) == doors(post)
    assert "<strong>1</strong> post<" in client.get("/@ada/").content.decode()

    client.force_login(ada)
    assert where_found(client, post) == doors(post)
    assert_not_public(client, post)


def test_what_is_for_everyone_is_at_each_door_but_for_whom_its_author_blocks(
    client: Client, ada: User
) -> None:
    post = publish(author=ada, body=f"{CAKE} #cake")
    blocked = UserFactory.create()
    services.block(blocker=ada, blocked=blocked)

    assert where_found(client, post) == doors(post)
    for door in public_doors(post):
        assert CAKE in client.get(door).content.decode()
    client.force_login(blocked)
    assert where_found(client, post) == []
    for door in public_doors(post):
        assert CAKE not in client.get(door).content.decode()


def test_who_is_mentioned_in_a_post_for_followers_sees_it(client: Client, ada: User) -> None:
    client.force_login(UserFactory.create(username="grace"))

    post = publish(author=ada, body=f"@grace {CAKE}", audience=Audience.FOLLOWERS)

    assert client.get(post.get_absolute_url()).status_code == 200


def test_the_database_knows_no_other_audience() -> None:
    with pytest.raises(IntegrityError):
        PostFactory.create(audience="friends")
