"""Real browsers, as many as a test opens, and people who sign in with them."""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import PHRASE, with_password
from microblog.tests.accessibility import barriers

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

NewPage = Callable[..., Page]

# How much sticks out sideways, in px. The root's own width, for that of the window has room for
# a scroll bar in it.
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.offsetWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, in which Django would refuse to work.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[NewPage]:
    """Opens pages in browsers of their own; in the end none may have had a complaint.

    Nor may any have asked another site for anything, or, as a test left it, keep people out.
    """
    complained: list[str] = []
    scripted: list[Page] = []  # without scripts axe-core finds nothing

    def note(message: ConsoleMessage) -> None:
        refused_form = re.search("status of 4|Status Error Code 4", message.text)
        if message.type in ("error", "warning") and not refused_form:
            complained.append(message.text)

    def stay(request: Request) -> None:
        if not request.url.startswith((f"{live_server.url}/", "data:", "blob:")):
            complained.append(f"asked another site: {request.url}")

    def new_page(*, javascript: bool = True, width: int = 360, complaints: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 740},
        )
        context.on("request", stay)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if complaints:  # else what is sent goes wrong on purpose
            page.on("console", note)
        page.on("pageerror", lambda error: complained.append(str(error)))
        if javascript:
            scripted.append(page)
        return page

    yield new_page
    for page in scripted:
        if "/admin/" not in page.url and not page.is_closed():  # there it is Django's own
            complained.extend(barriers(page))
    for context in browser.contexts:
        context.close()
    assert not complained, "\n".join(complained)


def member(**fields: Any) -> User:
    """Somebody who can sign in, which a factory's members cannot."""
    return with_password(UserFactory.create(**fields))


def enter(page: Page, username: str, path: str = "/") -> None:
    """Sign in, and come to the page at that path."""
    page.goto(f"/login/?next={path}")
    sign_in(page, username)
    page.wait_for_url(path)


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PHRASE)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
