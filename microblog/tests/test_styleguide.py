"""The style guide: for developers alone, and complete."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.helpers import prove
from microblog.tests.browsers import NewPage
from microblog.tests.guides import GUIDE
from microblog.tests.test_accessibility import check
from microblog.tests.test_static_files import STYLES, components
from posts.models import Post

pytestmark = pytest.mark.django_db

# Pages that have what only frames a page.
FRAMES = ["/", "/login/", "/nothing/"]
OF_MEMBERS = ["/settings/profile/"]
BY_HTMX = {"htmx-request"}  # while an answer is on its way
RULES = re.compile(r"([^{}]+)\{")
CLASS = re.compile(r"\.([a-z][\w-]*)")


def test_it_is_nowhere_in_production(client: Client) -> None:
    assert client.get(GUIDE).status_code == 404


@pytest.mark.usefixtures("guide")
def test_it_is_drawn_for_anybody_and_stores_nothing(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(GUIDE, headers={"accept-language": "es"})

    assert response.status_code == 200
    assert '<html lang="en"' in response.text
    assert all(query["sql"].startswith("SELECT") for query in asked)
    assert not re.search(r"\sstyle=|<style|<script(?! (?:type=.module. )?src=)", response.text)


@pytest.mark.usefixtures("guide")
def test_it_shows_every_class_that_has_a_style(client: Client, member: User) -> None:
    prove(client)
    visitor = Client()
    pages = [visitor.get(path).text for path in [GUIDE, *FRAMES]]
    pages += [client.get(path).text for path in OF_MEMBERS]
    drawn = {
        name
        for page in pages
        for names in re.findall(r'\sclass="([^"]*)"', page)
        for name in names.split()
    }

    for file in components():
        style = re.sub(r"/\*.*?\*/", "", (STYLES / file).read_text(), flags=re.DOTALL)
        styled = {name for rule in RULES.findall(style) for name in CLASS.findall(rule)}
        assert styled <= drawn | BY_HTMX, f"{file}: the style guide does not show it"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("guide")
def test_it_keeps_nobody_out(new_page: NewPage) -> None:
    page = new_page()
    check(page, [GUIDE], Post())
