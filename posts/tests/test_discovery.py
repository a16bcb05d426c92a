from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.tests.factories import UserFactory
from posts.models import Post
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def _places(client: Client, path: str) -> list[str]:
    tree = ET.fromstring(client.get(path).content)  # noqa: S314  # our own
    return [urlsplit(str(loc.text)).path for loc in tree.iter(LOC)]


def _all_places(client: Client) -> set[str]:
    sections = _places(client, "/sitemap.xml")
    return {place for section in sections for place in _places(client, section)}


def test_a_posts_card_is_its_escaped_text_with_links(client: Client) -> None:
    post = PostFactory.create(author__username="Ada", body="<script>")
    url = f"http://testserver/@Ada/{post.pk}/"

    card = client.get("/oembed/", {"url": url, "maxwidth": "300"}).json()

    assert (card["type"], card["version"], card["width"]) == ("rich", "1.0", 300)
    assert card["author_url"] == "http://testserver/@Ada/"
    assert "&lt;script&gt;" in card["html"]
    assert f'href="{url}"' in card["html"]


def test_the_card_of_a_quote_shows_what_it_quotes_unless_it_waits_behind_a_warning(
    client: Client,
) -> None:
    quoted = PostFactory.create(body="Tea at four", author__username="Ada")
    plain = PostFactory.create(body="So true", repost_of=quoted)
    behind = PostFactory.create(body="So true", repost_of=quoted, warning="Tea")

    def card(post: Post) -> str:
        url = f"http://testserver{post.get_absolute_url()}"
        return str(client.get("/oembed/", {"url": url}).json()["html"])

    assert "Tea at four" in card(plain)
    assert f'href="http://testserver/@Ada/{quoted.pk}/"' in card(plain)
    assert "So true" not in card(behind)
    assert "Tea at four" not in card(behind)


@pytest.mark.parametrize(
    "url",
    [
        "http://[",
        "\x00",
        "http://testserver/\x00",
        "http://testserver/\n",
        "javascript:alert(1)",
        "ftp://testserver/@ada/1/",
        "http://elsewhere.example/@ada/1/",
        "http://testserver/explore/",
        "http://testserver/@ada/1/",
        f"http://testserver/@ada/{'9' * 40}/",
        f"http://testserver/@ada/{'9' * 5000}/",
    ],
)
def test_what_is_no_post_of_ours_has_no_card(client: Client, url: str) -> None:
    assert client.get("/oembed/", {"url": url}).status_code == 404


def test_a_card_needs_a_url_and_is_json_alone(client: Client) -> None:
    assert client.get("/oembed/").status_code == 400
    assert client.get("/oembed/", {"format": "xml"}).status_code == 501


def test_hidden_authors_are_in_no_card_and_no_sitemap(client: Client) -> None:
    post = PostFactory.create(author__is_active=False)
    url = f"http://testserver{post.get_absolute_url()}"

    assert client.get("/oembed/", {"url": url}).status_code == 404
    assert _all_places(client) == {"/", "/explore/"}


def test_the_sitemap_leaves_out_who_stays_out_of_search(client: Client) -> None:
    PostFactory.create(author__hides_from_search=True)
    post = PostFactory.create(author__username="ada")

    assert _all_places(client) == {"/", "/explore/", "/@ada/", post.get_absolute_url()}


def test_a_section_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PostFactory.create_batch(3)
    section = _places(client, "/sitemap.xml")[-1]

    with django_assert_num_queries(1):
        client.get(section)


@pytest.mark.parametrize(
    "section",
    ["members-0", "members-" + "9" * 40, "posts-x", "posts-1969-01-01", "posts-9999-12-31"],
)
def test_an_unknown_section_is_not_found(client: Client, section: str) -> None:
    assert client.get(f"/sitemap-{section}.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml\n" in response.content.decode()


def test_pages_tell_of_themselves(client: Client) -> None:
    post = PostFactory.create(
        author=UserFactory.create(username="ada", avatar="avatars/1/a.webp")
    )

    page = client.get(post.get_absolute_url()).content.decode()
    assert f'property="og:url" content="http://testserver/@ada/{post.pk}/"' in page
    assert f"/oembed/?url=http%3A%2F%2Ftestserver%2F%40ada%2F{post.pk}%2F" in page
    assert f'content="http://testserver/avatars/{post.author.pk}/a.webp"' in page
    assert 'property="og:type" content="profile"' in client.get("/@ada/").content.decode()
