"""Writing above the page that one is on, in a real browser."""

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.browsers import NewPage, enter, member
from microblog.tests.test_picture_journey import image
from posts.models import Bookmark, Post, Repliers
from posts.paging import PAGE_SIZE
from posts.services import publish
from posts.tests.factories import PostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "New post"


@pytest.fixture
def bruno() -> User:
    return UserFactory.create(username="bruno")


@pytest.fixture
def page(new_page: NewPage, bruno: User) -> Page:
    """The page of bruno, whom ada reads."""
    publish(author=bruno, body="The kettle is on.")
    member(username="ada")
    page = new_page(width=1280)
    enter(page, "ada", "/@bruno/")
    return page


def test_a_post_is_written_above_the_page_that_stays_as_it_is(page: Page) -> None:
    page.get_by_role("link", name=NEW).press("Enter")
    dialog = page.get_by_role("dialog", name=NEW)
    body = dialog.get_by_label("What is new?")
    expect(body).to_be_focused()
    body.fill("x" * 501)
    expect(dialog.locator(".composer-count")).to_have_text("-1")  # its scripts are at work
    body.press("Control+Enter")
    expect(dialog.get_by_text("Keep to 500 characters; this has 501.")).to_be_visible()
    expect(body).to_have_value("x" * 501)
    expect(body).to_be_focused()

    body.fill("Half a thought")
    body.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name=NEW)).to_be_focused()
    page.keyboard.press("Enter")  # and it is there again
    expect(body).to_have_value("Half a thought")
    dialog.get_by_role("button", name="Post").last.click()

    expect(dialog).to_be_hidden()
    expect(page.locator("#said")).to_contain_text("Your post is live.")
    expect(page.get_by_role("article")).to_contain_text("The kettle is on.")
    expect(page).to_have_url("/@bruno/")
    page.get_by_role("link", name="See it").click()
    expect(page.get_by_role("article")).to_contain_text("Half a thought")


def test_an_answer_is_written_where_the_post_is_read(page: Page, bruno: User) -> None:
    card = page.get_by_role("article")
    card.get_by_label("Reply, 0").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("blockquote")).to_contain_text("The kettle is on.")
    dialog.get_by_label("Your reply to @bruno").fill("I come!")
    dialog.get_by_role("button", name="Reply").click()
    expect(page.locator("#said")).to_contain_text("Your post is live.")
    assert Post.objects.get(body="I come!").reply_to == bruno.posts.get()

    # In the conversation it is answered below the post, and further answers are shown at once.
    page.goto(bruno.posts.get().get_absolute_url())
    page.get_by_role("article").first.get_by_label("Reply, 1").click()
    expect(page.locator("#content").get_by_label("Your reply to @bruno")).to_be_focused()
    page.get_by_role("article").last.get_by_label("Reply, 0").click()
    dialog.get_by_label("Your reply to @ada").fill("Me too.")
    dialog.get_by_role("button", name="Reply").click()
    expect(page.get_by_role("article").last).to_contain_text("Me too.")


def test_a_quote_is_written_there_too(page: Page) -> None:
    card = page.get_by_role("article")
    card.get_by_label("Repost or quote, 0").click()
    card.get_by_role("link", name="Quote").press("Enter")
    page.get_by_role("dialog").get_by_role("blockquote").wait_for()
    page.keyboard.press("Escape")
    expect(card.get_by_label("Repost or quote, 0")).to_be_focused()
    page.keyboard.press("Enter")
    card.get_by_role("link", name="Quote").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("blockquote")).to_contain_text("The kettle is on.")
    dialog.get_by_label("Your words on @bruno's post").fill("Tea!")
    dialog.get_by_role("button", name="Post").last.click()
    expect(dialog).to_be_hidden()
    assert Post.objects.get(body="Tea!").is_repost is False


