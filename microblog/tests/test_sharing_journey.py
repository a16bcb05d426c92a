"""Reposting and quoting, in a real browser, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from accounts.tests.factories import UserFactory
from microblog.tests.browsers import NewPage, member, sign_in
from posts import services

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_repost_undo_quote(new_page: NewPage, javascript: bool) -> None:
    bruno = UserFactory.create(username="bruno")
    services.publish(author=bruno, body="Who has a spare inner tube?")
    ada = member(username="ada")
    chen = member(username="chen")
    services.follow(follower=chen, followed=ada)
    page, other = new_page(javascript=javascript), new_page(javascript=javascript)
    for one, name in ((page, "ada"), (other, "chen")):
        one.goto("/login/")
        sign_in(one, name)

    # They repost, by keyboard, and who follows them reads it at home.
    page.goto("/explore/")
    page.get_by_label("Repost or quote, 0").press("Enter")
    page.get_by_role("button", name="Repost").press("Enter")
    expect(page.get_by_label("Repost or quote, 1, reposted by you")).to_be_visible()
    other.goto("/")
    expect(other.get_by_role("article")).to_contain_text("@ada reposted")
    expect(other.get_by_role("article")).to_contain_text("inner tube")

    # They undo it, and quote it instead.
    page.get_by_label("Repost or quote, 1").click()
    page.get_by_role("button", name="Undo repost").click()
    page.get_by_label("Repost or quote, 0").click()
    page.get_by_role("link", name="Quote").click()
    expect(page.get_by_role("blockquote")).to_contain_text("inner tube")
    page.get_by_label("Your words on @bruno's post").fill("Third drawer in the shed.")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("link", name="See it")).to_be_visible()
    other.reload()
    expect(other.get_by_role("article")).to_have_count(1)
    expect(other.get_by_role("article")).to_contain_text("Third drawer in the shed.")
    expect(other.get_by_role("blockquote")).to_contain_text("inner tube")
