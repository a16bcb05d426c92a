"""Each page, in light and dark, on a phone and on a desktop."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.accessibility import barriers
from microblog.tests.browsers import NewPage, member, sign_in
from microblog.tests.test_markup import FOR_ALL, FOR_MEMBERS, FOR_VISITORS
from posts import services
from posts.models import Audience, Post
from posts.tests.factories import PostFactory
from posts.tests.test_pictures import publish as publish_pictures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
# All that is folded, but for menus, which cover the rest.
OPEN_ALL = "document.querySelectorAll('main details:not(.menu)').forEach(d => d.open = true)"


@pytest.fixture
def post(settings: Settings, tmp_path: Path) -> Post:
    """One by ada, with one of everything around it."""
    settings.MEDIA_ROOT = tmp_path
    ada = member(username="ada", display_name="Ada L.", about_me="Tea and engines")
    bruno, cleo = UserFactory.create(username="bruno"), UserFactory.create(username="cleo")
    post = services.publish(author=ada, body="#garden tea at four, @bruno?", language="en")
    services.revise(
        post, by=ada, body="#garden tea at five, @bruno?", warning="", language="en"
    )
    reply = services.publish(author=bruno, body="Yes, @ada", reply_to=post)
    services.publish(author=cleo, body="So do I", reply_to=reply)
    hidden = services.publish(author=cleo, body="No!", reply_to=post, warning="Rude")
    services.hide(hidden, by=ada)
    gone = services.publish(author=bruno, body="Or not", reply_to=post)
    services.publish(author=cleo, body="Why not?", reply_to=gone)
    services.delete(gone, by=bruno)
    services.publish(author=bruno, body="Look", quote_of=post, audience=Audience.MEMBERS)
    publish_pictures(ada, "A cup", "A pot", "")
    for fan in (bruno, cleo):
        services.like(post, by=fan)
        services.repost(post, by=fan)
        services.follow(follower=fan, followed=ada)
    services.follow(follower=ada, followed=bruno)
    services.pin(post, by=ada)
    services.bookmark(post, by=ada)
    services.follow_tag(member=ada, tag="garden")
    services.mute(muter=ada, muted=UserFactory.create())
    services.mute_conversation(post, by=ada)
    services.block(blocker=ada, blocked=UserFactory.create())
    User.objects.filter(pk=ada.pk).update(approves_followers=True)
    services.follow(follower=UserFactory.create(), followed=User.objects.get(pk=ada.pk))
    PostFactory.create_batch(30, author=ada)
    return post


def check(page: Page, paths: list[str], post: Post) -> None:
    found = []
    for path in paths:
        page.goto(path.format(name="ada", post=post.pk))
        page.evaluate(OPEN_ALL)
        for width, theme in SIZES:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            found += [f"{width} px, {theme}: {barrier}" for barrier in barriers(page)]
    assert not found, "\n".join(found)


def test_no_page_keeps_visitors_out(new_page: NewPage, post: Post) -> None:
    page = new_page()
    check(page, FOR_ALL + FOR_VISITORS, post)


def test_no_page_keeps_members_out(new_page: NewPage, post: Post) -> None:
    page = new_page()
    page.goto("/confirm/")
    sign_in(page, "ada")
    check(page, FOR_ALL + FOR_MEMBERS, post)
