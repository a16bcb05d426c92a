"""Who may reply to a post: whom its author lets."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Audience, Post, Repliers
from posts.services import may_reply, publish
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

TOLD = {
    Repliers.FOLLOWED: "Only people whom @ada follows or mentions can reply.",
    Repliers.MENTIONED: "Only people whom @ada mentions can reply.",
    Repliers.NOBODY: "Only @ada can reply.",
}


@pytest.mark.parametrize(
    ("replies_from", "invited"),
    [
        (Repliers.EVERYONE, {"ada", "followed", "named", "fan", "stranger"}),
        (Repliers.FOLLOWED, {"ada", "followed", "named"}),
        (Repliers.MENTIONED, {"ada", "named"}),
        (Repliers.NOBODY, {"ada"}),
    ],
)
def test_each_of_them_lets_in_whom_it_says(
    client: Client, ada: User, replies_from: Repliers, invited: set[str]
) -> None:
    people = {name: UserFactory.create(username=name) for name in ("followed", "named")}
    people |= {name: UserFactory.create(username=name) for name in ("fan", "stranger")}
    services.follow(follower=ada, followed=people["followed"])
    services.follow(follower=people["fan"], followed=ada)
    post = publish(author=ada, body="What do you think, @named?", replies_from=replies_from)

    assert may_reply(ada, post)
    for name, person in (people | {"ada": ada}).items():
        client.force_login(person)
        page = client.get(post.get_absolute_url()).content.decode()
        sent = client.post("/posts/", {"body": f"I, {name}", "reply_to": post.pk})
        if name in invited:
            assert 'name="reply_to"' in page
            assert sent.status_code == 302
        else:
            assert 'name="reply_to"' not in page
            assert TOLD[replies_from] in page
            assert sent.status_code == 422
            assert TOLD[replies_from] in sent.content.decode()
            assert f"I, {name}</textarea>" in sent.content.decode()
    assert {reply.author.username for reply in Post.objects.filter(reply_to=post)} == invited


def test_visitors_are_told_who_can_reply(client: Client, ada: User) -> None:
    post = publish(author=ada, body="hm", replies_from=Repliers.NOBODY)

    assert TOLD[Repliers.NOBODY] in client.get(post.get_absolute_url()).content.decode()
    assert not may_reply(AnonymousUser(), post)


def test_the_composer_offers_it_for_posts_and_replies_alike(
    client: Client, member: User
) -> None:
    root = PostFactory.create()
    for page in ("/", "/posts/", root.get_absolute_url()):
        drawn = client.get(page).content.decode()
        # It, and the audience.
        assert drawn.count('<option value="everyone" selected>Everyone</option>') == 2

    client.post("/posts/", {"body": "one", "replies_from": "mentioned"})
    sent = {"body": "two", "replies_from": "nobody", "reply_to": root.pk}
    client.post("/posts/", sent)
    client.post("/posts/", {"body": "three"})

    chosen = dict(Post.objects.by(member).values_list("body", "replies_from"))
    assert chosen == {"one": "mentioned", "two": "nobody", "three": "everyone"}


def test_what_cannot_be_chosen_is_refused_at_the_field(client: Client, member: User) -> None:
    response = client.post("/posts/", {"body": "my text", "replies_from": "friends"})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"replies_from"}
    assert "my text</textarea>" in response.content.decode()


def test_each_reply_says_for_itself_who_may_answer_it(member: User, ada: User) -> None:
    post = publish(author=ada, body=f"@{member.username}?", replies_from=Repliers.MENTIONED)
    open_ = publish(author=member, body="yes", reply_to=post)
    closed = publish(author=member, body="no", reply_to=post, replies_from=Repliers.MENTIONED)
    stranger = UserFactory.create()

    assert may_reply(stranger, open_)
    assert not may_reply(stranger, closed)
    assert may_reply(ada, closed)  # whom it answers, it mentions
    with pytest.raises(services.NotInvitedError, match=f"whom @{member.username} mentions"):
        publish(author=stranger, body="me", reply_to=closed)
    assert not Post.objects.filter(author=stranger).exists()


def test_to_follow_the_one_who_follows_back_no_more_is_not_enough(ada: User) -> None:
    fan = UserFactory.create()
    services.follow(follower=ada, followed=fan)
    post = publish(author=ada, body="hm", replies_from=Repliers.FOLLOWED)
    assert may_reply(fan, post)

    services.unfollow(follower=ada, followed=fan)

    assert not may_reply(fan, post)


def test_it_is_asked_of_the_database_once(
    ada: User, member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post = publish(author=ada, body="hm", replies_from=Repliers.FOLLOWED)

    with django_assert_num_queries(1):
        may_reply(member, post)


def test_the_database_holds_no_other_choice() -> None:
    with pytest.raises(IntegrityError, match="replies_from"), transaction.atomic():
        PostFactory.create(replies_from="friends")


def test_an_answer_can_be_written_on_a_page_of_its_own(
    client: Client, member: User, ada: User
) -> None:
    post = publish(author=ada, body="Tea?", audience=Audience.MEMBERS, warning="Hot")

    page = client.get(f"/posts/?reply={post.pk}")

    form = page.context["form"]
    assert {name: form[name].value() for name in ("reply_to", "audience", "warning")} == {
        "reply_to": post.pk,
        "audience": "members",
        "warning": "Hot",
    }
    assert "<h1>Reply</h1>" in page.content.decode()
    assert "Tea?" in page.content.decode()  # what it answers


@pytest.mark.parametrize("unseen", [True, False])
def test_no_page_is_there_to_answer_what_one_cannot(
    client: Client, member: User, ada: User, unseen: bool
) -> None:
    post = publish(author=ada, body="hm", replies_from=Repliers.NOBODY)
    if unseen:
        post = publish(author=ada, body="hm")
        services.block(blocker=ada, blocked=member)

    assert client.get(f"/posts/?reply={post.pk}").status_code == 404
    assert client.get("/posts/?reply=hm").status_code == 404
    assert client.get(f"/posts/?reply={'9' * 40}").status_code == 404
