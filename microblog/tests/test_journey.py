"""The main job as a person does it, in a real browser, with and without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import PHRASE
from microblog.tests.browsers import OVERFLOW, NewPage, member, sign_in
from posts.models import Post
from posts.tests.factories import PostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAMILY = "👩‍👩‍👧‍👦"


@pytest.fixture
def bruno(db: None) -> User:
    """Somebody with more posts than go on a page."""
    bruno = UserFactory.create(username="Bruno")
    now = timezone.now()
    for minutes in range(30):
        at = now - timedelta(minutes=minutes + 1)
        PostFactory.create(author=bruno, created_at=at, body=f"minute {minutes + 1}")
    return bruno


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_join_post_follow_read(new_page: NewPage, bruno: User, javascript: bool) -> None:
    page = new_page(javascript=javascript)

    # A visitor sees the welcome page and the public timeline, and means to follow somebody.
    page.goto("/")
    expect(page.get_by_role("heading", name="Say it in a few words.")).to_be_visible()
    expect(page.get_by_text("minute 1", exact=True)).to_be_visible()
    page.get_by_role("link", name="Bruno").first.click()
    page.get_by_role("link", name="Follow", exact=True).click()

    # They register, with a mistake first, and land where they were going.
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Username").fill("bruno")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PHRASE)
    page.get_by_label("Password, once more").fill(PHRASE)
    page.get_by_role("button", name="Create my account").click()
    expect(page.get_by_text("That username is taken.")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value("ada@example.org")
    page.get_by_label("Username").fill("Ada")
    page.get_by_label("Password", exact=True).fill(PHRASE)
    page.get_by_label("Password, once more").fill(PHRASE)
    page.get_by_role("button", name="Create my account").click()
    expect(page.get_by_role("status")).to_contain_text("Welcome, Ada!")
    expect(page).to_have_title("Bruno · Microblog")

    # They follow, and see both people's posts at home, newest first, 25 a page.
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("status")).to_contain_text("You now follow Bruno.")
    page.get_by_role("link", name="Microblog, home").click()
    page.get_by_label("What is new?").fill(f"Hello, {FAMILY}!\nSecond line")
    if javascript:
        expect(page.locator(".composer-count")).to_have_text("479")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Your post is live.")
    articles = page.get_by_role("article")
    expect(articles).to_have_count(25)
    expect(articles.first).to_contain_text(f"Hello, {FAMILY}!")
    expect(articles.nth(1)).to_contain_text("minute 1")
    page.get_by_role("link", name="Older posts").click()
    expect(articles).to_have_count(31 if javascript else 6)
    expect(articles.nth(25 if javascript else 0)).to_contain_text("minute 25")

    # They edit their profile, filled in, and take another name.
    page.locator(".account-menu summary").click()
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_label("Username")).to_have_value("Ada")
    page.get_by_label("Username").fill("Countess")
    page.get_by_label("About me").fill("I count.")
    page.get_by_role("button", name="Save profile").click()
    expect(page.get_by_role("status")).to_contain_text("Your profile is saved.")
    page.get_by_role("link", name="See your profile").click()
    expect(page.get_by_text("I count.")).to_be_visible()
    expect(page.get_by_text("last seen just now")).to_be_visible()

    # They sign out, and in again with the name in another case.
    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("You have signed out.")
    page.get_by_role("link", name="Sign in").first.click()
    sign_in(page, "COUNTESS")
    expect(page.get_by_role("article").first).to_contain_text(f"Hello, {FAMILY}!")

    # They delete what they wrote, after being asked.
    page.locator("summary[aria-label^=More]").click()
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("main").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("status")).to_contain_text("The post is deleted.")
    expect(page.get_by_role("article").first).to_contain_text("minute 1")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_what_was_typed_survives_signing_out_elsewhere(
    new_page: NewPage, javascript: bool
) -> None:
    member(username="ada")
    page = new_page(javascript=javascript)
    page.goto("/login/")
    sign_in(page, "ada")
    page.get_by_label("What is new?").fill("A long story")

    tab = page.context.new_page()
    tab.goto("/")
    tab.locator(".account-menu summary").click()
    tab.get_by_role("button", name="Sign out").click()
    expect(tab.get_by_role("status")).to_contain_text("You have signed out.")
    page.get_by_role("button", name="Post", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("Your text is safe")
    sign_in(page, "ada")
    expect(page.get_by_label("What is new?")).to_have_value("A long story")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("article")).to_contain_text("A long story")


def test_a_form_gone_stale_can_be_sent_again(new_page: NewPage) -> None:
    """Signing in anew, in another tab, changes the token of every form."""
    member(username="ada")
    page = new_page()
    page.goto("/login/")
    sign_in(page, "ada")
    page.get_by_label("What is new?").fill("A long story")
    page.context.clear_cookies(name="csrftoken")

    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("heading", name="This form was out of date")).to_be_visible()
    page.get_by_role("button", name="Send again").click()

    expect(page.get_by_role("article")).to_contain_text("A long story")
    assert Post.objects.count() == 1


def test_two_quick_clicks_publish_once(new_page: NewPage) -> None:
    member(username="ada")
    page = new_page()
    page.goto("/login/")
    sign_in(page, "ada")
    page.get_by_label("What is new?").fill("Once")

    page.get_by_role("button", name="Post", exact=True).dblclick(no_wait_after=True)

    expect(page.get_by_role("article")).to_have_count(1)
    assert Post.objects.count() == 1


def test_nothing_sticks_out_sideways(new_page: NewPage, bruno: User) -> None:
    PostFactory.create(author=bruno, body="x" * 500)
    PostFactory.create(author=UserFactory.create(username="w" * 64), body="A long name")
    for width in (320, 768):
        page = new_page(width=width)
        for path in ("/", "/explore/", "/@bruno/", f"/@{'w' * 64}/", "/login/", "/register/"):
            page.goto(path)
            assert page.evaluate(OVERFLOW) == 0, path


def test_the_admin_works_under_the_sites_policy(new_page: NewPage, bruno: User) -> None:
    member(username="staff_ada", is_staff=True, is_superuser=True)
    page = new_page(width=1280)
    page.goto("/admin/")
    sign_in(page, "staff_ada")

    page.get_by_role("link", name="Posts", exact=True).last.click()
    page.get_by_role("searchbox").fill("minute 7")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Select this object for an action - Bruno: minute 7").check()
    page.get_by_label("Action:").select_option("Delete selected posts")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("main").get_by_role("button", name="Yes").click()

    expect(page.get_by_text("Successfully deleted 1 post.")).to_be_visible()
    assert Post.objects.count() == 29
