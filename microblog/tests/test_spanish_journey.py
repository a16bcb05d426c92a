"""A member who reads in Spanish, in a real browser: what scripts say is Spanish too."""

import pytest
from playwright.sync_api import expect

from microblog.tests.browsers import NewPage, member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_scripts_speak_the_language_of_the_page(new_page: NewPage) -> None:
    lucia = member(username="lucia")
    lucia.language = "es"
    lucia.save(update_fields=["language"])
    page = new_page()
    page.goto("/login/")
    sign_in(page, "lucia")
    body = page.get_by_label("¿Qué hay de nuevo?")
    said = page.locator(".composer-warning")

    body.fill("x" * 480)
    expect(said).to_have_text("Quedan 20 caracteres")
    body.fill("x" * 500)
    expect(said).to_have_text("No quedan caracteres")
    body.fill("x" * 501)
    expect(said).to_have_text("Demasiado largo")

    body.fill("@luc")
    expect(page.get_by_role("listbox", name="Nombres")).to_be_visible()
