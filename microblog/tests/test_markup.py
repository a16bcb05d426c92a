"""What scripts, readers and other tests may rely on, on every page."""

import re

import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.helpers import prove
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

FOR_ALL = ["/", "/explore/", "/@{name}/", "/@{name}/followers/", "/@{name}/following/"]
FOR_ALL += [
    "/@{name}/{post}/",
    "/@{name}/{post}/likes/",
    "/@{name}/{post}/hidden/",
    "/@{name}/{post}/reposts/",
    "/@{name}/{post}/history/",
    "/nothing/",
]
FOR_MEMBERS = [
    "/posts/",
    "/posts/{post}/edit/",
    "/posts/{post}/delete/",
    "/confirm/",
    "/settings/profile/",
]
FOR_MEMBERS += ["/settings/account/", "/settings/account/email/", "/settings/security/"]
FOR_MEMBERS += ["/settings/security/password/", "/settings/privacy/", "/settings/data/"]
FOR_MEMBERS += ["/bookmarks/", "/follow-requests/", "/settings/blocked/", "/settings/muted/"]
FOR_MEMBERS += ["/settings/muted-conversations/", "/keyboard/"]
FOR_MEMBERS += [
    "/notifications/",
    "/settings/notifications/",
    "/settings/data/deactivate/",
    "/settings/data/delete/",
    "/tags/",
    "/tags/garden/",
    "/search/",
    "/search/?q=garden",
]
FOR_VISITORS = ["/login/", "/register/", "/password-reset/", "/password-reset/sent/"]
FOR_VISITORS += ["/tags/garden/", "/search/", "/search/?q=garden"]


def assert_sound(client: Client, path: str, user: User) -> None:
    post = PostFactory.create(author=user)
    response = client.get(path.format(name=user.username, post=post.pk))
    page = response.content.decode()

    assert response.status_code == (404 if path == "/nothing/" else 200)
    assert re.search(r"<title>[^<]+ · Microblog</title>", page)
    assert (
        re.search(r'<meta name="description"[^>]* content="[^"]+">', page)
        or path == "/nothing/"
    )
    assert '<html lang="en" dir="ltr">' in page
    assert 'href="/static/css/site.css"' in page
    assert 'role="status" aria-live="polite"' in page
    assert page.count("<h1") == 1
    assert not re.search(
        r"\sstyle=|<style|<script(?! (?:type=.module. )?src=)|\son[a-z]+=", page
    )
    controls = re.findall(
        r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*id="([^"]+)"', page
    )
    assert controls or "<textarea" not in page
    for control in controls:
        assert f'<label for="{control}"' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", FOR_ALL + FOR_MEMBERS)
def test_members_pages_are_sound(client: Client, member: User, path: str) -> None:
    prove(client)
    assert_sound(client, path, member)


@pytest.mark.parametrize("path", FOR_ALL + FOR_VISITORS)
def test_visitors_pages_are_sound(client: Client, path: str) -> None:
    assert_sound(client, path, PostFactory.create().author)


@pytest.mark.parametrize("path", FOR_ALL[:-1])
def test_visitors_pages_set_no_cookie_and_answer_conditional_requests(
    client: Client, path: str
) -> None:
    post = PostFactory.create()
    url = path.format(name=post.author.username, post=post.pk)

    response = client.get(url)

    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, no-cache"
    headers = {"if-none-match": response.headers["ETag"]}
    assert client.get(url, headers=headers).status_code == 304
    post.author.username = "renamed"
    post.author.save(update_fields=["username"])
    url = path.format(name="renamed", post=post.pk)
    assert client.get(url, headers=headers).status_code == 200


def test_a_page_with_a_message_for_one_is_for_them_alone(client: Client, member: User) -> None:
    client.post("/logout/")

    page = client.get("/")

    assert b"You have signed out." in page.content
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_the_token_is_out_of_the_reach_of_scripts(client: Client, member: User) -> None:
    client.get("/")

    assert client.cookies["csrftoken"]["httponly"]
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_members_pages_are_for_them_alone(client: Client, member: User) -> None:
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


def test_nothing_but_the_sites_own_is_allowed(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
