"""Changing one's words, and opening what waits behind a warning, in a real browser."""

import pytest
from playwright.sync_api import expect

from microblog.tests.browsers import NewPage, member, sign_in
from posts import services

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_warn_open_edit_compare(new_page: NewPage, javascript: bool) -> None:
    ada = member(username="ada")
    page = new_page(javascript=javascript)
    page.goto("/login/")
    sign_in(page, "ada")

    # They post behind a warning.
    page.get_by_label("What is new?").fill("The butler did it.")
    page.locator("summary", has_text="Content warning").press("Enter")
    page.get_by_label("Content warning").fill("How it ends")
    page.locator(".composer summary", has_text="More").press("Enter")
    page.get_by_label("Language").select_option("English")
    page.get_by_role("button", name="Post", exact=True).click()
    post = page.get_by_role("article").first
    expect(post.get_by_text("The butler did it.")).to_be_hidden()

    # It opens and closes by keyboard.
    warning = post.locator("summary", has_text="How it ends")
    warning.press("Enter")
    expect(post.get_by_text("The butler did it.")).to_be_visible()
    warning.press("Enter")
    expect(post.get_by_text("The butler did it.")).to_be_hidden()

    # They begin to edit it, and elsewhere are quicker.
    post.get_by_label("More about the post").click()
    post.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Your post").fill("The cook did it.")
    services.revise(
        ada.posts.get(), by=ada, body="The nurse did it.", warning="How it ends", language="en"
    )
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("was changed elsewhere meanwhile")).to_be_visible()
    expect(page.get_by_text("The nurse did it.")).to_be_visible()
    expect(page.get_by_label("Your post")).to_have_value("The cook did it.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your post is changed.")).to_be_visible()

    # Whoever wants to know reads what it said.
    page.get_by_role("link", name="edited").click()
    versions = page.get_by_role("listitem")
    expect(versions).to_have_count(3)
    versions.first.locator("summary", has_text="How it ends").press("Enter")
    expect(versions.first.locator("del")).to_have_text(" nurse")
    expect(versions.first.locator("ins")).to_have_text(" cook")
