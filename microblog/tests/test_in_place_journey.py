"""What happens in place, in a real browser: the page stays, and the keyboard where it was."""

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from accounts.tests.factories import UserFactory
from microblog.tests.browsers import NewPage, enter, sign_in
from microblog.tests.test_picture_journey import image
from posts import services
from posts.models import Like, Post
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Waits a tenth as long for an answer.
HURRY = """
    const { get, set } = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, "timeout");
    const hurry = { get, set(wait) { set.call(this, wait / 10); } };
    Object.defineProperty(XMLHttpRequest.prototype, "timeout", hurry);
"""


@pytest.fixture
def home(new_page: NewPage, ada: User) -> Page:
    """The home of ada, marked so that a page that was loaded anew is told from it."""
    PostFactory.create_batch(PAGE_SIZE + 2, author=ada)
    return marked(new_page(), "/")


def marked(page: Page, path: str) -> Page:
    enter(page, "ada", path)
    page.evaluate("document.documentElement.dataset.same = 'yes'")
    return page


def assert_same(page: Page) -> None:
    assert page.evaluate("document.documentElement.dataset.same") == "yes"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def await_bar(page: Page, *, shown: bool) -> None:
    """Wait for the bar at the top to come, or to go."""
    page.evaluate(
        """(shown) => new Promise((done, give_up) => {
            setTimeout(give_up, 10_000);
            const look = () => {
                const { animationName } = getComputedStyle(document.body, "::before");
                if ((animationName === "busy") === shown) done();
                else requestAnimationFrame(look);
            };
            look();
        })""",
        shown,
    )


def test_likes_and_bookmarks_are_pressed_where_they_stand(home: Page) -> None:
    post = Post.objects.order_by("-pk")[3]
    home.get_by_label("What is new?").fill("half a thought")

    for name in ("like", "bookmark"):
        button = home.locator(f"#{name}-{post.pk}")
        for pressed in ("true", "false", "true"):
            button.press("Enter")
            expect(button).to_have_attribute("aria-pressed", pressed)
            assert focused(home) == f"{name}-{post.pk}"

    home.locator(f"#like-{post.pk}").dblclick()  # does no harm: it is not pressed
    expect(home.locator(f"#like-{post.pk}")).to_have_attribute("aria-pressed", "false")
    assert not Like.objects.exists()
    expect(home.get_by_label("What is new?")).to_have_value("half a thought")
    assert_same(home)


def test_a_repost_is_counted_where_it_stands(home: Page) -> None:
    post = Post.objects.order_by("-pk")[3]
    card = home.locator(f"#post-{post.pk}")

    card.get_by_label("Repost or quote, 0").press("Enter")
    card.get_by_role("button", name="Repost", exact=True).press("Enter")

    expect(card.get_by_label("Repost or quote, 1, reposted by you")).to_be_focused()
    assert_same(home)
    home.goto("/@ada/")
    card.get_by_label("More about the post by ada").press("Enter")
    card.get_by_role("button", name="Pin to my page").press("Enter")
    expect(home.locator("#said")).to_contain_text("Pinned")
    expect(card).to_be_focused()


def test_older_posts_go_on_below_and_the_keyboard_with_them(home: Page) -> None:
    older = Post.objects.order_by("-pk")[PAGE_SIZE]

    home.get_by_role("link", name="Older posts").press("Enter")

    expect(home.get_by_role("article")).to_have_count(PAGE_SIZE + 2)
    expect(home.get_by_role("link", name="Older posts")).to_have_count(0)
    assert focused(home) == f"post-{older.pk}"
    assert_same(home)


def test_what_is_on_an_older_page_again_is_there_once(home: Page, ada: User) -> None:
    friend = UserFactory.create()
    services.follow(follower=ada, followed=friend)
    services.repost(Post.objects.earliest("pk"), by=friend)
    home.reload()

    home.get_by_role("link", name="Older posts").click()

    expect(home.get_by_role("link", name="Older posts")).to_have_count(0)
    expect(home.get_by_role("article")).to_have_count(PAGE_SIZE + 2)


def test_a_post_is_at_the_top_and_a_refused_one_keeps_its_text(home: Page) -> None:
    home.get_by_label("What is new?").fill("Tea is ready")
    home.locator(".composer-foot").get_by_role("button", name="Post").click()

    expect(home.get_by_role("status").first).to_contain_text("Your post is live.")
    expect(home.get_by_role("article").first).to_contain_text("Tea is ready")
    expect(home.get_by_label("What is new?")).to_have_value("")

    home.get_by_label("What is new?").fill("x" * 501)
    expect(home.locator(".composer-count")).to_have_text("-1")  # the new form counts too
    home.locator(".composer-foot").get_by_role("button", name="Post").click()

    expect(home.get_by_text("Keep to 500 characters; this has 501.")).to_be_visible()
    expect(home.get_by_label("What is new?")).to_have_value("x" * 501)
    expect(home.get_by_label("What is new?")).to_be_focused()
    assert_same(home)

    home.get_by_label("What is new?").fill("Tea is gone")
    home.locator(".composer-foot").get_by_role("button", name="Post").click()
    expect(home.get_by_role("article").first).to_contain_text("Tea is gone")
    assert Post.objects.filter(body__startswith="Tea").count() == 2


def test_following_changes_the_button_and_says_so(new_page: NewPage, ada: User) -> None:
    UserFactory.create(username="bruno")
    page = marked(new_page(), "/@bruno/")

    page.get_by_role("button", name="Follow").press("Enter")

    expect(page.get_by_role("button", name="Unfollow")).to_be_focused()
    expect(page.locator("#said")).to_have_text("You now follow bruno.")
    expect(page.get_by_role("link", name="1 follower")).to_be_visible()
    assert_same(page)


