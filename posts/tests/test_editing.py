"""Editing a post."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import sign_in, with_password
from posts import services, signals
from posts.models import Audience, Mention, Post, Revision
from posts.tests.factories import PostFactory
from posts.tests.helpers import revise

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def post(member: User) -> Post:
    return services.publish(author=member, body="Tea at four", warning="Tea", language="en")


def url(post: Post) -> str:
    return f"/posts/{post.pk}/edit/"


def found(client: Client, query: str) -> list[Post]:
    return list(client.get("/search/", {"q": query}).context["page"].rows)


def test_the_form_starts_with_what_the_post_says(client: Client, post: Post) -> None:
    assert f'href="{url(post)}"' in client.get("/").content.decode()

    form = client.get(url(post)).context["form"]

    assert (form["body"].value(), form["warning"].value()) == ("Tea at four", "Tea")
    assert form["language"].value() == "en"


def test_a_post_says_something_else_and_tells_that_it_does(client: Client, post: Post) -> None:
    form = client.get(url(post)).context["form"].initial

    response = client.post(url(post), form | {"body": " Tea at five\r\n", "warning": ""})

    assert response.headers["Location"] == post.get_absolute_url()
    now = Post.objects.get()
    assert (now.body, now.warning, now.language) == ("Tea at five", "", "en")
    [before] = Revision.objects.all()
    assert (before.body, before.warning, before.language) == ("Tea at four", "Tea", "en")
    assert before.written_at == post.created_at
    page = client.get(post.get_absolute_url()).content.decode()
    assert "Your post is changed." in page
    assert now.edited_at
    stamp = now.edited_at.isoformat(timespec="milliseconds")
    mark = page.partition(f'href="{post.get_absolute_url()}history/">')[2]
    assert mark.startswith(f'<time datetime="{stamp}"')
    assert "edited</time>" in mark.partition("</a>")[0]
    assert '<meta property="article:modified_time"' in page


def test_a_post_that_was_not_edited_says_nothing_of_it(client: Client, post: Post) -> None:
    page = client.get(post.get_absolute_url()).content.decode()

    assert "edited</time>" not in page
    assert "article:modified_time" not in page


def test_nothing_changed_is_no_edit(client: Client, post: Post) -> None:
    form = client.get(url(post)).context["form"].initial

    assert client.post(url(post), form | {"body": "Tea at four\r\n"}).status_code == 302

    assert not Revision.objects.exists()
    assert Post.objects.get().edited_at is None


def test_to_whom_it_speaks_and_what_it_answers_stays(client: Client, member: User) -> None:
    answered = PostFactory.create(audience=Audience.MEMBERS)
    post = services.publish(
        author=member, body="No", reply_to=answered, audience=Audience.FOLLOWERS
    )

    client.post(url(post), {"body": "Yes", "audience": "everyone", "reply_to": ""})

    post = Post.objects.get(pk=post.pk)
    assert (post.body, post.audience, post.reply_to) == ("Yes", Audience.FOLLOWERS, answered)
    assert [mention.member for mention in Mention.objects.all()] == [answered.author]


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("body", " ", "Write something first."),
        ("body", "x" * 501, "Keep to 500 characters; this has 501."),
        ("warning", "x" * 101, "Keep to 100 characters; this has 101."),
        ("language", "xx", "Select a valid choice."),
    ],
)
def test_what_is_not_fit_is_refused_at_its_field(
    client: Client, post: Post, field: str, typed: str, message: str
) -> None:
    form = client.get(url(post)).context["form"].initial

    response = client.post(url(post), form | {field: typed})

    assert response.status_code == 422
    assert message in response.content.decode()
    assert f"id_{field}_error" in response.content.decode()
    assert response.context["form"][field].value() == typed
    assert Post.objects.get().edited_at is None


def test_only_authors_edit(client: Client, post: Post) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))

    for response in (client.get(url(post)), client.post(url(post), {"body": "No tea"})):
        assert response.status_code == 403
        assert "You can only edit posts of your own." in response.content.decode()
    with pytest.raises(services.NotTheirsToEditError):
        services.revise(post, by=UserFactory.create(), body="No", warning="", language="")
    assert url(post) not in client.get("/explore/").content.decode()
    assert Post.objects.get().body == "Tea at four"


def test_what_one_may_not_see_one_does_not_edit(client: Client, member: User) -> None:
    post = PostFactory.create(audience=Audience.FOLLOWERS)

    for address in (url(post), "/posts/1/edit/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"body": "Mine"}).status_code == 404


def test_what_was_typed_of_a_post_that_is_gone_can_be_posted_anew(
    client: Client, post: Post
) -> None:
    edit = url(post)
    form = client.get(edit).context["form"].initial | {"body": "Tea at <five>"}
    services.delete(post, by=post.author)

    refused = client.post(edit, form)

    assert refused.status_code == 404
    assert "This post is gone" in refused.content.decode()
    assert "Tea at &lt;five&gt;</textarea>" in refused.content.decode()
    anew = refused.context["form"]
    sent = {name: anew[name].value() or "" for name in anew.fields if name != "media"}
    assert client.post("/posts/", sent).status_code == 302
    assert Post.objects.values_list("body", "warning").get() == ("Tea at <five>", "Tea")


def test_the_deleted_and_the_deactivated_are_not_edited(post: Post, member: User) -> None:
    User.objects.filter(pk=member.pk).update(is_active=False)
    with pytest.raises(services.UnseenError):
        revise(post, "Still here")

    Post.objects.all().delete()
    with pytest.raises(services.UnseenError):
        revise(post, "Still here")


def test_an_edit_sent_twice_is_done_once(client: Client, post: Post) -> None:
    form = client.get(url(post)).context["form"].initial | {"body": "Tea at five"}

    for _ in range(2):
        assert client.post(url(post), form).status_code == 302

    assert Revision.objects.count() == 1


def test_an_edit_of_what_was_changed_elsewhere_is_told(client: Client, post: Post) -> None:
    form = client.get(url(post)).context["form"].initial
    revise(post, "Tea at six <3")

    refused = client.post(url(post), form | {"body": "Tea at five"})

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "This post was changed elsewhere meanwhile" in page
    assert "Tea at six &lt;3</p>" in page
    assert "Tea at five</textarea>" in page
    assert Post.objects.get().body == "Tea at six <3"

    again = refused.context["form"]
    form = {name: again[name].value() for name in again.fields}
    assert client.post(url(post), form).status_code == 302
    assert Post.objects.get().body == "Tea at five"
    assert [revision.body for revision in Revision.objects.order_by("pk")] == [
        "Tea at four",
        "Tea at six <3",
    ]


def test_versions_differ_also_while_the_clock_stands_still(client: Client, post: Post) -> None:
    with time_machine.travel(post.created_at, tick=False):
        revise(post, "Tea at five")
        form = client.get(url(post)).context["form"].initial
        revise(post, "Tea at six")

    assert client.post(url(post), form | {"body": "No tea"}).status_code == 422
    assert Post.objects.get().body == "Tea at six"


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_at_once_one_is_told(post: Post) -> None:
    barrier = Barrier(2)

    def edit(client: Client) -> int:
        form = client.get(url(post)).context["form"].initial
        barrier.wait()
        status = client.post(url(post), form | {"body": f"Tea with {id(client)}"}).status_code
        connection.close()
        return status

    clients = [Client(), Client()]
    for client in clients:
        client.force_login(post.author)
    with ThreadPoolExecutor(2) as hands:
        assert sorted(hands.map(edit, clients)) == [302, 422]
    assert Revision.objects.get().body == "Tea at four"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_edits_once(post: Post) -> None:
    barrier = Barrier(2)

    def click(_: int) -> bool:
        barrier.wait()
        new = revise(post, "Tea at five", version=post.version)
        connection.close()
        return new

    with ThreadPoolExecutor(2) as hands:
        assert sorted(hands.map(click, range(2))) == [False, True]
    assert Revision.objects.count() == 1


def test_what_was_typed_comes_back_after_signing_in(client: Client) -> None:
    """Their session was over when they pressed the button, and the post was edited since."""
    ada = with_password(UserFactory.create(username="ada"))
    post = services.publish(author=ada, body="Tea at four")
    form = {"body": "Tea at five", "member": ada.pk, "version": post.version}

    asked = client.post(url(post), form, follow=True)
    assert "Your text is safe" in asked.content.decode()
    revise(post, "Tea at six")
    sign_in(client, "ada")
    kept = client.get(url(post)).context["form"]

    assert kept["body"].value() == "Tea at five"
    sent = {name: kept[name].value() for name in kept.fields}
    assert client.post(url(post), sent).status_code == 422
    assert Post.objects.get().body == "Tea at six"
    assert client.post(url(post), sent | {"version": ""}).status_code == 302
    assert client.get(url(post)).context["form"]["body"].value() == "Tea at five"


def test_what_was_typed_before_signing_in_comes_back_for_a_post_that_is_gone(
    client: Client,
) -> None:
    ada = with_password(UserFactory.create(username="ada"))
    post = services.publish(author=ada, body="Tea at four")
    edit = url(post)
    client.post(edit, {"body": "Tea at five", "member": ada.pk})
    services.delete(post, by=ada)
    sign_in(client, "ada")

    page = client.get(edit)

    assert page.status_code == 404
    assert "Tea at five</textarea>" in page.content.decode()


def test_mentions_tags_and_words_are_those_of_the_new_text(
    client: Client, member: User
) -> None:
    UserFactory.create(username="ada")
    bob, eve = UserFactory.create(username="bob"), UserFactory.create(username="eve")
    post = services.publish(
        author=member, body="@ada @bob #tea #milk https://a.example old", warning="stale"
    )
    kept = Mention.objects.get(member=bob)

    revise(post, "@BOB @eve #milk #sugar new", warning="fresh")

    assert {mention.member for mention in Mention.objects.all()} == {bob, eve}
    assert Mention.objects.get(member=bob) == kept
    assert not client.get("/tags/tea/").context["page"].rows
    for tag in ("milk", "sugar"):
        assert list(client.get(f"/tags/{tag}/").context["page"].rows) == [post]
    for query in ("old", "stale", "has:link", "#tea"):
        assert not found(client, query)
    for query in ("new", "fresh", "#sugar", f"from:{member.username}"):
        assert found(client, query) == [post]


def test_a_mention_stays_with_its_member_whatever_their_name(member: User) -> None:
    ada = UserFactory.create(username="ada")
    post = services.publish(author=member, body="Hello @ada")
    User.objects.filter(pk=ada.pk).update(username="countess", email="c@example.org")
    other = UserFactory.create(username="ada")

    revise(post, "Good morning @ada")
    assert [mention.member for mention in Mention.objects.all()] == [ada]

    revise(post, "Good morning")
    revise(post, "Good morning @ada")
    assert [mention.member for mention in Mention.objects.all()] == [other]


def test_whom_a_reply_answers_stays_mentioned(member: User) -> None:
    answered = PostFactory.create(author__username="ada")
    post = services.publish(author=member, body="No, @ada", reply_to=answered)

    revise(post, "No")
    assert [mention.member for mention in Mention.objects.all()] == [answered.author]

    services.delete(answered, by=answered.author)
    revise(post, "Yes")
    assert [mention.member for mention in Mention.objects.all()] == [answered.author]


def test_a_post_from_before_words_were_stored_gets_them(client: Client, member: User) -> None:
    revise(PostFactory.create(author=member, body="Tea"), "Milk")

    assert found(client, "milk") == list(Post.objects.all())


def test_who_looks_on_is_told_once_it_is_stored(
    post: Post, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[str] = []

    def hear(post: Post, **_: Any) -> None:
        told.append(post.body)

    signals.post_edited.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        revise(post, "Tea at five")
        revise(post, "Tea at five")

    assert told == ["Tea at five"]


def test_a_feed_tells_when_it_was_edited(client: Client, post: Post) -> None:
    def updated() -> set[str | None]:
        answer = client.get(f"/@{post.author.username}/feed.atom")
        feed = ET.fromstring(answer.content)  # noqa: S314  # our own
        entry = feed.find(f"{ATOM}entry")
        assert entry is not None
        assert entry.findtext(f"{ATOM}published") == post.created_at.isoformat()
        return {feed.findtext(f"{ATOM}updated"), entry.findtext(f"{ATOM}updated")}

    assert updated() == {post.created_at.isoformat()}
    revise(post, "Tea at five")
    edited_at = Post.objects.get().edited_at
    assert edited_at
    assert updated() == {edited_at.isoformat()}
