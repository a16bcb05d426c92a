"""What is written and not posted yet, in a real browser: it comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.browsers import enter, member
from microblog.tests.writing import (
    KEPT,
    WRITE,
    assert_asks_who_leaves,
    assert_posted,
    await_truth,
    crash,
    stay,
    tab,
)
from posts.models import Audience, Post, Repliers
from posts.services import publish, revise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED_AFTER_SAVING = """(body, more) => {
    body.form.requestSubmit();
    body.value += more;
    body.dispatchEvent(new Event("input", { bubbles: true }));
}"""

ASKS_NOBODY = """() => {
    const add = window.addEventListener;
    window.addEventListener = (type, ...rest) =>
        type === "beforeunload" || add.call(window, type, ...rest);
}"""
# Waits a tenth as long for another page.
HURRY = """
    const { timeout } = AbortSignal;
    AbortSignal.timeout = (wait) => timeout.call(AbortSignal, wait / 10);
"""
WAITS_FOR_NOTHING = "navigator.locks.query().then(({ pending }) => pending.length === 0)"


def test_it_comes_back_after_a_crash_and_goes_when_it_is_posted(page: Page) -> None:
    page.locator("summary", has_text="Content warning").click()
    page.get_by_label("Content warning").fill("Unripe")
    page.get_by_label("Who can see it").select_option("followers")
    page.locator("summary", has_text="More").click()
    page.locator("[name=replies_from]").select_option("mentioned")
    page.locator("[name=language]").select_option("es")

    page = crash(page)

    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    expect(page.get_by_label("Content warning")).to_have_value("Unripe")
    expect(page.get_by_label("Who can see it")).to_have_value("followers")
    expect(page.locator(".composer-count")).to_have_text("487")
    page.get_by_label(WRITE).press("Control+Enter")
    assert_posted(page)
    post = Post.objects.get()
    assert (post.warning, post.audience) == ("Unripe", Audience.FOLLOWERS)
    assert (post.replies_from, post.language) == (Repliers.MENTIONED, "es")
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
    other = tab(page.context)
    other.get_by_label(WRITE).press_sequentially("Tea?")
    other.get_by_label(WRITE).press("Control+Enter")
    expect(other.locator("#said")).to_contain_text("Your post is live.")
    other.close()

    page = crash(page)
    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    page.locator(".composer-foot").get_by_role("button", name="Post").click()

    expect(page.locator("#said")).to_contain_text("Your post is live.")
    expect(page.get_by_label(WRITE)).to_have_value("")
    assert Post.objects.count() == 2


def test_it_waits_where_it_was_meant_for(page: Page, ada: User) -> None:
    post = publish(author=UserFactory.create(), body="Who comes?")
    page.goto(post.get_absolute_url())
    reply = page.get_by_label("Your reply to")
    expect(reply).to_have_value("")
    reply.press_sequentially("I d")
    mine = publish(author=ada, body="Tea at four")
    page.goto(f"/posts/{mine.pk}/edit/")
    page.get_by_label("Your post").fill("Tea at five")
    page.goto(f"/posts/?quote={post.pk}")
    page.locator("[name=body]").press_sequentially("Loo")

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


def test_nobody_else_sees_it(page: Page) -> None:
    member(username="bruno")
    page.context.clear_cookies(name="sessionid")

    enter(page, "bruno")

    expect(page.get_by_label(WRITE)).to_have_value("")
    assert page.evaluate(KEPT) == 1


@pytest.mark.parametrize("asks", [True, False])
def test_nothing_is_left_for_who_signs_in_next(page: Page, asks: bool) -> None:
    assert page.evaluate(KEPT) == 1
    if not asks:
        page.evaluate(ASKS_NOBODY)
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


def test_who_signs_out_stays_and_goes_elsewhere_keeps_it(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator(".account-menu > summary").click()
    page.get_by_role("button", name="Sign out").click(no_wait_after=True)
    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Explore", exact=True).click()
    page.wait_for_url("**/explore/")

    assert page.evaluate(KEPT) == 1


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
        expect(form.locator("[name=warning]")).not_to_be_editable()
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


def test_it_is_not_taken_by_another_tab_while_its_own_is_loaded_anew(page: Page) -> None:
    page.context.add_init_script(HURRY)
    other = tab(page.context)
    await_truth(other, WAITS_FOR_NOTHING)

    page.reload()

    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    expect(other.get_by_label(WRITE)).to_have_value("")


def test_it_goes_on_where_the_browser_brings_it_back(page: Page) -> None:
    page.goto("/explore/")
    page.go_back()
    expect(page.get_by_label(WRITE)).to_have_value("Half a though")
    page.get_by_label(WRITE).press("Control+Enter")
    assert_posted(page)
    expect(page.get_by_label(WRITE)).to_have_value("")


def test_what_is_typed_before_the_scripts_are_there_is_kept(page: Page) -> None:
    held: list[Route] = []
    page.context.route("**/drafts.js", lambda route: held.append(route))
    other = page.context.new_page()
    other.goto("/", wait_until="commit")
    other.get_by_label(WRITE).press_sequentially("Tea?")
    page.close()  # now it could have that draft
    held.pop().continue_()
    await_truth(other, f"{KEPT} === 2")

    expect(other.get_by_label(WRITE)).to_have_value("Tea?")


def test_what_was_refused_and_is_cleared_is_gone(page: Page) -> None:
    page.get_by_label(WRITE).fill("x" * 501)
    page.get_by_label(WRITE).press("Control+Enter")
    expect(page.get_by_label(WRITE)).to_have_attribute("aria-invalid", "true")
    page.get_by_label(WRITE).fill("")

    assert page.evaluate(KEPT) == 0


def test_an_edit_that_met_another_is_over_when_it_is_saved(page: Page, ada: User) -> None:
    post = publish(author=ada, body="Tea at four")
    page.goto(f"/posts/{post.pk}/edit/")
    revise(post, by=ada, body="Tea at five", warning="", language="")
    body, save = page.get_by_label("Your post"), page.get_by_role("button", name="Save")
    body.fill("Tea at six")
    save.click()
    expect(page.locator(".nonfield")).to_be_visible()
    save.click()
    expect(page.get_by_text("Your post is changed.")).to_be_visible()

    await_truth(page, f"{KEPT} === 1")  # what is for home
    page.goto(f"/posts/{post.pk}/edit/")
    body.fill("Tea at seven")
    save.click()
    expect(page.get_by_text("Your post is changed.")).to_be_visible()


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
    page.evaluate("localStorage['draft and nothing of ours'] = '{'")
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
