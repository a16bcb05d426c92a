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
    return ["/", "/explore/", "/@ada/", "/tags/cake/", post.get_absolute_url()]


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
    assert client.get(post.get_absolute_url()).status_code == 404

    client.force_login(UserFactory.create())
    assert where_found(client, post) == doors(post)[1:]


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


def test_who_is_mentioned_in_a_post_for_followers_sees_it(client: Client, ada: User) -> None:
    client.force_login(UserFactory.create(username="grace"))

    post = publish(author=ada, body=f"@grace {CAKE}", audience=Audience.FOLLOWERS)

    assert client.get(post.get_absolute_url()).status_code == 200


def test_the_database_knows_no_other_audience() -> None:
    with pytest.raises(IntegrityError):
        PostFactory.create(audience="friends")
