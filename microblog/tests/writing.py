"""Somebody who writes in a real browser, and has not posted it yet."""

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from accounts.models import User
from microblog.tests.browsers import NewPage, enter, member

WRITE = "What is new?"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft ')).length"


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


def await_truth(page: Page, expression: str) -> None:
    """Wait until it is true; Playwright's own way is barred by the site's policy."""
    page.evaluate(
        f"""() => new Promise((done, give_up) => {{
            setTimeout(give_up, 10_000);
            const look = async () => await ({expression}) ? done() : setTimeout(look, 20);
            look();
        }})"""
    )


def assert_posted(page: Page) -> None:
    expect(page.locator("#said")).to_contain_text("Your post is live.")
    await_truth(page, f"{KEPT} === 0")


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
