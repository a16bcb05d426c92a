"""The language that a post is written in."""

from xml.etree import ElementTree as ET

import pytest
from django.conf import global_settings
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import languages, services
from posts.models import Post

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_the_text_tells_its_language(client: Client, member: User) -> None:
    form = {"body": "Guten Morgen", "warning": "Frühling", "language": "de"}

    page = client.post("/posts/", form, follow=True).content.decode()

    assert Post.objects.get().language == "de"
    assert '<p class="post-body" dir="auto" lang="de">Guten Morgen</p>' in page
    assert '<span dir="auto" lang="de">Frühling</span>' in page


def test_nothing_need_be_said_of_it(client: Client, member: User) -> None:
    page = client.post("/posts/", {"body": "Hello"}, follow=True).content.decode()

    assert Post.objects.get().language == ""
    assert '<p class="post-body" dir="auto">Hello</p>' in page


@pytest.mark.parametrize("language", ["xx", "DE", "x" * 10_000])
def test_an_unknown_one_is_refused(client: Client, member: User, language: str) -> None:
    response = client.post("/posts/", {"body": "Hello", "language": language})

    assert response.status_code == 422
    assert "language" in response.context["form"].errors
    with pytest.raises(ValidationError):
        services.publish(author=member, body="Hello", language=language)
    assert not Post.objects.exists()


def test_every_language_fits_its_column() -> None:
    assert languages.NAMES.keys() == dict(global_settings.LANGUAGES).keys()
    assert all(len(tag) <= languages.MAX_LENGTH for tag in languages.NAMES)


@pytest.mark.parametrize("path", ["/", "/posts/", "/@{name}/{post}/"])
def test_the_form_starts_with_the_one_used_last(
    client: Client, member: User, path: str
) -> None:
    services.publish(author=member, body="Bonjour", language="fr")
    services.publish(author=member, body="Guten Morgen", language="de")
    other = services.publish(author=UserFactory.create(), body="Hello", language="en")
    services.publish(author=member, body="☺")

    page = client.get(path.format(name=other.author.username, post=other.pk))

    assert page.context["form"]["language"].value() == "de"
    assert '<option value="de" selected>Deutsch</option>' in page.content.decode()


def test_the_first_form_starts_with_the_one_the_member_reads_in(client: Client) -> None:
    client.force_login(UserFactory.create(language="en"))

    assert client.get("/").context["form"]["language"].value() == "en"


def test_a_refused_form_keeps_the_one_chosen(client: Client, member: User) -> None:
    services.publish(author=member, body="Guten Morgen", language="de")

    page = client.post("/posts/", {"body": "", "language": "fr"})

    assert page.context["form"]["language"].value() == "fr"


def test_a_feed_tells_the_language_of_each_text(client: Client, member: User) -> None:
    services.publish(author=member, body="Guten Morgen", language="de")
    services.publish(author=member, body="Hello")

    feed = ET.fromstring(  # noqa: S314  # our own
        client.get(f"/@{member.username}/feed.atom").content
    )

    contents = {content.text: content.get(XML_LANG) for content in feed.iter(f"{ATOM}content")}
    assert {str(text).strip(): lang for text, lang in contents.items()} == {
        "<p>Guten Morgen</p>": "de",
        "<p>Hello</p>": None,
    }
