"""The line at home that tells of new posts, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from accounts.tests.factories import UserFactory
from microblog.tests.browsers import NewPage, member, sign_in
from posts import services

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def ask_soon(page: Page) -> None:
    """Let the page ask after a tenth of a second and not a minute."""
    page.route(
        lambda url: url.endswith("/"),
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace('data-seconds="60"', 'data-seconds="0.1"'),
        ),
    )


def test_a_quiet_link_tells_of_new_posts(new_page: NewPage) -> None:
    ada, bruno = member(username="ada"), UserFactory.create(username="bruno")
    services.follow(follower=ada, followed=bruno)
    page = new_page()
    page.goto("/login/")
    ask_soon(page)
    sign_in(page, "ada")
    expect(page.get_by_role("heading", name="Your timeline starts here")).to_be_visible()
    page.get_by_label("What is new?").fill("half a thought")

    services.publish(author=bruno, body="The kettle is on.")
    link = page.locator("[aria-live=polite]").get_by_role("link", name="1 new post")
    expect(link).to_be_visible()
    services.publish(author=bruno, body="And it sings.")
    link = page.get_by_role("link", name="2 new posts")
    expect(link).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)  # nothing moves by itself
    expect(page.get_by_label("What is new?")).to_have_value("half a thought")

    link.click()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("link", name="2 new posts")).to_have_count(0)
