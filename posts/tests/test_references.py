"""Links, mentions and hashtags in a post, as they are stored and drawn."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.services import edit_profile
from accounts.tests.factories import UserFactory
from posts.models import Mention, Tagging
from posts.paging import PAGE_SIZE
from posts.services import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return UserFactory.create(username="Ada")


def shown(client: Client, path: str = "/explore/") -> str:
    return client.get(path).content.decode()


def test_a_member_who_is_there_is_mentioned_in_any_case(client: Client, ada: User) -> None:
    publish(author=UserFactory.create(), body="Hello @aDA and @nobody, and @ADA again")

    assert [mention.member for mention in Mention.objects.all()] == [ada]
    page = shown(client)
    assert '<a href="/@Ada/">@aDA</a>' in page
    assert '<a href="/@Ada/">@ADA</a>' in page
    assert " @nobody," in page


def test_a_mention_follows_its_member_to_another_name(client: Client, ada: User) -> None:
    publish(author=ada, body="I am @ada")

    edit_profile(ada, username="Countess", display_name="", about_me="")

    assert '<a href="/@Countess/">@ada</a>' in shown(client)


def test_a_mention_of_somebody_hidden_is_text(client: Client, ada: User) -> None:
    publish(author=UserFactory.create(), body="Hello @ada")
    User.objects.filter(pk=ada.pk).update(is_active=False)

    assert "Hello @ada</p>" in shown(client)
    publish(author=UserFactory.create(), body="Hello @ada once more")
    assert Mention.objects.count() == 1


def test_a_link_is_drawn_short_and_without_credit(client: Client, ada: User) -> None:
    long = "https://example.org/a/very/long/path/that/goes/on/and/on?and=on"
    publish(author=ada, body=f"(see {long})")

    page = shown(client)

    assert f'(see <a href="{long}" rel="nofollow ugc noopener">example.org/a/very' in page
    assert "…</a>)" in page


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        'https://a.example/"onmouseover="alert(1)',
        "https://a.example/'><img src=x>",
        "#<b> @<i> https://<u>",
        "https://a.example/&quot;&amp;lt;",
    ],
)
def test_nothing_is_markup_but_ours(client: Client, ada: User, body: str) -> None:
    publish(author=ada, body=body)

    text = shown(client).partition('<p class="post-body" dir="auto">')[2].partition("</p>")[0]

    assert "<script" not in text
    assert "<img" not in text
    assert "<b>" not in text
    assert text.count("<") == 2 * text.count("</a>")
    assert text.count('"') == 4 * text.count("</a>")


def test_a_page_asks_once_for_all_mentions(client: Client, ada: User) -> None:
    publish(author=ada, body="I am @ada")
    client.get("/explore/")
    with CaptureQueriesContext(connection) as one:
        client.get("/explore/")
    for _ in range(PAGE_SIZE):
        publish(author=UserFactory.create(), body="Hello @ada #greetings")

    with CaptureQueriesContext(connection) as many:
        client.get("/explore/")

    assert len(many) == len(one)


def test_a_tag_page_has_its_posts_newest_first(client: Client, ada: User) -> None:
    first = publish(author=ada, body="#Straße in the sun")
    publish(author=ada, body="no tag")
    second = publish(author=UserFactory.create(), body="#strasse, #STRASSE and #straßE")

    assert client.get("/tags/strasse/").context["page"].rows == [second, first]
    page = shown(client)
    assert '<a href="/tags/strasse/" rel="tag">#Straße</a>' in page
    assert Tagging.objects.count() == 2


def test_a_tag_leads_to_its_one_page(client: Client) -> None:
    response = client.get("/tags/Stra%C3%9Fe/")

    assert response.headers["Location"] == "/tags/strasse/"


@pytest.mark.parametrize("tag", ["1", "a b", "%00", "a-b", "x" * 101, "%23a", "_"])
def test_what_cannot_be_a_tag_is_not_found(client: Client, tag: str) -> None:
    assert client.get(f"/tags/{tag}/").status_code == 404


def test_a_tag_nobody_used_says_what_to_do(client: Client) -> None:
    assert "Nobody has used this tag yet." in shown(client, "/tags/tomatoes/")


def test_who_is_hidden_is_not_on_a_tag_page(client: Client, ada: User) -> None:
    publish(author=ada, body="#tomatoes")
    User.objects.update(is_active=False)

    assert not client.get("/tags/tomatoes/").context["page"].rows


def test_leafing_a_tag_shows_each_post_once(client: Client, ada: User) -> None:
    posts = [publish(author=ada, body=f"#tomatoes {n}") for n in range(PAGE_SIZE + 2)]
    posts.sort(key=lambda post: -post.pk)

    first = client.get("/tags/tomatoes/").context["page"]
    second = client.get("/tags/tomatoes/", {"before": first.before}).context["page"]

    assert [*first.rows, *second.rows] == posts


def test_a_deleted_post_takes_its_references_along(client: Client, ada: User) -> None:
    publish(author=ada, body="@ada #tomatoes").delete()

    assert not Mention.objects.exists()
    assert not Tagging.objects.exists()
