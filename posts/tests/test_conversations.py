"""Replies, and the conversation around a post."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertRedirects

from accounts.models import User
from accounts.services import deactivate, reactivate
from accounts.tests.factories import UserFactory
from posts import conversations, services, triggers
from posts.conversations import ABOVE, NESTED, Node
from posts.models import Audience, Post, PostTally, Tombstone, Viewer
from posts.paging import PAGE_SIZE
from posts.services import publish
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def chain(length: int) -> list[Post]:
    """Make posts of which each answers the one before."""
    posts = [PostFactory.create()]
    while len(posts) < length:
        posts.append(PostFactory.create(reply_to=posts[-1]))
    return posts


def drawn(nodes: list[Node]) -> list[Post | None]:
    return [node.post for node in nodes]


def below(post: Post, viewer: Viewer = VISITOR) -> list[Post | None]:
    return drawn(conversations.around(post, viewer).below.nodes)


def assert_no_drift() -> None:
    for post in Post.objects.all():
        tally = PostTally.objects.filter(post=post).first() or PostTally()
        replies = Post.objects.filter(reply_to=post, author__is_active=True)
        assert tally.replies == replies.filter(audience="everyone").count()
        assert tally.members_replies == replies.filter(audience="members").count()


def test_a_reply_stands_under_what_it_answers_and_names_it(
    client: Client, member: User
) -> None:
    post = PostFactory.create(author=UserFactory.create(username="ada"))
    page = client.get(post.get_absolute_url()).content.decode()
    assert f'name="reply_to" value="{post.pk}"' in page
    assert "Your reply to @ada" in page
    assert "Nobody has replied yet." in page

    sent = {"body": "I agree", "reply_to": post.pk, "next": post.get_absolute_url()}
    response = client.post("/posts/", sent)

    assert response.headers["Location"] == post.get_absolute_url()
    reply = Post.objects.exclude(pk=post.pk).get()
    assert reply.reply_to == post
    page = client.get(post.get_absolute_url()).content.decode()
    assert page.index(post.body) < page.index("I agree")
    assert 'aria-label="Reply, 1"' in page
    card = client.get("/explore/").content.decode()
    assert f'In reply to <a href="{post.get_absolute_url()}">@ada</a>' in card


def test_a_reply_mentions_whom_it_answers_once(member: User) -> None:
    ada = UserFactory.create(username="Ada")
    post = PostFactory.create(author=ada)

    named = publish(author=member, body="@ada yes", reply_to=post)
    silent = publish(author=member, body="yes", reply_to=post)
    own = publish(author=ada, body="also", reply_to=post)

    assert [mention.member for mention in named.mentions.all()] == [ada]
    assert [mention.member for mention in silent.mentions.all()] == [ada]
    assert not own.mentions.exists()


def test_what_stands_above_is_bounded_and_leads_on(client: Client) -> None:
    posts = chain(ABOVE + 3)

    around = conversations.around(posts[-1], VISITOR)
    assert drawn(around.above) == posts[2:-1]
    assert around.earlier
    assert (
        "Earlier in this conversation"
        in client.get(posts[-1].get_absolute_url()).content.decode()
    )

    around = conversations.around(posts[ABOVE], VISITOR)
    assert drawn(around.above) == posts[:ABOVE]
    assert not around.earlier


def test_replies_come_by_pages_the_earliest_first_each_once(client: Client) -> None:
    post = PostFactory.create()
    replies = PostFactory.create_batch(2 * PAGE_SIZE + 1, reply_to=post)
    replies.sort(key=lambda reply: reply.pk)

    found: list[Post | None] = []
    query: dict[str, int] = {}
    while True:
        response = client.get(post.get_absolute_url(), query)
        found += drawn(response.context["conversation"].below.nodes)
        if (after := response.context["conversation"].below.after) is None:
            break
        assert f'rel="next" href="?after={after}"' in response.content.decode()
        query = {"after": after}
        PostFactory.create(reply_to=post, created_at=post.created_at)  # pushes nothing

    assert found == replies


def test_the_first_answers_to_an_answer_stand_below_it(client: Client) -> None:
    post = PostFactory.create()
    reply = PostFactory.create(reply_to=post)
    nested = sorted(PostFactory.create_batch(NESTED + 1, reply_to=reply), key=lambda p: p.pk)

    (node,) = conversations.around(post, VISITOR).below.nodes

    assert drawn(node.replies) == nested[:NESTED]
    assert node.more
    page = client.get(post.get_absolute_url()).content.decode()
    assert f"Show more replies to @{reply.author.username}" in page


@pytest.mark.parametrize("way", ["service", "queryset", "author", "sql"])
def test_a_deleted_post_leaves_a_gap_and_the_conversation_goes_on(
    client: Client, way: str
) -> None:
    root, middle, answer, last = chain(4)
    address = middle.get_absolute_url()
    if way == "service":
        services.delete(middle, by=middle.author)
    elif way == "queryset":
        Post.objects.filter(pk=middle.pk).delete()
    elif way == "author":
        middle.author.delete()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM posts_posttally WHERE post_id = %s", [middle.pk])
            cursor.execute("DELETE FROM posts_post WHERE id = %s", [middle.pk])

    (node,) = conversations.around(root, VISITOR).below.nodes
    assert node.post is None
    assert drawn(node.replies) == [answer]
    assert drawn(conversations.around(last, VISITOR).above) == [root, None, answer]
    for post in (root, answer):
        page = client.get(post.get_absolute_url())
        assert "A post that was deleted" in page.content.decode()
        assert middle.body not in page.content.decode()
    assert "In reply to a post that is not here" in client.get("/explore/").content.decode()
    assert client.get(address).status_code == 404

    services.delete(answer, by=answer.author)
    assert Tombstone.objects.count() == 2
    assert drawn(conversations.around(last, VISITOR).above) == [root, None, None]
    (node,) = conversations.around(root, VISITOR).below.nodes
    assert (node.post, drawn(node.replies)) == (None, [None])
    assert node.replies[0].more

    services.delete(last, by=last.author)
    assert below(root) == []  # nothing is shown of gaps that lead to nothing


def test_a_gap_below_an_answer_leads_on(client: Client) -> None:
    root, _, gone, last = chain(4)
    gap = f"/posts/{gone.pk}/replies/"
    services.delete(gone, by=gone.author)

    (node,) = conversations.around(root, VISITOR).below.nodes

    assert drawn(node.replies) == [None]
    assert f'href="{gap}"' in client.get(root.get_absolute_url()).content.decode()
    assert drawn(client.get(gap).context["answers"].nodes) == [last]


def test_what_is_deeper_is_led_to(client: Client) -> None:
    root, _, nested, _ = chain(4)

    (node,) = conversations.around(root, VISITOR).below.nodes

    assert [reply.more for reply in node.replies] == [True]
    page = client.get(root.get_absolute_url()).content.decode()
    assert f"Show more replies to @{nested.author.username}" in page


def test_past_several_that_are_not_for_me_what_follows_is_reached(member: User) -> None:
    root = PostFactory.create()
    muted = UserFactory.create()
    post = root
    for _ in range(4):
        post = PostFactory.create(reply_to=post, author=muted)
    last = PostFactory.create(reply_to=post)
    services.mute(muter=member, muted=muted)

    assert below(root, member) == [None]
    (node,) = conversations.around(root, member).below.nodes
    assert drawn(node.replies) == [None]
    assert below(last.reply_to or root, member) == [last]

    Post.objects.filter(pk=last.pk).delete()
    assert below(root, member) == []


def test_a_page_looks_at_so_many_that_are_not_for_me_and_leads_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conversations, "WINDOW", 10)
    root = PostFactory.create()
    PostFactory.create_batch(12, reply_to=root, audience=Audience.FOLLOWERS)
    seen = PostFactory.create(reply_to=root)

    first = conversations.around(root, VISITOR).below
    second = conversations.around(root, VISITOR, first.after).below

    assert (first.nodes, drawn(second.nodes), second.after) == ([], [seen], None)


def test_from_a_gap_all_replies_are_reached(client: Client, member: User) -> None:
    root = PostFactory.create()
    replies = PostFactory.create_batch(PAGE_SIZE + 1, reply_to=root)
    services.hide(replies[1], by=root.author)
    gap = f"/posts/{root.pk}/replies/"
    assertRedirects(client.get(gap), root.get_absolute_url())
    services.delete(root, by=root.author)

    assert f'href="{gap}"' in client.get(replies[0].get_absolute_url()).content.decode()
    first = client.get(gap).context["answers"]
    second = client.get(gap, {"after": first.after}).context["answers"]

    assert drawn([*first.nodes, *second.nodes]) == replies  # nobody hides any of them now
    assert second.after is None


def test_past_what_is_not_for_me_all_replies_are_reached(client: Client, member: User) -> None:
    root = PostFactory.create()
    replies = PostFactory.create_batch(NESTED + 1, reply_to=root)
    services.hide(replies[1], by=root.author)
    services.mute(muter=member, muted=root.author)

    page = client.get(f"/posts/{root.pk}/replies/")

    assert drawn(page.context["answers"].nodes) == [replies[0], *replies[2:]]
    assert root.body not in page.content.decode()


@pytest.mark.parametrize("key", ["0", "1", "9" * 19, "9" * 40])
def test_where_no_post_was_there_is_no_gap(client: Client, key: str) -> None:
    assert client.get(f"/posts/{key}/replies/").status_code == 404


def test_a_gap_that_leads_to_nothing_i_may_see_is_none(client: Client) -> None:
    secret = PostFactory.create(audience=Audience.FOLLOWERS)
    PostFactory.create(reply_to=secret, audience=Audience.FOLLOWERS)

    assert client.get(f"/posts/{secret.pk}/replies/").status_code == 404


def test_what_nobody_answered_leaves_nothing() -> None:
    root, reply = chain(2)

    services.delete(reply, by=reply.author)
    services.delete(root, by=root.author)

    assert not Tombstone.objects.exists()


def test_what_is_not_for_me_looks_like_what_is_gone(client: Client, member: User) -> None:
    root = PostFactory.create()
    secret = PostFactory.create(reply_to=root, audience=Audience.FOLLOWERS)
    answer = PostFactory.create(reply_to=secret)
    lone = PostFactory.create(reply_to=root, audience=Audience.FOLLOWERS)
    muted = PostFactory.create(reply_to=root)
    services.mute(muter=member, muted=muted.author)

    assert below(root, member) == [None]
    assert drawn(conversations.around(answer, member).above) == [root, None]
    page = client.get(root.get_absolute_url()).content.decode()
    for post in (secret, lone, muted):
        assert post.body not in page
    assert 'aria-label="Reply, 0"' in page
    assert below(root, lone.author) == [None, lone, muted] or below(root, lone.author) == [
        None,
        muted,
        lone,
    ]


def test_a_reply_is_for_no_more_people_than_what_it_answers(
    client: Client, member: User
) -> None:
    post = PostFactory.create(audience=Audience.MEMBERS)
    page = client.get(post.get_absolute_url()).content.decode()
    assert '<option value="everyone">' not in page
    assert '<option value="members" selected>' in page

    reply = publish(author=member, body="yes", reply_to=post)
    narrow = publish(author=member, body="yes", reply_to=post, audience=Audience.FOLLOWERS)

    assert reply.audience == Audience.MEMBERS
    assert narrow.audience == Audience.FOLLOWERS
    assert "yes" not in client.get(f"/@{post.author.username}/").content.decode()


def test_who_is_answered_sees_the_reply_also_if_it_is_for_followers(member: User) -> None:
    post = PostFactory.create()

    reply = publish(author=member, body="hm", reply_to=post, audience=Audience.FOLLOWERS)

    assert Post.objects.visible_to(post.author).filter(pk=reply.pk).exists()
    assert below(post, post.author) == [reply]


@pytest.mark.parametrize("key", ["1", "x", "-1", "9" * 40, "\0", "²", "None"])
def test_a_reply_to_what_is_not_there_is_refused_with_its_text(
    client: Client, member: User, key: str
) -> None:
    response = client.post("/posts/", {"body": "my long text", "reply_to": key})

    assert response.status_code == 422
    assert "The post that you reply to is gone." in response.content.decode()
    assert "my long text" in response.content.decode()
    assert not Post.objects.exists()


def test_nobody_replies_to_what_they_may_not_see(client: Client, member: User) -> None:
    post = PostFactory.create()
    services.block(blocker=post.author, blocked=member)

    response = client.post("/posts/", {"body": "hey", "reply_to": post.pk})

    assert response.status_code == 422
    with pytest.raises(services.UnseenError):
        publish(author=member, body="hey", reply_to=post)
    assert Post.objects.count() == 1


def test_a_form_that_waited_for_a_session_is_still_a_reply(client: Client) -> None:
    post, ada = PostFactory.create(), UserFactory.create()
    client.post("/posts/", {"body": "I agree", "reply_to": post.pk})

    client.force_login(ada)
    page = client.get("/posts/").content.decode()

    assert "I agree" in page
    assert f'name="reply_to" value="{post.pk}"' in page


def test_replies_count_right_whatever_adds_or_removes_them() -> None:
    root, reply, nested = chain(3)
    members = PostFactory.create(reply_to=root, audience=Audience.MEMBERS)
    PostFactory.create(reply_to=root, audience=Audience.FOLLOWERS)
    PostFactory.create(reply_to=root, author=members.author)
    assert_no_drift()
    deactivate(members.author)
    assert_no_drift()
    reactivate(members.author)
    assert_no_drift()
    tally = PostTally.objects.get(post=root)
    assert (tally.replies, tally.members_replies) == (2, 1)
    reply.author.delete()
    assert_no_drift()
    services.delete(nested, by=nested.author)
    members.author.delete()
    assert_no_drift()
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON posts_post"
        cursor.execute(f"DROP TRIGGER posts_tally_post_added{on}")
    PostFactory.create(reply_to=root)
    triggers.install(using="default")
    assert_no_drift()


@pytest.mark.parametrize("size", [1, PAGE_SIZE + 5])
def test_a_conversation_costs_the_same_however_large_it_is(
    client: Client, member: User, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post = chain(size + 1)[-1]
    for reply in PostFactory.create_batch(size, reply_to=post):
        PostFactory.create_batch(2, reply_to=reply)
    client.get("/explore/")  # notes the visit

    session_user_and_bell, post_mentions_pictures_and_answered = 3, 4
    keys_above_below_gone_and_listed, answers_listed_and_answers_to_them = 4, 3
    posts_mentions_pictures_and_answered = 4
    whom_the_form_answers_and_in_which_language = 2
    muted, may_reply, hidden_and_gone = 1, 1, 2
    with django_assert_num_queries(
        session_user_and_bell
        + post_mentions_pictures_and_answered
        + keys_above_below_gone_and_listed
        + answers_listed_and_answers_to_them
        + posts_mentions_pictures_and_answered
        + whom_the_form_answers_and_in_which_language
        + muted
        + may_reply
        + hidden_and_gone
    ):
        client.get(post.get_absolute_url())


@pytest.mark.django_db(transaction=True)
def test_of_replies_and_a_deletion_at_once_none_loses_its_place() -> None:
    root = PostFactory.create()
    post = PostFactory.create(reply_to=root)
    fans = UserFactory.create_batch(7)
    barrier = Barrier(8)

    def reply(fan: User) -> None:
        barrier.wait()
        for _ in range(3):
            with suppress(services.UnseenError):
                publish(author=fan, body="me too", reply_to=post)
        connection.close()

    def delete() -> None:
        barrier.wait()
        services.delete(Post.objects.get(pk=post.pk), by=post.author)
        connection.close()

    with ThreadPoolExecutor(8) as workers:
        jobs = [workers.submit(reply, fan) for fan in fans] + [workers.submit(delete)]
        assert [job.result() for job in jobs] == [None] * 8

    orphans = Post.objects.filter(reply_to_id=post.pk).exists()
    assert Tombstone.objects.filter(pk=post.pk).exists() == orphans
    assert_no_drift()


def test_a_post_and_what_it_answers_going_at_once_leave_both_their_places() -> None:
    root, first, second, last = chain(4)

    Post.objects.filter(pk__in=[first.pk, second.pk]).delete()

    assert drawn(conversations.around(last, VISITOR).above) == [root, None, None]


def test_what_is_further_above_is_reached_past_a_gap() -> None:
    posts = chain(ABOVE + 3)
    services.delete(posts[2], by=posts[2].author)

    around = conversations.around(posts[-1], VISITOR)

    assert around.above[0].post is None
    assert around.earlier == posts[3]


def test_a_reply_to_who_blocks_the_reader_does_not_tell_their_name(
    client: Client, member: User
) -> None:
    blocker = UserFactory.create(username="hidden_one")
    reply = PostFactory.create(reply_to=PostFactory.create(author=blocker))
    assert "@hidden_one" in client.get("/explore/").content.decode()

    services.block(blocker=blocker, blocked=member)

    for path in ("/explore/", reply.get_absolute_url()):
        page = client.get(path).content.decode()
        assert "hidden_one" not in page
        assert "In reply to a post that is not here" in page


def test_the_number_of_replies_leaves_out_whom_i_block_or_mute(
    client: Client, member: User
) -> None:
    post = PostFactory.create()
    muted, blocked, _ = PostFactory.create_batch(3, reply_to=post)
    PostFactory.create(reply_to=post, author=muted.author, audience=Audience.FOLLOWERS)
    services.mute(muter=member, muted=muted.author)
    services.block(blocker=member, blocked=blocked.author)

    assert 'aria-label="Reply, 1"' in client.get(post.get_absolute_url()).content.decode()
    client.logout()
    assert 'aria-label="3 replies"' in " ".join(
        client.get(post.get_absolute_url()).content.decode().split()
    )
