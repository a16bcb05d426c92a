"""Posts that wait behind a content warning."""

from xml.etree import ElementTree as ET

import pytest
from django.db import DatabaseError
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Post
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def warned(member: User) -> Post:
    return services.publish(author=member, body="The butler did it", warning="Ends a & b")


def test_a_post_waits_behind_its_warning(client: Client, member: User) -> None:
    form = {"body": "The butler did it", "warning": "  How it ends "}

    page = client.post("/posts/", form, follow=True).content.decode()

    assert Post.objects.get().warning == "How it ends"
    _, _, behind = page.partition('<details class="post-warned">')
    summary, _, body = behind.partition("</summary>")
    assert "How it ends" in summary
    assert "The butler did it" in body.partition("</details>")[0]


def test_a_post_without_one_does_not_wait(client: Client, member: User) -> None:
    client.post("/posts/", {"body": "Hello"})

    assert Post.objects.get().warning == ""
    assert b"post-warned" not in client.get("/").content


@pytest.mark.parametrize(
    ("warning", "message"),
    [
        ("x" * 101, "Keep to 100 characters; this has 101."),
        ("x" * 1_001, "Keep to 100 characters; this is far too long."),
        ("a\nb", "Write it in one line"),
        ("a\x1bb", "There are invisible control characters in this text."),
    ],
)
def test_one_that_is_not_fit_is_refused_at_its_field(
    client: Client, member: User, warning: str, message: str
) -> None:
    response = client.post("/posts/", {"body": "Hello", "warning": warning})

    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert '<details class="composer-more" open>' in page
    assert "id_warning_error" in page
    assert response.context["form"]["warning"].value() == warning
    assert not Post.objects.exists()


def test_it_is_counted_as_people_count(member: User) -> None:
    family = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"

    assert services.publish(author=member, body="Hello", warning=family * 100)


def test_the_database_bounds_it() -> None:
    with pytest.raises(DatabaseError):
        PostFactory.create(warning="x" * 1_001)


def test_another_warning_in_the_same_form_is_another_post(client: Client, member: User) -> None:
    form = {"body": "Hello", "submission": "0b0b3f6e-6a0c-4c0a-8a3e-0d6f0f4f4f4f"}

    for warning in ("", "", "Greeting"):
        client.post("/posts/", form | {"warning": warning})

    assert [post.warning for post in Post.objects.order_by("pk")] == ["", "Greeting"]


def test_other_sites_are_told_the_warning_and_not_the_text(
    client: Client, warned: Post
) -> None:
    head = client.get(warned.get_absolute_url()).content.decode().partition("</head>")[0]
    assert f"<title>{warned.author.username}: Ends a &amp; b · Microblog</title>" in head
    assert (
        '<meta name="description" property="og:description" content="Ends a &amp; b">' in head
    )
    assert "butler" not in head

    url = f"http://testserver{warned.get_absolute_url()}"
    card = client.get("/oembed/", {"url": url}).json()["html"]
    assert "<p>Ends a &amp; b</p>" in card
    assert "butler" not in card


def test_a_feed_tells_the_warning_before_the_text(client: Client, warned: Post) -> None:
    path = f"/@{warned.author.username}/feed.atom"
    feed = ET.fromstring(client.get(path).content)  # noqa: S314  # our own

    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Ends a & b"
    assert entry.findtext(f"{ATOM}summary") == "Ends a &amp; b"  # it is HTML
    content = entry.findtext(f"{ATOM}content") or ""
    assert content.strip().startswith("<details><summary>Ends a &amp; b</summary>")
    assert "The butler did it" in content


def test_a_reply_starts_with_the_same_warning(client: Client, warned: Post) -> None:
    client.force_login(UserFactory.create())

    page = client.get(warned.get_absolute_url())

    assert page.context["form"]["warning"].value() == "Ends a & b"
    assert '<details class="composer-more" open>' in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("butler", True), ("ends", True), ('"a b"', True), ('"it ends"', False)],
)
def test_it_is_found_by_words_of_both(
    client: Client, warned: Post, query: str, found: bool
) -> None:
    page = client.get("/search/", {"q": query}).context["page"]

    assert list(page.rows) == [warned] * found
