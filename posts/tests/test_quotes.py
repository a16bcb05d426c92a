"""Quotes: posts with words of one's own on somebody else's."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Audience, Post
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("quote", ["", "x", "-1", "9" * 40, "\0"])
def test_what_is_no_post_cannot_be_quoted(client: Client, member: User, quote: str) -> None:
    expected = 200 if quote == "" else 404
    assert client.get("/posts/", {"quote": quote}).status_code == expected
    response = client.post("/posts/", {"body": "Look", "quote_of": quote})
    assert response.status_code == (302 if quote == "" else 422)


def test_a_quote_shows_what_it_quotes(client: Client, member: User) -> None:
    quoted = PostFactory.create(body="The moon is full")
    page = client.get("/posts/", {"quote": quoted.pk}).content.decode()
    assert "The moon is full" in page
    assert f'name="quote_of" value="{quoted.pk}"' in page

    client.post("/posts/", {"body": "Look up", "quote_of": quoted.pk})

    quote = Post.objects.get(author=member)
    assert quote.repost_of == quoted
    page = client.get("/").content.decode()
    assert "Look up" in page
    assert "The moon is full" in page
    assert page.count("<article") == 1
    assert not Post.objects.reposts_of(quoted).exists()


def test_what_is_quoted_tells_that_it_was_edited(client: Client, member: User) -> None:
    quoted = PostFactory.create(body="I love cats")
    quote = services.publish(author=member, body="Agreed", quote_of=quoted)
    services.revise(quoted, by=quoted.author, body="I hate cats", warning="", language="")

    page = client.get(quote.get_absolute_url()).content.decode()

    assert "I hate cats" in page
    assert f'href="{quoted.get_absolute_url()}history/"' in page


def test_a_quote_is_for_no_more_than_what_it_quotes(client: Client, member: User) -> None:
    quoted = PostFactory.create(audience=Audience.MEMBERS)

    form = client.get("/posts/", {"quote": quoted.pk}).context["form"]
    assert Audience.EVERYONE not in dict(form.fields["audience"].choices)
    quote = services.publish(author=member, body="Look", quote_of=quoted)

    assert quote.audience == Audience.MEMBERS


def test_who_may_not_see_what_is_quoted_reads_the_words_about_it_alone(
    client: Client, member: User
) -> None:
    quoted = PostFactory.create(body="The moon is full")
    quote = services.publish(author=UserFactory.create(), body="Look up", quote_of=quoted)
    services.block(blocker=quoted.author, blocked=member)

    page = client.get(quote.get_absolute_url()).content.decode()

    assert "Look up" in page
    assert "The moon is full" not in page


def test_a_quote_that_is_refused_keeps_what_it_quotes(client: Client, member: User) -> None:
    quoted = PostFactory.create(body="The moon is full")

    response = client.post("/posts/", {"body": " ", "quote_of": quoted.pk})

    assert response.status_code == 422
    assert "The moon is full" in response.content.decode()


def test_a_quote_brings_nothing_by_whom_i_mute(
    client: Client, member: User, followed: User
) -> None:
    quoted = PostFactory.create(body="The moon is full")
    services.publish(author=followed, body="Look up", quote_of=quoted)
    services.mute(muter=member, muted=quoted.author)

    for url in ("/", "/explore/", f"/@{followed.username}/"):
        page = client.get(url).content.decode()
        assert "Look up" in page
        assert "The moon is full" not in page


def test_a_feed_tells_what_a_quote_quotes(client: Client, followed: User) -> None:
    quoted = PostFactory.create(body="The moon is full")
    services.publish(author=followed, body="Look up", quote_of=quoted)

    feed = client.get(f"/@{followed.username}/feed.atom").content.decode()

    assert "The moon is full" in feed
    assert f"http://testserver{quoted.get_absolute_url()}" in feed
