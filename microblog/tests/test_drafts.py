"""What is written and not posted yet, in a real browser: it comes back."""

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.browsers import NewPage, member, sign_in
from posts.models import Audience, Post
from posts.services import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRITE = "What is new?"


@pytest.fixture
def ada() -> User:
    return member(username="ada")


@pytest.fixture
def page(new_page: NewPage, ada: User) -> Page:
    """The home of ada, who begins to write."""
    page = new_page(complaints=False)  # a test loses an answer on purpose
    page.goto("/login/")
    sign_in(page, "ada")
    page.get_by_label(WRITE).press_sequentially("Half a though")
    return page


def crash(page: Page) -> Page:
    """Return what comes after it: another page of the same browser."""
    context = page.context
    page.close()
    page = context.new_page()
    page.goto("/")
    return page


def test_it_comes_back_after_a_crash_and_goes_when_it_is_posted(page: Page) -> None:
    page.locator("summary", has_text="Content warning").click()
    page.get_by_label("Content warning").fill("Unripe")
    page.get_by_label("Who can see it").select_option("followers")

    page = crash(page)

    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    expect(page.get_by_label("Content warning")).to_have_value("Unripe")
    expect(page.get_by_label("Who can see it")).to_have_value("followers")
    expect(page.locator(".composer-count")).to_have_text("487")
    page.get_by_label(WRITE).press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("Your post is live.")
    assert Post.objects.get().warning == "Unripe"
    assert Post.objects.get().audience == Audience.FOLLOWERS
    page = crash(page)
    expect(page.get_by_role("article")).to_be_visible()
    expect(page.get_by_label(WRITE)).to_have_value("")


def test_it_is_posted_once_though_the_answer_is_lost(page: Page) -> None:
    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        page.context.clear_cookies(name="messages")  # nor does the browser get what it sets
        route.abort()

    page.route("**/posts/", lose, times=1)
    page.locator(".composer-foot").get_by_role("button", name="Post").click()
    expect(page.get_by_text("There is no answer: are you online?")).to_be_visible()
    assert Post.objects.count() == 1

    page = crash(page)
    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    page.locator(".composer-foot").get_by_role("button", name="Post").click()

    expect(page.locator("#said")).to_contain_text("Your post is live.")
    expect(page.get_by_label(WRITE)).to_have_value("")
    assert Post.objects.count() == 1


def test_who_leaves_with_it_is_asked(page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    explore = page.get_by_role("link", name="Explore", exact=True)
    explore.click(no_wait_after=True)
    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    assert asked == ["beforeunload"]

    page.get_by_label(WRITE).fill("")
    explore.click()
    page.wait_for_url("**/explore/")
    assert len(asked) == 1


def test_it_waits_where_it_was_meant_for(page: Page, ada: User) -> None:
    post = publish(author=UserFactory.create(), body="Who comes?")
    page.goto(post.get_absolute_url())
    reply = page.get_by_label("Your reply to")
    expect(reply).to_have_value("")
    reply.press_sequentially("I d")
    mine = publish(author=ada, body="Tea at four")
    page.goto(f"/posts/{mine.pk}/edit/")
    page.get_by_label("Your post").fill("Tea at five")

    page = crash(page)

    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    page.goto(post.get_absolute_url())
    expect(page.get_by_label("Your reply to")).to_have_value("I d")
    page.goto(f"/posts/{mine.pk}/edit/")
    expect(page.get_by_label("Your post")).to_have_value("Tea at five")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your post is changed.")).to_be_visible()
    page.goto(f"/posts/{mine.pk}/edit/")
    expect(page.get_by_label("Your post")).to_have_value("Tea at five")
    page.get_by_label("Your post").fill("Tea at six")
    page.get_by_label("Your post").fill("Tea at five")
    page.goto("/explore/")  # nothing is left to ask for


def test_nothing_is_left_for_who_signs_in_next(page: Page) -> None:
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('draft ')).length"
    assert page.evaluate(kept) == 1
    page.locator(".account-menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Join").first).to_be_visible()

    assert page.evaluate(kept) == 0
