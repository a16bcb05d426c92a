"""Pictures of every page, for people to look at: `make screenshots` takes them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from microblog.tests import served
from microblog.tests.processes import ROOT
from microblog.tests.sites import Site
from microblog.tests.test_markup import FOR_ALL, FOR_MEMBERS, FOR_VISITORS

pytestmark = pytest.mark.screenshots

DIRECTORY = ROOT / "screenshots"
SIZES = {360: 740, 768: 1024, 1280: 800}  # px wide, and high: a phone, a tablet, a desktop
PAGES = {"visitor": FOR_ALL + FOR_VISITORS, "member": FOR_ALL + FOR_MEMBERS}
README = {"home": "light", "home-dark": "dark"}  # the theme of each


@contextmanager
def looking(browser: Browser, who: served.Browser, width: int, theme: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=who.url,
        viewport={"width": width, "height": SIZES[width]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.add_cookies(
        [{"name": one.key, "value": one.value, "url": who.url} for one in who.cookies.values()]
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("who", PAGES)
def test_every_page_has_its_picture(
    browser: Browser, site: Site, who: str, width: int, theme: str
) -> None:
    with looking(browser, getattr(site, who), width, theme) as page:
        for path in PAGES[who]:
            name = re.sub(r"\W+", "-", f"{who}-{path.format(name='name', post='post')}")
            page.goto(site.address(path))
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": max(height, SIZES[width])})
            page.wait_for_load_state("networkidle")  # pictures far down came only now
            page.screenshot(path=DIRECTORY / f"{name.strip('-')}-{width}-{theme}.png")
            page.set_viewport_size({"width": width, "height": SIZES[width]})


@pytest.mark.parametrize("name", README)
def test_the_readme_shows_what_is_there(browser: Browser, site: Site, name: str) -> None:
    with looking(browser, site.member, 1280, README[name]) as page:
        page.goto("/")
        page.screenshot(path=ROOT / f"docs/{name}.png")
