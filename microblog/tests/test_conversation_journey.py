"""Talking, finding and being left alone, in a real browser, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from accounts.tests.factories import UserFactory
from microblog.tests.browsers import NewPage, member, sign_in
from posts import services

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_reply_like_search_block(new_page: NewPage, javascript: bool) -> None:
    bruno = UserFactory.create(username="bruno")
    services.publish(author=bruno, body="Who has a spare inner tube?")
    member(username="ada")
    page = new_page(javascript=javascript)
    page.goto("/login/")
    sign_in(page, "ada")

    # They find a post by a word, like it, and stay or land where it stands.
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Search posts and people").fill("tube")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    post = page.get_by_role("article").first
    post.get_by_role("button", name="Like, 0").click()
    expect(page.get_by_role("button", name="Like, 1")).to_have_attribute("aria-pressed", "true")
    if not javascript:  # else it is done in place
        assert page.url.partition("#")[2] == post.get_attribute("id")

    # They reply, and see it under the post, and the post above it.
    post.get_by_role("link", name="Reply, 0").click()
    page.get_by_label("Your reply to @bruno").fill("Third drawer in the shed.")
    page.get_by_role("button", name="Reply", exact=True).click()
    page.get_by_role("link", name="See it").click()
    expect(page.get_by_role("article").nth(1)).to_contain_text("Third drawer in the shed.")
    expect(page.get_by_role("article").first).to_contain_text("inner tube")

    # The post is deleted; the reply stays, and tells what is missing.
    services.delete(bruno.posts.get(), by=bruno)
    page.reload()
    expect(page.get_by_text("A post that was deleted")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)

    # They block the other one, think better of it, and unblock them.
    page.goto("/@bruno/")
    page.locator(".person-menu summary").click()
    page.get_by_role("button", name="Block").click()
    expect(page.get_by_role("heading", name="You block @bruno")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Unblock").click()
    expect(page.get_by_role("button", name="Follow")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_enter_in_the_warning_posts(new_page: NewPage, javascript: bool) -> None:
    ada = member(username="ada")
    page = new_page(javascript=javascript)
    page.goto("/login/")
    sign_in(page, "ada")

    page.get_by_label("What is new?").fill("The butler did it.")
    page.locator("summary", has_text="Content warning").click()
    page.get_by_label("Content warning").press_sequentially("How it ends")
    page.get_by_label("Content warning").press("Enter")

    expect(page.get_by_role("article")).to_contain_text("How it ends")
    assert ada.posts.get().warning == "How it ends"
