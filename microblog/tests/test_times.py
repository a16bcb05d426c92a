"""How long ago things were, on a page that stays open, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from microblog.tests.browsers import NewPage, member, sign_in
from posts.services import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = 60  # minutes


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "just now, 3 minutes ago, 1 hour ago, 2 days ago, 1 week ago"),
        ("es", "ahora mismo, hace 3 minutos, hace 1 hora, hace 2 días, hace 1 semana"),
    ],
)
def test_they_stay_right(new_page: NewPage, language: str, says: str) -> None:
    publish(author=member(username="ada"), body="The kettle is on.")
    page = new_page()
    page.set_extra_http_headers({"Accept-Language": language})
    page.clock.install()
    page.goto("/@ada/")
    time = page.get_by_role("article").locator("time")

    for text, wait in zip(says.split(", "), (0, 3, HOUR, 47 * HOUR, 120 * HOUR), strict=True):
        page.clock.fast_forward(wait * 60_000)
        expect(time).to_have_text(text)


def test_they_stay_right_where_the_clock_is_wrong(new_page: NewPage) -> None:
    publish(author=member(username="ada"), body="The kettle is on.")
    page = new_page()
    page.clock.install(time=timezone.now() + timedelta(hours=3))
    page.goto("/login/?next=/@ada/")
    sign_in(page, "ada")
    time = page.get_by_role("article").locator("time")

    expect(time).to_have_text("just now")
    page.clock.fast_forward(3 * 60_000)
    expect(time).to_have_text("3 minutes ago")
