"""What is written and not posted yet, in a real browser: it comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.browsers import NewPage, enter, member
from posts.models import Audience, Post
from posts.services import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRITE = "What is new?"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft ')).length"
TYPED_AFTER_SAVING = """(body, more) => {
    body.form.requestSubmit();
    body.value += more;
    body.dispatchEvent(new Event("input", { bubbles: true }));
}"""
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


@pytest.fixture
def ada() -> User:
    return member(username="ada")


@pytest.fixture
def page(new_page: NewPage, ada: User) -> Page:
    """The home of ada, who begins to write."""
    page = new_page(complaints=False)  # a test loses an answer on purpose
    enter(page, "ada")
    page.get_by_label(WRITE).press_sequentially("Half a though")
    return page


def assert_posted(page: Page) -> None:
    expect(page.locator("#said")).to_contain_text("Your post is live.")
    page.wait_for_function(f"{KEPT} === 0")  # a moment later


def crash(page: Page) -> Page:
    """Return what comes after it: another page of the same browser."""
    context = page.context
    page.close()
    return tab(context)


def tab(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/")
    return page


def stay(page: Page) -> list[str]:
    """Stay on the page from now on; return what will have been asked."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    return asked


def assert_asks_who_leaves(page: Page) -> None:
    with page.expect_event("dialog") as event:
        page.get_by_role("link", name="Explore", exact=True).click(no_wait_after=True)
    assert event.value.type == "beforeunload"


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
    assert_posted(page)
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
    asked = stay(page)
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
    assert page.evaluate(KEPT) == 1
    page.locator(".account-menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Join").first).to_be_visible()

    assert page.evaluate(KEPT) == 0


def test_who_signs_out_and_stays_keeps_it(page: Page) -> None:
    asked = stay(page)
    page.locator(".account-menu > summary").click()
    page.get_by_role("button", name="Sign out").click(no_wait_after=True)
    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    assert asked == ["beforeunload"]
    page.get_by_label(WRITE).press("End")
    page.get_by_label(WRITE).press_sequentially("t")

    page = crash(page)

    expect(page.get_by_label(WRITE)).to_have_value("Half a thought")


@pytest.mark.parametrize("above", [False, True])
def test_what_is_on_its_way_waits_for_the_answer(page: Page, above: bool) -> None:
    if above:
        page.goto("/explore/")
        page.get_by_role("link", name="New post").click()
        expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    held: list[Route] = []
    page.route("**/posts/", lambda route: held.append(route))
    body = page.get_by_label(WRITE)
    form = page.locator(".composer")
    for _ in range(2):
        body.press("Control+Enter")
        expect(form).to_have_attribute("aria-busy", "true")
        body.press_sequentially(" more")
        expect(body).to_have_value("Half a though")
        page.get_by_label("Who can see it").select_option("followers")
        if not held:
            continue
        held.pop().abort()
        expect(form).to_have_attribute("aria-busy", "false")
        body.press("End")
        body.press_sequentially("t")
        expect(body).to_have_value("Half a thought")
        body.press("Backspace")

    body.press("Control+Enter")
    expect(form).to_have_attribute("aria-busy", "true")
    held.pop().continue_()

    assert_posted(page)
    page = crash(page)
    expect(page.get_by_role("article")).to_be_visible()
    expect(page.get_by_label(WRITE)).to_have_value("")


def test_each_tab_keeps_its_own(page: Page) -> None:
    other = tab(page.context)
    other.get_by_label(WRITE).press_sequentially("Tea?")
    other.get_by_label(WRITE).press("Control+Enter")
    expect(other.locator("#said")).to_contain_text("Your post is live.")
    expect(other.get_by_label(WRITE)).to_have_value("")
    other.get_by_label(WRITE).press_sequentially("Or cof")
    assert other.evaluate(KEPT) == 2
    expect(page.get_by_label(WRITE)).to_have_value("Half a though")

    page.close()
    other = crash(other)  # the newest is what comes back

    expect(other.get_by_label(WRITE)).to_have_value("Or cof")
    other.get_by_label(WRITE).press("Control+Enter")
    expect(other.get_by_label(WRITE)).to_have_value("Half a though")
    assert Post.objects.count() == 2


def test_tabs_that_edit_one_post_keep_their_own(page: Page, ada: User) -> None:
    post = publish(author=ada, body="Tea at four")
    one, other = page, page.context.new_page()
    for each in (one, other):
        each.goto(f"/posts/{post.pk}/edit/")
    one.get_by_label("Your post").fill("Tea at five")
    other.get_by_label("Your post").fill("Tea at six")

    one.get_by_role("button", name="Save").click()
    expect(one.get_by_text("Your post is changed.")).to_be_visible()
    other.close()
    one.goto(f"/posts/{post.pk}/edit/")

    expect(one.get_by_label("Your post")).to_have_value("Tea at six")


def test_it_is_dropped_after_a_month(page: Page) -> None:
    context = page.context
    page.close()
    page = context.new_page()
    page.clock.set_fixed_time(timezone.now() + timedelta(days=31))
    page.goto("/")

    assert page.evaluate(KEPT) == 0
    expect(page.get_by_label(WRITE)).to_have_value("")


def test_a_warning_alone_is_kept_and_asked_about(page: Page) -> None:
    page.get_by_label(WRITE).fill("")
    page.locator("summary", has_text="Content warning").click()
    page.get_by_label("Content warning").fill("Unripe")
    asked = stay(page)
    assert_asks_who_leaves(page)
    assert asked

    page = crash(page)

    expect(page.get_by_label("Content warning")).to_have_value("Unripe")


@pytest.mark.parametrize("way", ["choose", "paste"])
def test_who_leaves_with_a_picture_alone_is_asked(page: Page, way: str) -> None:
    page.get_by_label(WRITE).fill("")
    stay(page)
    if way == "choose":
        page.locator("input[name=media]").set_input_files(
            {"name": "tea.png", "mimeType": "image/png", "buffer": b"tea"}
        )
    else:
        page.get_by_label(WRITE).evaluate(PASTE)
    expect(page.locator(".composer-picture")).to_have_count(1)
    assert_asks_who_leaves(page)

    page.get_by_role("button", name="Remove").click()
    page.get_by_role("link", name="Explore", exact=True).click()
    page.wait_for_url("**/explore/")


def test_who_leaves_after_a_refusal_is_asked(page: Page) -> None:
    stay(page)
    page.route("**/posts/", lambda route: route.fulfill(status=500, body=""))
    page.get_by_label(WRITE).press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("Something broke on our side.")

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


def test_what_is_typed_while_an_edit_is_on_its_way_is_there_again(
    page: Page, ada: User
) -> None:
    post = publish(author=ada, body="Tea")
    page.goto(f"/posts/{post.pk}/edit/")
    body = page.get_by_label("Your post")
    body.fill("Tea at four")
    with page.expect_navigation():
        body.evaluate(TYPED_AFTER_SAVING, ", or five")
    post.refresh_from_db()
    assert post.body == "Tea at four"

    page.goto(f"/posts/{post.pk}/edit/")
    expect(body).to_have_value("Tea at four, or five")
