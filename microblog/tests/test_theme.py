"""What members and the operator change of the look."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User

pytestmark = pytest.mark.django_db


def root(client: Client) -> str:
    """Return the first tag of the home page."""
    found = re.search("<html[^>]*>", client.get("/").content.decode())
    assert found
    return found[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_member_reads_in_the_light_that_they_chose(
    client: Client, member: User, theme: str
) -> None:
    assert "data-theme" not in root(client)

    assert client.post("/settings/account/", {"theme": theme}).status_code == 302

    assert f'data-theme="{theme}"' in root(client)
    page = client.get("/settings/account/").content.decode()
    assert f'<option value="{theme}" selected>' in page


def test_the_site_has_its_own_name_and_greeting(client: Client, settings: Settings) -> None:
    settings.SITE_NAME = "Tea & Code"
    settings.SITE_WELCOME = "Show <what> you made."

    page = client.get("/").content.decode()

    assert "<title>Welcome · Tea &amp; Code</title>" in page
    assert '<span class="brand-name">Tea &amp; Code</span>' in page
    assert "Show &lt;what&gt; you made." in page
    assert "Microblog" not in page


@pytest.mark.parametrize("path", ["/nothing/", "/@ada/1/", "/login/"])
def test_no_page_goes_by_another_name(client: Client, settings: Settings, path: str) -> None:
    settings.SITE_NAME = "Teatime"

    page = client.get(path).content.decode()

    assert "· Teatime</title>" in page
    assert "Microblog" not in page


def test_the_site_has_its_own_colour(client: Client, settings: Settings) -> None:
    assert "accent.css" not in client.get("/").content.decode()
    settings.SITE_ACCENT = "#0b6e4f"

    (path,) = re.findall('href="(/accent.css[^"]*)"', client.get("/").content.decode())
    sheet = client.get(path)

    assert sheet.content == b":root { --brand: #0b6e4f; }\n"
    assert sheet.headers["Content-Type"] == "text/css"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert "0b6e4f" in path  # another colour is another address
