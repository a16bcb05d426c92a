"""Reading by single keys, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from microblog.tests.browsers import NewPage, enter
from posts.models import Bookmark, Like, Post
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def home(new_page: NewPage, ada: User) -> Page:
    """The home of ada, who wrote more than is on a page."""
    PostFactory.create_batch(PAGE_SIZE + 2, author=ada)
    page = new_page(width=1280)
    enter(page, "ada")
    return page


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_one_goes_from_post_to_post_and_on_to_older_ones(home: Page) -> None:
    posts = home.get_by_role("article")

    press(home, "j")
    expect(posts.nth(0)).to_be_focused()
    press(home, "jj")
    expect(posts.nth(2)).to_be_focused()
    press(home, "k")
    expect(posts.nth(1)).to_be_focused()
    press(home, "kk")
    expect(posts.nth(0)).to_be_focused()  # the first
    expect(posts.nth(0)).to_be_in_viewport(ratio=1)

    press(home, "j" * PAGE_SIZE)  # the last leads on
    expect(posts).to_have_count(PAGE_SIZE + 2)
    expect(posts.nth(PAGE_SIZE)).to_be_focused()
    press(home, "k")
    expect(posts.nth(PAGE_SIZE - 1)).to_be_focused()


def test_it_begins_with_what_one_looks_at(home: Page) -> None:
    posts = home.get_by_role("article")
    home.get_by_role("complementary").evaluate(
        "(aside) => { aside.tabIndex = -1; aside.focus() }"
    )
    press(home, "j")
    expect(posts.nth(0)).to_be_focused()
    posts.nth(9).evaluate("(post) => post.scrollIntoView()")
    press(home, "j")

    expect(posts.nth(9)).to_be_focused()


def test_a_post_is_liked_bookmarked_answered_and_opened(home: Page, ada: User) -> None:
    post = Post.objects.order_by("-pk")[1]
    card = home.locator(f"#post-{post.pk}")

    press(home, "jjl")
    expect(card.get_by_label("Like, 1")).to_have_attribute("aria-pressed", "true")
    expect(card.get_by_label("Like, 1")).to_be_focused()
    press(home, "b")
    expect(card.get_by_label("Bookmark")).to_have_attribute("aria-pressed", "true")
    assert Like.objects.get().post == Bookmark.objects.get().post == post

    press(home, "r")
    dialog = home.get_by_role("dialog", name="Reply")
    expect(dialog.get_by_label("Your reply to @ada")).to_be_focused()
    press(home, "jl")  # is what is written
    expect(dialog.get_by_label("Your reply to @ada")).to_have_value("jl")
    dialog.get_by_label("Your reply to @ada").fill("")
    home.keyboard.press("Escape")
    press(home, "o")
    expect(home).to_have_url(post.get_absolute_url())
    press(home, "gh")
    expect(home).to_have_url("/")


def test_help_search_and_writing_are_a_key_away(home: Page) -> None:
    press(home, "j?")
    dialog = home.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog.get_by_text("Next post")).to_be_visible()
    press(home, "n")  # is for later
    expect(home.get_by_role("dialog", name="New post")).to_be_hidden()
    home.keyboard.press("Escape")
    expect(home.get_by_role("article").first).to_be_focused()

    press(home, "/")
    expect(home.get_by_label("Search posts and people")).to_be_focused()
    press(home, "jn")
    expect(home.get_by_label("Search posts and people")).to_have_value("jn")
    home.get_by_label("Search posts and people").blur()
    home.keyboard.press("Control+n")  # is the browser's
    press(home, "n")
    expect(home.get_by_label("What is new?")).to_be_focused()  # at home it is there


def test_who_switched_them_off_types_as_ever(home: Page, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(uses_shortcuts=False)
    home.reload()
    press(home, "jl?n")

    expect(home.get_by_role("dialog")).to_be_hidden()
    assert home.evaluate("document.activeElement === document.body")
    assert not Like.objects.exists()
