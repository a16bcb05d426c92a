"""Every page on the narrowest screens, for thumbs, from right to left, and on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.browsers import NewPage, enter, member
from microblog.tests.guides import GUIDE
from microblog.tests.test_markup import FOR_ALL, FOR_MEMBERS, FOR_VISITORS
from posts import services
from posts.models import Post
from posts.tests.factories import PostFactory
from posts.tests.test_pictures import publish as publish_pictures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ZOOMED = 320  # px: what is left of 1280 at 400 %
PHONE = 360  # px
THUMB = 44  # px
NAME = "w" * 64
WORD = "Donaudampfschifffahrtsgesellschaftskapitän"

TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.offsetWidth) return [];
  const room = root.getBoundingClientRect();
  const out = [...document.querySelectorAll("body *")].filter((one) => {
    const { left, right } = one.getBoundingClientRect();
    return left < room.left || right > room.right;
  });
  return [`${root.scrollWidth} px`, ...out.map((one) => one.outerHTML.slice(0, 100))];
}"""
# What is pressed; not the links in a text, for which axe-core's rule holds.
CONTROLS = """button, .button, summary, select, textarea, nav a, .menu-items a, .post-button,
    input:not([type=hidden], [type=checkbox])"""
TOO_SMALL = f"""(least) => [...document.querySelectorAll(`{CONTROLS}`)]
  .filter((one) => one.checkVisibility() && !one.matches(".visually-hidden"))
  .filter((one) => one.getBoundingClientRect().height < least)
  .map((one) => `${{one.getBoundingClientRect().height}} px: ${{one.outerHTML.slice(0, 100)}}`)
"""
STYLE = "(one, name) => getComputedStyle(one)[name]"
SYSTEM_COLOUR = """(name) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = name;
  return getComputedStyle(probe).color;
}"""


@pytest.fixture
def post(settings: Settings, tmp_path: Path) -> Post:
    """One by somebody with a long name, amid other long words."""
    settings.MEDIA_ROOT = tmp_path
    author = member(username=NAME, display_name=WORD, about_me=WORD * 3)
    other = UserFactory.create(username="m" * 64, display_name="ل" * 50, about_me=WORD * 3)
    post = services.publish(
        author=author, body=f"https://example.org/{WORD}\n#{WORD} {WORD * 5}"
    )
    services.revise(post, by=author, body=f"@{NAME} {WORD * 6}", warning="", language="")
    answer = services.publish(author=other, body=f"@{NAME} {WORD * 3}", reply_to=post)
    services.publish(author=author, body=WORD * 3, reply_to=answer, warning="Tea")
    services.publish(author=other, body=WORD * 3, quote_of=post)
    hidden = services.publish(author=other, body=WORD * 3, reply_to=post)
    services.hide(hidden, by=author)
    publish_pictures(author, "A cup", "A pot")
    for deed in (services.like, services.repost):
        deed(post, by=other)
    services.follow(follower=other, followed=author)
    services.follow(follower=author, followed=other)
    services.pin(post, by=author)
    services.bookmark(post, by=author)
    services.follow_tag(member=author, tag=WORD)
    services.mute(muter=author, muted=UserFactory.create(username="x" * 64))
    services.block(blocker=author, blocked=UserFactory.create(username="y" * 64))
    services.mute_conversation(answer, by=author)
    User.objects.filter(pk=author.pk).update(approves_followers=True)
    asked = User.objects.get(pk=author.pk)
    services.follow(follower=UserFactory.create(username="z" * 64), followed=asked)
    PostFactory.create_batch(30, author=author)
    return post


def look(page: Page, paths: list[str], post: Post) -> None:
    found = []
    for path in paths:
        page.goto(path.format(name=NAME, post=post.pk))
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.set_viewport_size({"width": PHONE, "height": 740})
        found += [f"{path}: {small}" for small in page.evaluate(TOO_SMALL, THUMB)]
        page.set_viewport_size({"width": ZOOMED, "height": 740})
        for direction in ("ltr", "rtl"):
            page.evaluate("direction => { document.dir = direction }", direction)
            found += [f"{path}, {direction}: {wide}" for wide in page.evaluate(TOO_WIDE)]
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("guide")
def test_visitors_pages_fit_any_screen_and_thumb(new_page: NewPage, post: Post) -> None:
    look(new_page(), [*FOR_ALL, *FOR_VISITORS, GUIDE], post)


def test_members_pages_fit_any_screen_and_thumb(new_page: NewPage, post: Post) -> None:
    page = new_page()
    enter(page, NAME, "/confirm/")
    look(page, FOR_ALL + FOR_MEMBERS, post)


def test_paper_has_what_is_said_and_nothing_to_press(new_page: NewPage, post: Post) -> None:
    page = new_page(width=1280)
    enter(page, NAME)

    for path in ("/", post.get_absolute_url()):
        page.goto(path)
        page.emulate_media(media="print", color_scheme="dark")

        expect(page.get_by_role("article").first).to_be_visible()
        expect(page.get_by_role("main")).to_have_css("max-width", "none")
        for pressed in ("navigation", "button", "textbox", "complementary"):
            expect(page.get_by_role(pressed)).to_have_count(0)  # hidden ones have no role
        page.emulate_media(media="screen")


@pytest.mark.usefixtures("guide")
def test_what_points_somewhere_points_the_other_way_from_right_to_left(
    new_page: NewPage,
) -> None:
    page = new_page()
    page.goto(GUIDE)
    pointing, other = (
        page.locator(f"#icons li:has(code:text-is('{name}')) .icon")
        for name in ("next", "heart")
    )

    expect(pointing).to_have_css("transform", "none")
    page.evaluate("document.dir = 'rtl'")

    expect(pointing).to_have_css("transform", "matrix(-1, 0, 0, 1, 0, 0)")
    expect(other).to_have_css("transform", "none")


@pytest.mark.usefixtures("guide")
def test_with_few_colours_states_are_told_apart(new_page: NewPage) -> None:
    page = new_page()
    page.goto(GUIDE)
    page.emulate_media(forced_colors="active")

    def style(selector: str, name: str) -> str:
        told: str = page.locator(selector).first.evaluate(STYLE, name)
        return told

    for selector, name, colour in [
        (".tabs a:not([aria-current])", "borderBottomColor", "Canvas"),
        (".bell-count", "backgroundColor", "Canvas"),
        (".post-button[aria-pressed=true]", "color", "Highlight"),
        (".post-button-on", "color", "Highlight"),
    ]:
        assert style(selector, name) == page.evaluate(SYSTEM_COLOUR, colour), selector
    for one, other, name in [
        (".guide-row [aria-current]", ".guide-row a:not([aria-current])", "outlineStyle"),
        (".post-button-on .icon", ".post-button:not(.post-button-on) .icon", "strokeWidth"),
        ("[aria-invalid]", "input:not([aria-invalid])", "borderTopWidth"),
        (".shade-4", ".shade-1", "fill"),
    ]:
        assert style(one, name) != style(other, name), one
    page.emulate_media(forced_colors="none")  # of which axe-core knows nothing
