"""Pictures of what happened when, as a browser shows them under the site's policy."""

import pytest
from playwright.sync_api import Page

from microblog.tests.accessibility import barriers
from microblog.tests.browsers import OVERFLOW, NewPage, member, sign_in
from posts import services

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

COLOUR = "element => getComputedStyle(element).fill"


def assert_fits_and_is_coloured(page: Page, mark: str) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(OVERFLOW) == 0
    colours = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        colours.add(page.locator(mark).first.evaluate(COLOUR))
    assert len(colours) == 2
    assert "rgb(0, 0, 0)" not in colours  # as where no style sheet has a say


def test_a_profile_shows_when_its_member_wrote(new_page: NewPage) -> None:
    ada = member(username="ada")
    services.publish(author=ada, body="Tea at four")
    page = new_page()

    page.goto("/@ada/")

    assert page.get_by_role("figure").get_by_text("1 post since").is_visible()
    assert page.locator(".activity rect").count() > 25 * 7
    assert_fits_and_is_coloured(page, ".activity .shade-4")


def test_staff_see_how_the_site_does(new_page: NewPage) -> None:
    ada = member(username="ada", is_staff=True, is_superuser=True, time_zone="Asia/Tokyo")
    services.publish(author=ada, body="Tea at four")
    page = new_page()
    page.goto("/login/?next=/admin/")
    sign_in(page, "ada")

    page.wait_for_url("**/admin/")

    assert page.get_by_role("figure").count() == 3
    assert_fits_and_is_coloured(page, ".growth .bar")
    assert not [barrier for barrier in barriers(page) if "growth" in barrier]
