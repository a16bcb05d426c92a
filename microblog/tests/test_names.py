"""Names that go on as a member writes, in a real browser."""

import pytest
from playwright.sync_api import Route, expect

from accounts.tests.factories import UserFactory
from microblog.tests.browsers import NewPage, member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_name_is_picked_with_the_keyboard(new_page: NewPage) -> None:
    UserFactory.create(username="adam")
    UserFactory.create(username="adele")
    page = new_page()
    page.goto("/login/")
    sign_in(page, member().username)
    body = page.get_by_label("What is new?")
    body.press_sequentially("Hello @ad")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["@adam", "@adele"])
    body.press("ArrowDown")
    expect(page.get_by_role("listbox").get_by_role("option", name="@adele")).to_have_attribute(
        "aria-selected", "true"
    )
    body.press("Enter")
    expect(body).to_have_value("Hello @adele ")
    expect(page.get_by_role("listbox")).to_be_hidden()

    page.goto("/search/")
    box = page.get_by_role("searchbox").or_(page.get_by_role("combobox"))
    box.press_sequentially("tea from:ada")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["@adam"])
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("tea from:ada")


def test_what_is_typed_before_the_script_has_come_counts(new_page: NewPage) -> None:
    UserFactory.create(username="adam")
    page = new_page()
    page.goto("/login/")
    sign_in(page, member().username)
    page.get_by_label("What is new?").wait_for()
    scripts: list[Route] = []
    page.route("**/names*.js", lambda route: scripts.append(route))
    page.goto("/", wait_until="commit")
    page.get_by_label("What is new?").press_sequentially("Hello @ad")
    assert scripts

    scripts[0].continue_()

    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["@adam"])
