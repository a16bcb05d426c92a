from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def _feed(client: Client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not response.cookies
    return ET.fromstring(response.content)  # noqa: S314  # our own


def test_a_members_feed_tells_whole_posts(client: Client) -> None:
    ada = UserFactory.create(username="Ada")
    post = services.publish(author=ada, body="<b> & #Tea\nfor @ada")

    feed = _feed(client, "/@Ada/feed.atom")

    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://testserver/@Ada/feed.atom",
        "alternate": "http://testserver/@Ada/",
    }
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "<b> & #Tea for @ada"
    assert (entry.findtext(f"{ATOM}id") or "").endswith(f":posts/{post.pk}")
    assert entry.findtext(f"{ATOM}author/{ATOM}uri") == "http://testserver/@Ada/"
    content = entry.findtext(f"{ATOM}content") or ""
    assert "&lt;b&gt; &amp; " in content
    assert 'href="http://testserver/tags/tea/"' in content
    assert "<br>" in content
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["tea"]


@pytest.mark.parametrize("path", ["/@ada/feed.atom", "/tags/tea/feed.atom"])
def test_an_empty_feed_is_valid_and_stays_the_same(client: Client, path: str) -> None:
    UserFactory.create(username="ada")

    feed = _feed(client, path)
    assert feed.findtext(f"{ATOM}updated")
    assert not feed.findall(f"{ATOM}entry")

    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304


def test_hidden_authors_are_in_no_feed(client: Client) -> None:
    bob = UserFactory.create(username="bob")
    services.publish(author=bob, body="#tea")
    assert _feed(client, "/tags/tea/feed.atom").findall(f"{ATOM}entry")
    User.objects.filter(pk=bob.pk).update(is_active=False)

    assert not _feed(client, "/tags/tea/feed.atom").findall(f"{ATOM}entry")
    assert client.get("/@bob/feed.atom").status_code == 404


def test_who_hides_from_search_has_a_feed_that_is_not_indexed(client: Client) -> None:
    UserFactory.create(username="ada", hides_from_search=True)

    assert client.get("/@ada/feed.atom").headers["X-Robots-Tag"] == "noindex"


def test_a_feed_costs_the_same_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PostFactory.create_batch(30, author=UserFactory.create(username="ada"))

    person_posts_mentions_pictures = 4
    with django_assert_num_queries(person_posts_mentions_pictures):
        feed = _feed(client, "/@ada/feed.atom")

    assert len(feed.findall(f"{ATOM}entry")) == 25


@pytest.mark.parametrize("name", ["%00", "9" * 40, "a%20b", "%EF%BF%BE"])
def test_what_is_no_hashtag_has_no_feed(client: Client, name: str) -> None:
    assert client.get(f"/tags/{name}/feed.atom").status_code == 404


@pytest.mark.parametrize("path", ["/@ada/", "/tags/tea/", "/explore/"])
def test_an_older_page_is_its_own_canonical_page(client: Client, path: str) -> None:
    UserFactory.create(username="ada")

    page = client.get(path, {"utm_source": "x"}).content.decode()
    assert f'<link rel="canonical" href="http://testserver{path}">' in page
    page = client.get(path, {"before": "5", "utm_source": "x"}).content.decode()
    assert f'<link rel="canonical" href="http://testserver{path}?before=5">' in page


@pytest.mark.parametrize("blocker", ["bob", "member"])
def test_no_feed_and_no_card_tells_the_blocked_of_whom_it_quotes_and_mentions(
    client: Client, ada: User, member: User, blocker: str
) -> None:
    bob = UserFactory.create(username="bob")
    quoted = services.publish(author=bob, body="Words of bob's")
    post = services.publish(author=ada, body="#tea as @bob says", quote_of=quoted)
    doors = ["/@ada/feed.atom", "/tags/tea/feed.atom"]
    doors += [f"/oembed/?url=http://testserver{post.get_absolute_url()}"]
    for door in doors:
        assert "Words of bob" in client.get(door).content.decode()
    assert "/@bob/" in client.get(doors[0]).content.decode()

    people = {"bob": bob, "member": member}
    blocked = next(person for name, person in people.items() if name != blocker)
    services.block(blocker=people[blocker], blocked=blocked)

    for door in doors:
        told = client.get(door).content.decode()
        assert "says" in told
        assert "Words of bob" not in told
        assert "/@bob/" not in told
    client.logout()
    for door in doors:
        assert "Words of bob" in client.get(door).content.decode()
