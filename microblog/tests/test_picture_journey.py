"""Posting a picture, in a real browser, with and without JavaScript."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect
from pytest_django import Settings

from microblog.tests.browsers import NewPage, member, sign_in
from posts.models import Picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def image(name: str, colour: str) -> FilePayload:
    file = BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": file.getvalue()}


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_choose_describe_post(new_page: NewPage, javascript: bool) -> None:
    member(username="ada")
    page = new_page(javascript=javascript)
    page.goto("/login/")
    sign_in(page, "ada")

    # They choose two pictures and describe each beside it.
    page.get_by_label("What is new?").fill("From the garden")
    page.locator(".composer-pictures summary").click()
    chosen = [image("leaf.png", "green"), image("bean.png", "red")]
    page.get_by_label("Pictures").set_input_files(chosen)
    if javascript:
        page.get_by_label("Description of leaf.png").fill("A leaf")
        page.get_by_label("Description of bean.png").fill("A bean")
    else:
        page.get_by_role("button", name="Add several").click()
        expect(page.get_by_label("What is new?")).to_have_value("From the garden")
        page.get_by_label("Description of picture 1").fill("A leaf")
        page.get_by_label("Description of picture 2").fill("A bean")
    page.get_by_role("button", name="Post", exact=True).click()

    # They stand on the post, in that order, and each leads to all of it.
    post = page.get_by_role("article").first
    expect(post.get_by_role("img", name="A leaf")).to_be_visible()
    links = post.locator(".post-pictures a")
    expect(links).to_have_count(2)
    address = links.last.get_attribute("href")
    assert address == Picture.objects.get(alt="A bean").get_absolute_url()
    expect(post.get_by_role("img", name="A bean")).to_have_js_property("naturalWidth", 60)


def test_take_out_add_and_have_a_broken_one_refused(new_page: NewPage) -> None:
    member(username="ada")
    page = new_page()
    page.goto("/login/")
    sign_in(page, "ada")

    # They choose one, take it out, choose two more, one after the other; one is no picture.
    page.get_by_label("What is new?").fill("From the garden")
    page.locator(".composer-pictures summary").click()
    files = page.get_by_label("Pictures")
    files.set_input_files([image("leaf.png", "green")])
    page.get_by_role("button", name="Remove").click()
    files.set_input_files([image("bean.png", "red")])
    page.get_by_label("Description of bean.png").fill("A bean")
    broken: FilePayload = {"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"}
    files.set_input_files([broken])
    expect(page.locator(".composer-picture")).to_have_count(2)
    page.get_by_role("button", name="Post", exact=True).click()

    # What was refused is told at the field; the rest is still there for the next try.
    expect(page.get_by_text("a.png: This is not a picture that we can read.")).to_be_visible()
    expect(page.get_by_label("Description of picture 1")).to_have_value("A bean")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("img", name="A bean")).to_be_visible()
    assert Picture.objects.count() == 1
