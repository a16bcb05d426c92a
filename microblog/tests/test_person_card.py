"""Who somebody is, beside a link to them, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.accessibility import barriers
from microblog.tests.browsers import NewPage, enter
from posts import services
from posts.models import Follow
from posts.tests.factories import PostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARDS = re.compile(r"/card/$")
IN_VAIN = 700  # ms, after which a card would have come


@pytest.fixture
def bruno() -> User:
    return UserFactory.create(username="bruno", about_me="Tea and engines")


@pytest.fixture
def cleo() -> User:
    return UserFactory.create(username="cleo", about_me="Cake and boats")


@pytest.fixture
def page(new_page: NewPage, ada: User, bruno: User, cleo: User) -> Page:
    """The page of bruno, who names cleo, as ada reads it."""
    services.publish(author=bruno, body="Tea is ready, @cleo!")
    return opened(new_page(width=1280))


def opened(page: Page) -> Page:
    enter(page, "ada")
    page.clock.install()
    page.goto("/@bruno/")
    return page


def author(page: Page) -> Locator:
    return page.locator(".post-author")


def mention(page: Page) -> Locator:
    return page.locator(".post-body").get_by_role("link", name="@cleo")


def card_of(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=f"@{name}")


def box_of(part: Locator) -> FloatRect:
    box = part.bounding_box()
    assert box
    return box


def asked(page: Page) -> list[str]:
    """Return a list that will hold the cards asked for from now on."""
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if CARDS.search(sent.url) else None)
    return asked


def assert_no_card(page: Page) -> None:
    """A card has the time to come, and none does."""
    page.clock.run_for(IN_VAIN)
    expect(page.locator(".person-card:popover-open")).to_have_count(0)


def test_the_mouse_rests_and_may_go_onto_the_card(page: Page) -> None:
    asked_for = asked(page)
    before = box_of(page.locator(".post-body"))
    author(page).hover()
    card = card_of(page, "bruno")
    expect(card).to_contain_text("Tea and engines")
    expect(card).to_contain_text("0 followers · 0 following")
    assert box_of(page.locator(".post-body")) == before
    box = box_of(card)
    assert box["x"] == box_of(author(page))["x"]

    page.mouse.move(box["x"] + 9, box["y"] - 9)  # on the link still
    page.clock.run_for(IN_VAIN)
    expect(card).to_be_visible()
    page.mouse.move(box["x"] + 9, box["y"] + 9)
    page.clock.run_for(IN_VAIN)
    expect(card).to_be_visible()
    author(page).hover()
    mention(page).hover(force=True)  # past what covers it: off the link, in any case
    page.mouse.move(1, 1)
    expect(card).to_be_hidden()

    mention(page).hover()
    expect(card_of(page, "cleo")).to_contain_text("Cake and boats")
    page.mouse.move(1, 1)
    expect(card_of(page, "cleo")).to_be_hidden()
    author(page).hover()
    expect(card).to_be_visible()
    assert [url.split("/")[-3] for url in asked_for] == ["@bruno", "@cleo"]


def test_straight_from_one_link_to_the_next(page: Page) -> None:
    page.get_by_role("article").evaluate(
        "post => post.querySelector('.post-body').style.setProperty('margin-top', '400px')"
    )
    author(page).hover()
    expect(card_of(page, "bruno")).to_be_visible()
    mention(page).hover()
    expect(card_of(page, "cleo")).to_be_visible()
    expect(card_of(page, "bruno")).to_be_hidden()


def test_who_only_passes_by_asks_for_nothing(page: Page) -> None:
    asked_for = asked(page)
    author(page).hover()
    page.mouse.move(1, 1)
    assert_no_card(page)
    assert not asked_for


def test_an_answer_for_who_has_gone_on_is_dropped(page: Page) -> None:
    held: list[Route] = []
    page.route(CARDS, lambda route: held.append(route))
    with page.expect_event("requestfailed", lambda sent: CARDS.search(sent.url) is not None):
        with page.expect_request(CARDS):
            author(page).hover()
        page.mouse.move(1, 1)
    assert_no_card(page)


def test_the_keyboard_alone_goes_from_the_link_into_the_card(page: Page, ada: User) -> None:
    author(page).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    card = card_of(page, "bruno")
    expect(card).to_be_visible()
    expect(author(page)).to_be_focused()
    page.keyboard.press("Tab")
    button = card.get_by_role("button")
    expect(button).to_have_text("Follow")
    expect(button).to_be_focused()
    page.clock.run_for(IN_VAIN)
    expect(card).to_be_visible()
    page.evaluate("document.documentElement.dataset.same = 'yes'")
    page.set_viewport_size({"width": 1280, "height": 300})
    page.evaluate("scrollTo(0, 50)")

    page.keyboard.press("Enter")
    expect(button).to_have_text("Unfollow")
    expect(button).to_be_focused()
    expect(card).to_contain_text("1 follower")
    page.keyboard.press("Enter")
    expect(button).to_have_text("Follow")
    page.keyboard.press("Enter")
    expect(button).to_have_text("Unfollow")
    assert Follow.objects.get().follower == ada
    assert page.evaluate("document.documentElement.dataset.same") == "yes"
    assert page.evaluate("scrollY") == 50
    expect(page.locator("#said")).to_have_text("")

    page.keyboard.press("Tab")
    expect(card).to_be_hidden()
    expect(page.locator(".post-permalink")).to_be_focused()
    page.keyboard.press("Shift+Tab")  # asked for anew, as it is not what it was
    expect(author(page)).to_be_focused()
    expect(button).to_have_text("Unfollow")


def test_escape_dismisses_it_where_one_is(page: Page) -> None:
    author(page).hover()
    card = card_of(page, "bruno")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert_no_card(page)

    page.mouse.move(1, 1)
    author(page).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(author(page)).to_be_focused()
    assert_no_card(page)


def test_above_a_dialog_escape_dismisses_it_alone(page: Page) -> None:
    page.get_by_label("Reply, 0").click()
    dialog = page.get_by_role("dialog")
    dialog.locator(".post-author").hover()
    expect(card_of(page, "bruno")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card_of(page, "bruno")).to_be_hidden()
    expect(dialog).to_be_visible()


def test_a_button_pressed_by_mouse_keeps_nothing_open(page: Page, bruno: User) -> None:
    held: list[Route] = []
    page.route("**/follow/?card", lambda route: held.append(route))
    author(page).hover()
    card = card_of(page, "bruno")
    with page.expect_request("**/follow/?card"):
        card.get_by_role("button", name="Follow").click()
    page.mouse.move(1, 1)
    expect(card).to_be_hidden()
    with page.expect_response("**/follow/?card"):
        held.pop().continue_()
    author(page).hover()
    expect(card.get_by_role("button")).to_have_text("Unfollow")
    assert Follow.objects.get().followed == bruno


def test_it_is_not_lost_where_the_page_is_drawn_anew(page: Page) -> None:
    author(page).hover()
    expect(card_of(page, "bruno")).to_be_visible()
    page.mouse.move(1, 1)
    expect(card_of(page, "bruno")).to_be_hidden()
    page.locator("#follow").press("Enter")
    expect(page.locator("#follow")).to_have_text("Unfollow")
    expect(page.locator(".person-card")).to_have_count(1)
    author(page).hover()
    expect(card_of(page, "bruno").get_by_role("button")).to_have_text("Unfollow")


def test_a_mouse_that_lies_still_asks_for_nothing(page: Page, bruno: User) -> None:
    PostFactory.create_batch(20, author=bruno)
    page.reload()
    links = author(page)
    links.first.hover()
    expect(card_of(page, "bruno")).to_be_visible()
    page.keyboard.press("Escape")
    box = box_of(links.nth(1))
    page.evaluate(
        "addEventListener('pointermove', () => { document.documentElement.dataset.moved = '' })"
    )
    page.mouse.move(box["x"] + 5, box["y"] - 40)
    expect(page.locator("html[data-moved]")).to_have_count(1)
    page.evaluate("by => scrollBy(0, by)", 50 + box["height"] / 2 - 5)
    expect(page.locator(".post-author:hover")).to_have_count(1)
    assert_no_card(page)


def test_it_comes_to_links_to_people_alone(page: Page) -> None:
    asked_for = asked(page)
    author(page).hover()
    expect(card_of(page, "bruno")).to_be_visible()
    page.keyboard.press("Escape")
    for link in (page.locator(".post-permalink"), page.locator(".tabs a").first):
        link.hover()
        assert_no_card(page)
    assert len(asked_for) == 1


def test_never_by_touch(page: Page) -> None:
    asked_for = asked(page)
    touch = {"pointerType": "touch", "bubbles": True}
    mention(page).dispatch_event("pointermove", touch)
    assert_no_card(page)
    author(page).hover()
    expect(card_of(page, "bruno")).to_be_visible()
    page.mouse.move(1, 1)
    mention(page).dispatch_event("pointermove", touch)
    assert_no_card(page)
    assert len(asked_for) == 1


def test_where_its_script_does_not_come_the_link_leads_on(
    new_page: NewPage, page: Page, bruno: User
) -> None:
    page = opened(new_page(width=1280, complaints=False))
    page.route("**/person-card.js", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        mention(page).hover()
    mention(page).click()
    expect(page).to_have_url(re.compile("/@cleo/$"))


@pytest.mark.parametrize("trouble", ["lost", "broken"])
def test_where_none_comes_nothing_is_said(new_page: NewPage, page: Page, trouble: str) -> None:
    page = opened(new_page(width=1280, complaints=False))
    answer: dict[str, Callable[[Route], None]] = {
        "lost": lambda route: route.abort(),
        "broken": lambda route: route.fulfill(status=500, body="Broken"),
    }
    page.route(CARDS, answer[trouble])
    ends = "requestfailed" if trouble == "lost" else "requestfinished"
    with page.expect_event(ends, lambda sent: CARDS.search(sent.url) is not None):
        author(page).hover()
    assert_no_card(page)
    expect(page.locator("#said")).to_have_text("")

    page.unroute(CARDS)
    page.mouse.move(1, 1)
    author(page).hover()
    expect(card_of(page, "bruno")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("reader", ["member", "visitor"])
def test_all_of_it_is_in_sight_and_keeps_nobody_out(
    new_page: NewPage, page: Page, bruno: User, scheme: str, width: int, reader: str
) -> None:
    if reader == "visitor":
        page = new_page()
        page.goto("/@bruno/")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 500})
    page.evaluate(
        "document.querySelector('.post').style.setProperty('margin', '900px 0 0 60px')"
    )
    author(page).evaluate("link => link.scrollIntoView({ block: 'end' })")
    author(page).hover()
    card = card_of(page, "bruno")
    expect(card).to_be_visible()
    assert page.evaluate("scrollY") > 0
    box, link = box_of(card), box_of(author(page))
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 500
    assert box["y"] + box["height"] <= link["y"] or box["y"] >= link["y"] + link["height"]
    assert not barriers(page)
    if reader == "visitor":
        assert not page.context.cookies()


def test_it_begins_where_the_page_is_read_from(page: Page) -> None:
    page.evaluate("document.dir = 'rtl'")
    author(page).hover()
    box, link = box_of(card_of(page, "bruno")), box_of(author(page))
    assert box["x"] + box["width"] == pytest.approx(link["x"] + link["width"], abs=1)


def test_it_is_not_printed(page: Page) -> None:
    author(page).hover()
    expect(card_of(page, "bruno")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".person-card")).to_be_hidden()
    page.emulate_media(media="screen")
