import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from accounts.redirects import next_url, previous_url, stays_here


@pytest.mark.parametrize(
    "url", ["/login/", "/@ada/?before=1#part-2", "http://testserver/login/"]
)
def test_an_address_on_this_site_is_taken(rf: RequestFactory, url: str) -> None:
    assert next_url(rf.get("/login/", {"next": url})) == url
    assert next_url(rf.post("/login/", {"next": url})) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "//evil.example",
        "///evil.example",
        "https:evil.example",
        "https://evil.example/",
        "https://testserver/",  # another scheme
        "\\\\evil.example",
        "/\\evil.example",
        "http:///evil.example",
        "http://testserver@evil.example/",
        "javascript:alert(1)",
        "/login/\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        "\x00//evil.example",
        "http://[evil",
        "login/",
        "accounts:login",  # the name of a view
    ],
)
def test_any_other_is_not(rf: RequestFactory, url: str) -> None:
    assert next_url(rf.post("/login/", {"next": url})) == "/"
    assert previous_url(rf.post("/x/", {"next": url}, headers={"referer": url})) == "/"


def test_the_page_before_serves_where_next_is_missing(rf: RequestFactory) -> None:
    referer = {"referer": "http://testserver/@ada/"}

    assert previous_url(rf.post("/x/", headers=referer)) == "http://testserver/@ada/"
    assert previous_url(rf.post("/x/", {"next": "/here/"}, headers=referer)) == "/here/"


@given(st.text())
def test_no_address_breaks_it(url: str) -> None:
    stays_here(RequestFactory().get("/"), url)
