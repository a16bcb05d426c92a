"""One member likes and replies, and the other one is told."""

import pytest
from playwright.sync_api import expect

from microblog.tests.browsers import NewPage, member, sign_in
from posts import services

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_like_reply_and_be_told(new_page: NewPage, javascript: bool) -> None:
    post = services.publish(author=member(username="ada"), body="Who wants tea?")
    member(username="bruno")
    adas, brunos = (new_page(javascript=javascript) for _ in range(2))
    for page, name in ((adas, "ada"), (brunos, "bruno")):
        page.goto("/login/")
        sign_in(page, name)
    bell = adas.get_by_role("navigation", name="Main").get_by_role("link", name="Notifications")
    expect(bell).to_have_accessible_name("Notifications")

    brunos.goto(post.get_absolute_url())
    brunos.get_by_role("button", name="Like, 0").click()
    expect(brunos.get_by_role("button", name="Like, 1")).to_be_visible()
    brunos.get_by_label("Your reply to @ada").fill("With milk, please.")
    brunos.get_by_role("button", name="Reply", exact=True).click()
    expect(brunos.get_by_role("article").nth(1)).to_contain_text("With milk, please.")

    # They see that there is something new, read it, and it is new no more.
    adas.reload()
    expect(bell).to_have_accessible_name("Notifications, 2 new")
    bell.click()
    reply, like = (adas.get_by_role("main").get_by_role("listitem").nth(n) for n in (0, 1))
    expect(reply).to_contain_text("bruno replied to you")
    expect(reply.get_by_text("New", exact=True)).to_be_visible()
    expect(like).to_contain_text("bruno liked your post")
    expect(bell).to_have_accessible_name("Notifications")
    reply.get_by_role("link", name="With milk, please.").click()
    expect(adas.get_by_role("article").nth(1)).to_contain_text("With milk, please.")

    # They do not want to hear of likes, and do not.
    adas.goto("/notifications/")
    adas.get_by_role("link", name="Choose what you are told of").click()
    adas.get_by_label("Somebody liked your post").select_option("Not at all")
    adas.get_by_role("button", name="Save choices").click()
    expect(adas.get_by_text("Your choices are saved.")).to_be_visible()
    brunos.goto(post.get_absolute_url())
    article = brunos.get_by_role("article").first
    article.get_by_role("button", name="Like, 1").click()
    article.get_by_role("button", name="Like, 0").click()
    adas.reload()
    expect(bell).to_have_accessible_name("Notifications")