def test_a_refusal_says_why(new_page: NewPage, ada: User) -> None:
    bruno = UserFactory.create(username="bruno")
    page = marked(new_page(), "/@bruno/")
    services.block(blocker=bruno, blocked=ada)

    page.get_by_role("button", name="Follow").click()

    expect(page.locator("#said")).to_contain_text("There is nothing here")
    assert_same(page)


@pytest.mark.parametrize("trouble", ["lost", "broken", "hangs"])
def test_what_does_not_get_through_is_said_and_loses_nothing(
    new_page: NewPage, ada: User, trouble: str
) -> None:
    post = PostFactory.create(author=ada)
    page = new_page(complaints=False)
    if trouble == "hangs":
        page.add_init_script(HURRY)
    marked(page, "/")

    def fail(route: Route) -> None:
        if trouble == "lost":
            route.abort()
        elif trouble == "broken":
            route.fulfill(status=500, body="")

    page.route("**/posts/**", fail)
    page.get_by_label("What is new?").fill("half a thought")
    said = {
        "lost": "There is no answer: are you online? Nothing is lost, try again.",
        "broken": "Something broke on our side. Try again in a minute.",
        "hangs": "There is no answer: are you online? Nothing is lost, try again.",
    }[trouble]
    for button in (page.locator(f"#like-{post.pk}"), page.locator(".composer-foot button")):
        button.click()
        expect(page.locator("#said")).to_have_text(said)
        page.evaluate("document.getElementById('said').replaceChildren()")

    expect(page.get_by_label("What is new?")).to_have_value("half a thought")
    page.unroute("**/posts/**")
    page.locator(".composer-foot button").click()
    expect(page.get_by_role("article").first).to_contain_text("half a thought")
    assert_same(page)


def test_pictures_may_take_their_time(new_page: NewPage, ada: User) -> None:
    post = PostFactory.create(author=ada)
    page = new_page(complaints=False)
    page.add_init_script(HURRY)
    marked(page, "/")
    page.route("**/posts/**", lambda route: None)
    page.locator("input[name=media]").set_input_files(image("tea.png", "brown"))
    page.get_by_label("What is new?").fill("Tea!")
    page.locator(".composer-foot button").click()
    page.locator(f"#like-{post.pk}").click()
    expect(page.locator("#said")).to_contain_text("There is no answer")  # to the like

    expect(page.locator(".composer")).to_have_attribute("aria-busy", "true")


def test_what_takes_its_time_shows_that_it_is_on_its_way(home: Page) -> None:
    held: list[Route] = []
    home.route("**/posts/**", lambda route: held.append(route))
    card = home.get_by_role("article").first
    for button in (card.get_by_label("Like, 0"), card.get_by_label("Reply, 0")):
        await_bar(home, shown=False)
        button.click()
        await_bar(home, shown=True)
        held.pop().continue_()
    await_bar(home, shown=False)
    expect(home.get_by_role("dialog")).to_be_visible()


def test_the_bell_rings_where_it_is(home: Page, ada: User) -> None:
    services.publish(author=UserFactory.create(), body="Hello @ada")

    home.evaluate("document.body.dispatchEvent(new Event('tick'))")

    expect(home.get_by_role("link", name="Notifications, 1 new")).to_be_visible()
    assert_same(home)


@pytest.mark.parametrize("trouble", ["signed out", "lost", "broken"])
def test_what_the_page_asks_by_itself_never_disturbs_who_writes(
    new_page: NewPage, ada: User, trouble: str
) -> None:
    page = marked(new_page(complaints=False), "/")
    page.get_by_label("What is new?").fill("half a thought")
    if trouble == "signed out":
        page.context.clear_cookies(name="sessionid")
    elif trouble == "lost":
        page.route("**/notifications/bell/", lambda route: route.abort())
    else:
        page.route("**/notifications/bell/", lambda route: route.fulfill(status=500))

    with page.expect_event("requestfinished" if trouble != "lost" else "requestfailed"):
        page.evaluate("document.body.dispatchEvent(new Event('tick'))")
    page.evaluate("new Promise((done) => setTimeout(done, 100))")

    assert_same(page)
    expect(page.locator("#said")).to_have_text("")
    expect(page.get_by_label("What is new?")).to_have_value("half a thought")


def test_a_deed_that_draws_the_page_anew_leaves_what_is_being_written(home: Page) -> None:
    home.get_by_label("What is new?").fill("half a thought")
    card = home.get_by_role("article").first

    card.locator("summary[aria-label^=More]").click()
    card.get_by_role("button", name="Pin to my page").click()

    expect(home.locator("#said")).to_contain_text("Pinned")
    expect(home.get_by_label("What is new?")).to_have_value("half a thought")
    home.get_by_label("What is new?").press_sequentially("!")
    expect(home.locator(".composer-count")).to_have_text(str(500 - len("half a thought!")))
    home.locator(".composer-foot").get_by_role("button", name="Post").click()
    expect(home.get_by_role("article").first).to_contain_text("half a thought!")
    expect(home.get_by_label("What is new?")).to_have_value("")
    assert_same(home)


def test_who_is_signed_out_meanwhile_signs_in_and_comes_back(home: Page, ada: User) -> None:
    home.context.clear_cookies(name="sessionid")

    home.locator("button[id^=like-]").first.click()

    expect(home.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(home, "ada")
    expect(home.get_by_label("What is new?")).to_be_visible()