def test_who_closes_it_with_pictures_is_asked(page: Page) -> None:
    page.get_by_role("link", name=NEW).click()
    dialog = page.get_by_role("dialog", name=NEW)
    dialog.locator("input[name=media]").set_input_files(image("tea.png", "brown"))
    expect(dialog.locator(".composer-picture")).to_have_count(1)
    for close in (
        lambda: dialog.get_by_label("What is new?").press("Escape"),
        lambda: dialog.get_by_role("button", name="Close").click(),
    ):
        page.once("dialog", lambda asked: asked.dismiss())
        close()
        expect(dialog.locator(".composer-picture")).to_have_count(1)
        expect(dialog).to_be_visible()

    page.once("dialog", lambda asked: asked.accept())
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_older_posts_stay_below_it(page: Page, bruno: User) -> None:
    PostFactory.create_batch(PAGE_SIZE, author=bruno)
    page.reload()
    page.get_by_role("link", name="Older posts").click()
    expect(page.get_by_role("article")).to_have_count(PAGE_SIZE + 1)
    page.get_by_role("link", name=NEW).click()
    page.get_by_role("dialog").get_by_label("What is new?").fill("Tea!")
    page.get_by_role("dialog").get_by_role("button", name="Post").last.click()
    expect(page.locator("#said")).to_contain_text("Your post is live.")

    expect(page.get_by_role("article")).to_have_count(PAGE_SIZE + 1)


def test_the_link_leads_on_where_no_dialog_comes(page: Page, bruno: User) -> None:
    post = publish(author=bruno, body="Silence!", replies_from=Repliers.NOBODY)
    page.reload()
    page.locator(f"#post-{post.pk}").get_by_label("Reply, 0").click()
    page.wait_for_url(f"**{post.get_absolute_url()}#reply")
    expect(page.get_by_role("dialog")).to_be_hidden()

    page.context.clear_cookies()
    page.get_by_role("link", name=NEW).click()
    page.wait_for_url("**/login/?next=/posts/")


def test_what_is_pressed_while_it_is_on_its_way_does_nothing_below(page: Page) -> None:
    held: list[Route] = []
    page.route("**/posts/?reply=*", lambda route: held.append(route))
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("big")  # b would bookmark
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_attribute("aria-busy", "true")
    page.keyboard.press("Escape")  # not that one after all
    expect(dialog).to_be_hidden()
    page.get_by_role("link", name=NEW).click()
    dialog.get_by_label("What is new?").fill("Mine")

    for route in held:
        route.abort()
    expect(dialog.get_by_label("What is new?")).to_have_value("Mine")
    assert not Bookmark.objects.exists()


def test_one_may_close_it_while_it_sends(page: Page) -> None:
    held: list[Route] = []
    page.route("**/posts/", lambda route: held.append(route))
    dialog = page.get_by_role("dialog")
    for body, ends in (("x" * 501, "Keep to 500"), ("I come!", "live")):
        if not dialog.is_visible():
            page.get_by_role("article").first.get_by_label("Reply").click()
        dialog.get_by_label("Your reply to").fill(body)
        dialog.get_by_role("button", name="Reply").click()
        expect(dialog.locator("form.htmx-request")).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        held.pop().continue_()
        expect(page.get_by_text(ends)).to_be_visible()
    expect(page).to_have_url("/@bruno/")
    expect(page.get_by_role("article")).to_contain_text("The kettle is on.")


def test_what_goes_wrong_is_said_in_it_and_loses_nothing(
    new_page: NewPage, page: Page, bruno: User
) -> None:
    page = new_page(complaints=False)
    enter(page, "ada", "/@bruno/")
    page.get_by_role("article").get_by_label("Reply, 0").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your reply to").fill("I come!")
    page.route("**/posts/", lambda route: route.abort(), times=1)
    dialog.get_by_role("button", name="Reply").click()
    expect(dialog.get_by_role("status")).to_contain_text("There is no answer")
    expect(dialog.get_by_label("Your reply to")).to_have_value("I come!")
    dialog.get_by_role("button", name="Close").click()
    page.get_by_role("article").get_by_label("Reply, 0").click()
    expect(dialog.get_by_label("Your reply to")).to_have_value("I come!")
    expect(dialog.get_by_role("status")).to_be_empty()
