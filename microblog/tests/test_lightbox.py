"""Looking at the pictures of a post above its page, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, expect
from pytest_django import Settings

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.accessibility import barriers
from microblog.tests.browsers import NewPage, enter, member
from posts import services
from posts.models import Post
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory
from posts.tests.test_pictures import image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOWN = ".lightbox-stage img"


@pytest.fixture
def bruno() -> User:
    return UserFactory.create(username="bruno")


@pytest.fixture
def post(settings: Settings, tmp_path: Path, bruno: User) -> Post:
    settings.MEDIA_ROOT = tmp_path
    return publish(bruno, "Una hoja", "Un tallo", "", language="es")


def publish(author: User, *alts: str, language: str = "", warning: str = "") -> Post:
    pictures = [
        services.Attachment(services.upload(image(size=(600 + place, 400)), owner=author), alt)
        for place, alt in enumerate(alts)
    ]
    return services.publish(
        author=author, body="Look!", pictures=pictures, language=language, warning=warning
    )


@pytest.fixture
def page(new_page: NewPage, post: Post) -> Page:
    """The post, as a visitor sees it."""
    page = new_page()
    page.goto(post.get_absolute_url())
    return page


def links(page: Page) -> Locator:
    return page.locator(".post-pictures a")


def box_of(part: Locator) -> FloatRect:
    box = part.bounding_box()
    assert box
    return box


def test_the_keyboard_alone_goes_through_the_pictures_of_a_post(page: Page) -> None:
    dialog = page.get_by_role("dialog", name="Picture viewer")
    links(page).first.press("Enter")
    expect(dialog.get_by_text("1 of 3")).to_be_visible()
    expect(dialog.get_by_role("img", name="Una hoja")).to_have_js_property("naturalWidth", 600)
    expect(dialog.get_by_text("Una hoja")).to_have_attribute("lang", "es")

    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("img", name="Un tallo")).to_have_js_property("naturalWidth", 601)
    page.keyboard.press("Alt+ArrowRight")  # the browser's own
    expect(dialog.get_by_text("2 of 3")).to_be_visible()
    dialog.get_by_role("button", name="Next picture").press("Enter")
    expect(dialog.get_by_text("3 of 3")).to_be_visible()
    expect(dialog.get_by_text("Picture 3, not described")).to_have_attribute("lang", "en")
    page.keyboard.press("ArrowRight")  # and round
    expect(dialog.get_by_text("1 of 3")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(dialog.get_by_text("3 of 3")).to_be_visible()
    dialog.get_by_role("button", name="Previous picture").press("Enter")
    expect(dialog.get_by_text("2 of 3")).to_be_visible()

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(links(page).nth(1)).to_be_focused()
    assert not page.context.cookies()


def test_arrows_point_where_the_page_is_read_to(page: Page) -> None:
    page.evaluate("document.dir = 'rtl'")
    links(page).first.click()
    expect(page.get_by_text("1 of 3")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    next_, previous = (
        page.get_by_role("button", name=f"{name} picture") for name in ("Next", "Previous")
    )
    expect(next_.locator("svg")).to_have_css("transform", "matrix(-1, 0, 0, 1, 0, 0)")
    assert box_of(next_)["x"] < box_of(previous)["x"]


def test_a_click_beside_the_picture_closes_and_on_it_does_not(page: Page) -> None:
    dialog = page.get_by_role("dialog", name="Picture viewer")
    links(page).first.click()
    page.locator(SHOWN).click()
    dialog.get_by_text("Una hoja").click()
    expect(dialog).to_be_visible()
    page.mouse.click(180, 90)
    expect(dialog).to_be_hidden()
    expect(page.locator(SHOWN)).to_have_count(0)

    links(page).first.click()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    expect(links(page).first).to_be_focused()


@pytest.mark.parametrize("key", ["Control", "Shift"])
def test_a_click_for_elsewhere_stays_the_browsers(page: Page, key: str) -> None:
    with page.context.expect_page() as opened:
        links(page).first.click(modifiers=[key])  # type: ignore[list-item]
    expect(opened.value).to_have_url(re.compile(r"/pictures/\d+/\w+\.webp$"))
    opened.value.close()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_without_javascript_the_link_leads_to_the_picture(
    new_page: NewPage, post: Post
) -> None:
    page = new_page(javascript=False, complaints=False)  # a browser styles a picture inline
    page.goto(post.get_absolute_url())
    expect(page.get_by_text("The picture did not come.")).to_be_hidden()
    links(page).first.click()
    expect(page).to_have_url(re.compile(r"\.webp$"))


def test_where_the_viewer_does_not_come_either(new_page: NewPage, post: Post) -> None:
    page = new_page(complaints=False)
    page.goto(post.get_absolute_url())
    page.route("**/lightbox.js", lambda route: route.abort())
    links(page).first.click()
    expect(page).to_have_url(re.compile(r"\.webp$"))
    page.goto("/explore/")


def test_one_that_does_not_come_is_told_of_and_asked_for_again(
    new_page: NewPage, post: Post
) -> None:
    page = new_page(complaints=False)
    page.goto(post.get_absolute_url())
    answers: list[Route] = []
    page.route("**/pictures/**", lambda route: answers.append(route))
    # As one that is far down the page, and so was not asked for yet.
    links(page).first.evaluate("link => { link.search = '?large' }")
    dialog = page.get_by_role("dialog", name="Picture viewer")
    with page.expect_request("**/pictures/**"):
        links(page).first.click()
    expect(dialog.get_by_text("The picture is on its way…")).to_be_visible()
    answers.pop().abort()

    failed = dialog.get_by_role("alert")
    expect(failed).to_have_text("The picture did not come. Try again")
    expect(dialog.get_by_text("on its way")).to_be_hidden()
    assert not barriers(page)
    page.unroute("**/pictures/**")
    dialog.get_by_role("link", name="Try again").press("Enter")
    expect(page.locator(SHOWN)).to_have_js_property("naturalWidth", 600)
    expect(failed).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_text("2 of 3")).to_be_visible()


def test_one_that_comes_late_does_not_hide_the_one_gone_on_to(page: Page) -> None:
    answers: list[Route] = []
    page.route(re.compile(r"\?large$"), lambda route: answers.append(route))
    for link in links(page).all()[:2]:
        link.evaluate("link => { link.search = '?large' }")
    with page.expect_request(re.compile(r"\?large$")):
        links(page).first.click()
    with page.expect_request(re.compile(r"\?large$")):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    first, second = answers
    with page.expect_response(re.compile(r"\?large$")):
        first.continue_()
    expect(page.get_by_text("The picture is on its way…")).to_be_visible()
    second.continue_()
    expect(page.locator(SHOWN)).to_have_js_property("naturalWidth", 601)
    expect(page.locator(SHOWN)).to_be_visible()


def test_pictures_that_came_in_place_and_from_behind_a_warning(
    new_page: NewPage, post: Post, bruno: User
) -> None:
    PostFactory.create_batch(PAGE_SIZE - 1, author=bruno)
    publish(bruno, "A frog", warning="Frogs")
    member(username="ada")
    page = new_page(width=1280)
    enter(page, "ada", "/@bruno/")

    frog = page.get_by_role("img", name="A frog")
    expect(frog).to_be_hidden()
    page.get_by_text("Frogs").click()
    frog.click()
    dialog = page.get_by_role("dialog", name="Picture viewer")
    expect(dialog.get_by_role("img", name="A frog")).to_be_visible()
    for control in (dialog.get_by_text("1 of 1"), dialog.get_by_label("Next picture")):
        expect(control).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("img", name="A frog")).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Older posts").click()
    links(page).nth(2).click()
    expect(dialog.get_by_text("2 of 3")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(360, 740), (740, 360), (1280, 800)])
def test_all_of_it_is_in_sight_and_in_reach(
    new_page: NewPage, post: Post, bruno: User, scheme: str, size: tuple[int, int]
) -> None:
    long = publish(bruno, "So much to be seen, and so little room. " * 30, "A leaf")
    width, height = size
    page = new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(long.get_absolute_url())
    links(page).first.click()

    dialog = page.get_by_role("dialog", name="Picture viewer")
    expect(page.locator(SHOWN)).to_be_visible()
    parts = [page.locator(SHOWN), page.locator(".lightbox-words")]
    buttons = dialog.get_by_role("button").all()
    for part in [*parts, *buttons]:
        box = box_of(part)
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
    for button in buttons:
        box = box_of(button)
        assert min(box["width"], box["height"]) >= 44
    page.locator(".lightbox-words").focus()
    expect(page.locator(".lightbox-words")).to_be_focused()  # to read on with the keyboard
    assert not barriers(page)


def test_it_is_not_printed(page: Page) -> None:
    links(page).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.emulate_media(media="screen")


def test_it_moves_only_for_who_likes_that(page: Page) -> None:
    dialog = page.locator("#lightbox")
    links(page).first.click()
    expect(dialog).to_have_css("transition-duration", "0.15s")
    page.emulate_media(reduced_motion="reduce")
    expect(dialog).to_have_css("transition-duration", "0s")
