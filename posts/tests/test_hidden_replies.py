"""Replies that the author of a post hid: they stand behind a link there, and else as before."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import conversations, services
from posts.models import Audience, Post, Viewer
from posts.paging import PAGE_SIZE
from posts.services import publish
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
LINK = "Show hidden replies"


def below(post: Post, viewer: Viewer = VISITOR) -> list[Post | None]:
    return [node.post for node in conversations.around(post, viewer).below.nodes]


def hidden_below(post: Post, viewer: Viewer = VISITOR) -> list[Post | None]:
    return [node.post for node in conversations.hidden_below(post, viewer).nodes]


@pytest.fixture
def post(member: User) -> Post:
    return PostFactory.create(author=member)


def test_hiding_and_showing_again_come_back_to_the_page(
    client: Client, member: User, post: Post
) -> None:
    reply = PostFactory.create(reply_to=post)
    page = post.get_absolute_url()
    drawn = client.get(page).content.decode()
    assert f'formaction="/posts/{reply.pk}/hide/"' in drawn
    assert LINK not in drawn

    response = client.post(f"/posts/{reply.pk}/hide/", {"next": page}, follow=True)

    assert response.redirect_chain == [(page, 302)]
    drawn = response.content.decode()
    assert "Hidden: it stands behind a link under your post." in drawn
    assert reply.body not in drawn
    assert f'<a href="{page}hidden/">{LINK}</a>' in drawn
    again = client.post(f"/posts/{reply.pk}/hide/", follow=True)  # is no error
    assert "Hidden: it stands" not in again.content.decode()

    drawn = client.get(f"{page}hidden/").content.decode()
    assert reply.body in drawn
    assert f'formaction="/posts/{reply.pk}/unhide/"' in drawn

    for told in (True, False):
        response = client.post(f"/posts/{reply.pk}/unhide/", {"next": page}, follow=True)
        assert ("Shown under your post again." in response.content.decode()) is told
    assert reply.body in response.content.decode()
    assert "None are hidden." in client.get(f"{page}hidden/").content.decode()


def test_it_is_hidden_from_everyone_and_there_alone(
    client: Client, member: User, post: Post
) -> None:
    shown, reply = PostFactory.create_batch(2, reply_to=post)
    answer = PostFactory.create(reply_to=reply)
    services.hide(reply, by=member)
    client.logout()

    assert below(post) == [shown]
    assert below(reply) == [answer]
    assert hidden_below(post) == [reply]
    page = client.get(post.get_absolute_url()).content.decode()
    assert LINK in page
    assert answer.body not in page
    assert 'aria-label="2 replies"' in page  # the count tells of both
    for path in (reply.get_absolute_url(), "/explore/", f"/@{reply.author.username}/"):
        assert reply.body in client.get(path).content.decode()
    (above,) = conversations.around(reply, VISITOR).above
    assert above.post == post
    drawn = client.get(f"{post.get_absolute_url()}hidden/").content.decode()
    assert drawn.index(reply.body) < drawn.index(answer.body)


def test_it_is_hidden_also_where_it_would_stand_below_the_one_above(
    member: User,
) -> None:
    root = PostFactory.create()
    post = PostFactory.create(author=member, reply_to=root)
    shown, reply = sorted(PostFactory.create_batch(2, reply_to=post), key=lambda p: p.pk)
    services.hide(reply, by=member)

    (node,) = conversations.around(root, VISITOR).below.nodes

    assert [nested.post for nested in node.replies] == [shown]


def test_only_who_is_answered_hides(client: Client, member: User) -> None:
    root = PostFactory.create(author=member)
    reply = PostFactory.create(reply_to=root)
    nested = PostFactory.create(reply_to=reply)
    lost = PostFactory.create(reply_to=PostFactory.create(author=member))
    assert lost.reply_to
    services.delete(lost.reply_to, by=member)
    staff = UserFactory.create(is_staff=True, is_superuser=True)

    for viewer, post in ((member, nested), (member, root), (member, lost), (staff, reply)):
        client.force_login(viewer)
        for deed in ("hide", "unhide"):
            refused = client.post(f"/posts/{post.pk}/{deed}/")
            assert refused.status_code == 403
            assert "You can only hide replies to posts of your own." in refused.content.decode()
        page = client.get(post.get_absolute_url()).content.decode()
        assert f"/posts/{post.pk}/hide/" not in page
    assert not Post.objects.filter(hidden_at__isnull=False).exists()


def test_visitors_are_offered_no_menu(client: Client) -> None:
    for post in (PostFactory.create(), PostFactory.create(reply_to=PostFactory.create())):
        assert "post-menu" not in client.get(post.get_absolute_url()).content.decode()


@pytest.mark.parametrize("deed", ["hide", "unhide"])
def test_deeds_are_posts_by_members_who_see_it(client: Client, deed: str) -> None:
    post = PostFactory.create(audience=Audience.FOLLOWERS)
    assert client.get(f"/posts/{post.pk}/{deed}/").status_code == 405
    assert client.post(f"/posts/{post.pk}/{deed}/").headers["Location"].startswith("/login/")
    assert client.get(f"{post.get_absolute_url()}hidden/").status_code == 404
    client.force_login(UserFactory.create())
    for key in (post.pk, 1, 10**30):
        assert client.post(f"/posts/{key}/{deed}/").status_code == 404


def test_the_link_tells_of_no_more_than_the_viewer_may_see(
    client: Client, member: User, post: Post
) -> None:
    fan = UserFactory.create()
    reply = publish(author=fan, body="psst", reply_to=post, audience=Audience.FOLLOWERS)
    services.hide(reply, by=member)
    assert LINK in client.get(post.get_absolute_url()).content.decode()

    client.force_login(UserFactory.create())

    assert LINK not in client.get(post.get_absolute_url()).content.decode()
    assert hidden_below(post) == []


def test_one_that_is_deleted_brings_what_answers_it_not_back(member: User, post: Post) -> None:
    reply = PostFactory.create(reply_to=post)
    PostFactory.create(reply_to=reply)
    services.hide(reply, by=member)

    services.delete(Post.objects.get(pk=reply.pk), by=reply.author)

    assert below(post) == []
    assert hidden_below(post) == [None]
    assert conversations.around(post, VISITOR).hides  # the page that leads to it


def test_a_hidden_one_that_is_not_for_the_viewer_leads_to_what_is(
    member: User, post: Post
) -> None:
    blocker, reader = UserFactory.create_batch(2)
    reply = PostFactory.create(reply_to=post, author=blocker)
    services.hide(reply, by=member)
    services.block(blocker=blocker, blocked=reader)
    assert not conversations.around(post, reader).hides

    PostFactory.create(reply_to=reply)

    assert conversations.around(post, reader).hides
    assert hidden_below(post, reader) == [None]


def test_the_link_is_there_also_where_those_for_the_viewer_come_late(
    monkeypatch: pytest.MonkeyPatch, member: User, post: Post
) -> None:
    monkeypatch.setattr(conversations, "WINDOW", 2)
    friend = UserFactory.create()
    services.follow(follower=member, followed=friend)
    for body in ("psst", "pst"):
        said = {"body": body, "audience": Audience.FOLLOWERS}
        services.hide(PostFactory.create(author=friend, reply_to=post, **said), by=member)
    assert not conversations.around(post, VISITOR).hides

    services.hide(PostFactory.create(reply_to=post), by=member)

    assert conversations.around(post, VISITOR).hides


def test_hidden_replies_come_by_pages_each_once(
    client: Client, member: User, post: Post
) -> None:
    replies = PostFactory.create_batch(PAGE_SIZE + 1, reply_to=post)
    replies.sort(key=lambda reply: reply.pk)
    for reply in replies:
        services.hide(reply, by=member)

    first = client.get(f"{post.get_absolute_url()}hidden/").context["answers"]
    second = client.get(f"{post.get_absolute_url()}hidden/", {"after": first.after})

    nodes = [*first.nodes, *second.context["answers"].nodes]
    assert [node.post for node in nodes] == replies
    assert second.context["answers"].after is None


def test_the_page_of_hidden_ones_costs_the_same_however_many_there_are(
    client: Client, member: User, post: Post, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for reply in PostFactory.create_batch(PAGE_SIZE + 5, reply_to=post):
        services.hide(reply, by=member)
    client.get("/explore/")  # notes the visit

    session_user_and_unread, post_mentions_and_pictures = 3, 3
    keys_below_gone_listed_and_answers, posts_mentions_answered_and_pictures = 4, 4
    with django_assert_num_queries(
        session_user_and_unread
        + post_mentions_and_pictures
        + keys_below_gone_listed_and_answers
        + posts_mentions_answered_and_pictures
    ):
        client.get(f"{post.get_absolute_url()}hidden/")


def test_the_database_hides_nothing_that_answers_nothing(post: Post) -> None:
    with pytest.raises(IntegrityError, match="hidden_reply"), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(hidden_at=post.created_at)


def test_what_was_hidden_under_a_post_that_is_gone_stands_in_its_place(post: Post) -> None:
    answer = PostFactory.create(reply_to=post)
    hidden = PostFactory.create(reply_to=answer)
    services.hide(hidden, by=answer.author)

    services.delete(answer, by=answer.author)

    (gap,) = conversations.around(post, VISITOR).below.nodes
    assert [node.post for node in gap.replies] == [hidden]
