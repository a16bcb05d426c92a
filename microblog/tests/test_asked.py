"""Who leaves a page with what they wrote is asked first, in a real browser."""

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from microblog.tests.test_in_place_journey import HURRY
from microblog.tests.test_picture_journey import image
from microblog.tests.writing import WRITE, assert_asks_who_leaves, stay
from posts.services import publish, revise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """(body) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["tea"], "tea.png", { type: "image/png" }));
    body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
}"""
TROUBLES = {
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full'); };",
    "forbidden": """
        const refuse = () => { throw new DOMException("forbidden", "SecurityError"); };
        Object.defineProperty(window, "localStorage", { get: refuse });
        navigator.locks.request = async () => refuse();
    """,
}


def test_who_leaves_with_it_is_asked(page: Page) -> None:
    asked = stay(page)
    explore = page.get_by_role("link", name="Explore", exact=True)
    explore.click(no_wait_after=True)
    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    assert asked == ["beforeunload"]

    page.get_by_label(WRITE).fill("")
    explore.click()
    page.wait_for_url("**/explore/")
    assert len(asked) == 1


@pytest.mark.parametrize("way", ["choose", "paste"])
def test_who_leaves_with_a_picture_alone_is_asked(page: Page, way: str) -> None:
    page.get_by_label(WRITE).fill("")
    stay(page)
    if way == "choose":
        page.locator("input[name=media]").set_input_files(image("tea.png", "brown"))
    else:
        page.get_by_label(WRITE).evaluate(PASTE)
    expect(page.locator(".composer-picture")).to_have_count(1)
    assert_asks_who_leaves(page)

    page.get_by_role("button", name="Remove").click()
    page.get_by_role("link", name="Explore", exact=True).click()
    page.wait_for_url("**/explore/")


@pytest.mark.parametrize("trouble", ["lost", "broken", "hangs"])
def test_who_leaves_after_it_did_not_get_through_is_asked(page: Page, trouble: str) -> None:
    def fail(route: Route) -> None:
        if trouble == "lost":
            route.abort()
        elif trouble == "broken":
            route.fulfill(status=500, body="")

    stay(page)
    page.evaluate(HURRY)
    page.route("**/posts/", fail)
    page.get_by_label(WRITE).press("Control+Enter")
    expect(page.locator("#said .flash-error")).to_be_visible()

    assert_asks_who_leaves(page)


@pytest.mark.parametrize("trouble", ["full", "forbidden"])
def test_a_browser_that_keeps_nothing_asks_all_the_same(page: Page, trouble: str) -> None:
    page = page.context.new_page()  # where an error on the page would not be seen
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(TROUBLES[trouble])
    page.goto("/")
    page.get_by_label(WRITE).fill("Half a thought")
    stay(page)
    assert_asks_who_leaves(page)

    page.get_by_label(WRITE).press("Control+Enter")

    expect(page.locator("#said")).to_contain_text("Your post is live.")
    expect(page.get_by_label(WRITE)).not_to_have_value("Half a thought")
    assert errors == []


def test_who_leaves_with_what_was_refused_is_asked(page: Page) -> None:
    stay(page)
    page.get_by_label(WRITE).fill("x" * 501)
    page.get_by_label(WRITE).press("Control+Enter")
    expect(page.get_by_label(WRITE)).to_have_attribute("aria-invalid", "true")

    assert_asks_who_leaves(page)


def test_who_leaves_with_an_edit_that_met_another_is_asked(page: Page, ada: User) -> None:
    post = publish(author=ada, body="Tea at four")
    page.goto(f"/posts/{post.pk}/edit/")
    revise(post, by=ada, body="Tea at five", warning="", language="")
    asked = stay(page)
    page.get_by_label("Your post").fill("Tea at six")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".nonfield")).to_be_visible()
    assert not asked

    assert_asks_who_leaves(page)


def test_who_saves_an_edit_is_not_asked(page: Page, ada: User) -> None:
    post = publish(author=ada, body="Tea at four", warning="Unripe")
    page.goto(f"/posts/{post.pk}/edit/")
    asked = stay(page)
    page.get_by_label("Content warning").fill("")
    assert_asks_who_leaves(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your post is changed.")).to_be_visible()

    assert asked == ["beforeunload"]


def test_who_is_led_to_sign_in_is_not_asked(page: Page) -> None:
    asked = stay(page)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label(WRITE).press("Control+Enter")
    expect(page.get_by_label("Password")).to_be_visible()

    assert not asked


def test_who_typed_nothing_but_blanks_is_not_asked(page: Page) -> None:
    asked = stay(page)
    page.get_by_label(WRITE).fill("  \n")
    page.get_by_role("link", name="Explore", exact=True).click()
    page.wait_for_url("**/explore/")

    assert not asked
