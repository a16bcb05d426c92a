"""What opens over a page, in a real browser: its menus, and dialogs that hold it still."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.tests.factories import UserFactory
from microblog.tests.accessibility import barriers
from microblog.tests.browsers import NewPage, enter, member
from posts.services import follow, publish, repost

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KINDS = ["account", "person", "post", "repost"]
# Phones, and a desktop's window at 400 % (320 by 256) and less, or hardly high.
SIZES = [(320, 256), (360, 370), (360, 740), (768, 300), (1280, 256), (1280, 400), (1280, 740)]
IN_SIGHT = """async (items) => {
  const isThere = () => {
    const { left, top, right, bottom } = items.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    items.scrollTo(0, items.scrollHeight);
    const last = items.lastElementChild.getBoundingClientRect();
    items.scrollTo(0, 0);
    const foot = document.elementFromPoint((left + right) / 2, bottom - 2);
    return left >= 0 && top >= 0 && right <= clientWidth && bottom <= clientHeight
      && last.bottom <= bottom && items.contains(foot);
  };
  for (let frame = 0; frame < 60 && !isThere(); frame++)
    await new Promise(requestAnimationFrame);
  return isThere();
}"""
SCROLLED = """() => new Promise((done) => {
  const tell = () => scrollY && done(scrollY);
  addEventListener("scrollend", tell);
  tell();
})"""
PLACE = "(one) => JSON.stringify(one.getBoundingClientRect())"


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """The page of bruno, with a menu of each kind."""
    bruno = UserFactory.create(username="bruno")
    ada = member(username="ada", is_staff=True)
    follow(follower=bruno, followed=ada)
    hers = publish(author=ada, body="Tea at four")
    for number in range(5):
        publish(author=bruno, body=f"So we said {number} times.")
    repost(hers, by=bruno)
    page = new_page(width=1280)
    enter(page, "ada", "/@bruno/")
    return page


def menu(page: Page, kind: str) -> Locator:
    return page.locator(f".{kind}-menu").first


def open_menu(page: Page, kind: str) -> Locator:
    menu(page, kind).locator("summary").click()
    items = menu(page, kind).locator(".menu-items")
    expect(items).to_be_visible()
    return items


def test_menus_open_in_sight_in_any_window(page: Page) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for direction in ("ltr", "rtl"):
            page.evaluate("direction => { document.dir = direction }", direction)
            for kind in KINDS:
                items = open_menu(page, kind)
                where = f"{kind}, {width} by {height}, {direction}"
                assert items.evaluate(IN_SIGHT), f"{where}: {items.evaluate(PLACE)}"
                menu(page, kind).locator("summary").click()  # in reach still
                expect(items).to_be_hidden()


def test_menus_close_by_escape_and_what_is_done_elsewhere(page: Page) -> None:
    for kind in KINDS:
        items, summary = open_menu(page, kind), menu(page, kind).locator("summary")
        page.keyboard.press("Tab")
        expect(items.locator(":focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(items).to_be_hidden()
        expect(summary).to_be_focused()

    items = open_menu(page, "person")
    page.get_by_role("contentinfo").click()
    expect(items).to_be_hidden()

    items = open_menu(page, "person")
    other = open_menu(page, "account")
    expect(items).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    expect(other).to_be_hidden()
    expect(page.get_by_role("link", name="New post")).to_be_focused()  # which stays so


def test_escape_closes_one_thing_at_a_time(page: Page) -> None:
    page.locator(".post-author").first.hover()
    card = page.get_by_role("group", name="@ada")
    expect(card).to_be_visible()
    menu(page, "account").locator("summary").press("Enter")
    items = menu(page, "account").locator(".menu-items")
    expect(items).to_be_visible()

    page.keyboard.press("Escape")
    expect(items).to_be_hidden()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_an_open_menu_keeps_nobody_out(page: Page) -> None:
    found = []
    for width in (360, 1280):
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            for kind in KINDS:
                items = open_menu(page, kind)
                found += [
                    f"{kind}, {width} px, {theme}: {one}"
                    for one in barriers(page)
                    # What it lies over is whole again when it closes.
                    if ": target-size: " not in one
                ]
                page.keyboard.press("Escape")
                expect(items).to_be_hidden()
    assert not found, "\n".join(found)


def test_the_account_menu_leaves_no_strips_beside_it(page: Page) -> None:
    entry = open_menu(page, "account").get_by_role("link").first.bounding_box()
    below = page.get_by_role("link", name="New post").bounding_box()

    assert entry
    assert below
    assert entry["x"] <= below["x"]
    assert entry["x"] + entry["width"] >= below["x"] + below["width"]


def test_the_page_stays_where_it_is_behind_a_dialog(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    expect(page.locator(":root")).to_have_css("scrollbar-gutter", "stable")
    for dialog in ("above", "lightbox"):
        page.reload()
        page.mouse.move(1200, 200)
        page.evaluate("name => document.getElementById(name).showModal()", dialog)
        page.mouse.wheel(0, 200)
        page.keyboard.press("Escape")
        expect(page.locator(f"#{dialog}")).to_be_hidden()
        page.mouse.wheel(0, 50)
        assert page.evaluate(SCROLLED) == 50
