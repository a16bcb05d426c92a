"""Conversations, told apart by how they began, and muted by who wants no more of one."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Audience, MutedConversation, Post
from posts.paging import PAGE_SIZE
from posts.services import publish
from posts.tests.factories import PostFactory

LIST = "/settings/muted-conversations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(member: User) -> User:
    """Somebody whom the member follows."""
    ada = UserFactory.create(username="ada")
    services.follow(follower=member, followed=ada)
    return ada


def home(client: Client) -> list[Post]:
    return list(client.get("/").context["page"].rows)


def test_an_answer_is_in_the_conversation_of_what_it_answers(member: User) -> None:
    root = publish(author=member, body="one")
    reply = publish(author=member, body="two", reply_to=root)
    nested = publish(author=member, body="three", reply_to=reply)
    other = publish(author=member, body="four")

    assert {post.conversation for post in (root, reply, nested)} == {root.pk}
    assert other.conversation == other.pk


def test_a_conversation_keeps_its_key_when_its_beginning_is_gone(member: User) -> None:
    root = publish(author=member, body="one")
    reply = publish(author=member, body="two", reply_to=root)
    key = root.pk
    services.delete(root, by=member)

    late = publish(author=member, body="three", reply_to=Post.objects.get(pk=reply.pk))

    assert late.conversation == key


def test_muting_and_unmuting_come_back_to_the_page_and_show_it(
    client: Client, member: User
) -> None:
    root = PostFactory.create()
    post = PostFactory.create(reply_to=root)
    page = post.get_absolute_url()
    assert (
        f'formaction="/posts/{post.pk}/mute-conversation/"' in client.get(page).content.decode()
    )

    response = client.post(f"/posts/{post.pk}/mute-conversation/", {"next": page}, follow=True)

    assert response.redirect_chain == [(page, 302)]
    said = "You muted this conversation. Nobody is told."
    assert said in response.content.decode()
    again = client.post(f"/posts/{post.pk}/mute-conversation/", follow=True)  # is no error
    assert said not in again.content.decode()
    assert MutedConversation.objects.get().conversation == post.conversation
    for there in (page, root.get_absolute_url()):  # wherever in it one stands
        drawn = client.get(there).content.decode()
        assert "You muted this conversation: your home leaves it out" in drawn
        assert "/unmute-conversation/" in drawn

    for told in (True, False):
        response = client.post(f"/posts/{post.pk}/unmute-conversation/", follow=True)
        assert ("You no longer mute" in response.content.decode()) is told
    assert not MutedConversation.objects.exists()
    client.logout()
    assert "mute-conversation" not in client.get(page).content.decode()


def test_home_leaves_out_what_is_said_in_it(client: Client, member: User, ada: User) -> None:
    root = PostFactory.create()
    before = PostFactory.create(author=ada, reply_to=root)
    other = PostFactory.create(author=ada)
    assert home(client) == [other, before]

    client.post(f"/posts/{root.pk}/mute-conversation/")
    after = PostFactory.create(author=ada, reply_to=before)
    assert home(client) == [other]
    assert after in client.get("/explore/").context["page"].rows
    assert after in client.get("/@ada/").context["page"].rows

    client.post(f"/posts/{after.pk}/unmute-conversation/")
    assert home(client) == [after, other, before]


def test_home_leaves_out_reposts_of_it_but_not_quotes(
    client: Client, member: User, ada: User
) -> None:
    post = PostFactory.create()
    quote = publish(author=ada, body="look", quote_of=post)
    services.repost(post, by=ada)
    assert home(client) == [post, quote]

    services.mute_conversation(post, by=member)

    assert home(client) == [quote]


def test_home_leaves_out_what_a_followed_hashtag_would_bring(
    client: Client, member: User
) -> None:
    post = publish(author=UserFactory.create(), body="#tea is on")
    client.post("/tags/tea/follow/")
    assert home(client) == [post]

    services.mute_conversation(post, by=member)

    assert home(client) == []


def test_it_is_muted_for_me_alone(client: Client, member: User, ada: User) -> None:
    post = PostFactory.create(author=ada)
    services.mute_conversation(post, by=ada)

    assert home(client) == [post]
    assert "You muted this" not in client.get(post.get_absolute_url()).content.decode()
    services.unmute_conversation(post.pk, by=member)
    assert MutedConversation.objects.of(ada).exists()


@pytest.mark.parametrize(("deed", "status"), [("mute", 404), ("unmute", 302)])
def test_deeds_are_posts_by_members_who_see_it(client: Client, deed: str, status: int) -> None:
    post = PostFactory.create(audience=Audience.FOLLOWERS)
    url = f"/posts/{post.pk}/{deed}-conversation/"
    assert client.get(url).status_code == 405
    assert client.post(url).headers["Location"].startswith("/login/")
    client.force_login(UserFactory.create())
    for key in (post.pk, 1, 10**30):
        assert client.post(f"/posts/{key}/{deed}-conversation/").status_code == status
    assert not MutedConversation.objects.exists()


def test_a_list_tells_what_is_muted_and_ends_it_also_where_nothing_is_left(
    client: Client, member: User
) -> None:
    assert "You mute no conversation." in client.get(LIST).content.decode()
    told = PostFactory.create(body="secret", warning="spoilers")
    gone = PostFactory.create()
    theirs = PostFactory.create()
    for post in (told, gone):
        services.mute_conversation(post, by=member)
    services.mute_conversation(theirs, by=theirs.author)
    key = gone.pk
    services.delete(gone, by=gone.author)

    page = client.get(LIST)

    shown = [(mute.conversation, post) for mute, post in page.context["page"].rows]
    assert shown == [(key, None), (told.pk, told)]
    html = page.content.decode()
    assert told.get_absolute_url() in html
    assert "spoilers" in html
    assert "secret" not in html
    assert "Its first post was deleted" in html
    client.post(f"/posts/{key}/unmute-conversation/", {"next": LIST})
    assert [post for _, post in client.get(LIST).context["page"].rows] == [told]


def test_the_list_costs_the_same_however_long_it_is(
    client: Client, member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for post in PostFactory.create_batch(PAGE_SIZE + 1):
        services.mute_conversation(post, by=member)
    client.get(LIST)  # which notes that the member was here

    with CaptureQueriesContext(connection) as long:
        page = client.get(LIST).context["page"]

    assert len(page.rows) == PAGE_SIZE
    MutedConversation.objects.exclude(pk=page.rows[0][0].pk).delete()
    with django_assert_num_queries(len(long)):
        client.get(LIST)
    older = client.get(LIST, {"before": page.before}).context["page"]
    assert older.rows == []


def test_what_is_gone_starts_no_mute(member: User) -> None:
    post = PostFactory.create()
    services.delete(Post.objects.get(pk=post.pk), by=post.author)

    with pytest.raises(services.UnseenError):
        services.mute_conversation(post, by=member)


def test_the_database_holds_one_mute_of_each(member: User) -> None:
    MutedConversation.objects.create(member=member, conversation=7)

    with pytest.raises(IntegrityError), transaction.atomic():
        MutedConversation.objects.create(member=member, conversation=7)


def test_old_posts_find_how_their_conversation_began() -> None:
    """The migration's own words: past what is gone, also where the beginning is."""
    root = PostFactory.create()
    reply = PostFactory.create(reply_to=root)
    nested = PostFactory.create(reply_to=reply)
    deep = PostFactory.create(reply_to=nested)
    other = PostFactory.create()
    answer = PostFactory.create(reply_to=other)
    repost = PostFactory.create(body="", repost_of=answer)
    quote = PostFactory.create(repost_of=answer)
    began = {nested.pk: root.pk, deep.pk: root.pk, other.pk: other.pk, answer.pk: other.pk}
    began |= {repost.pk: other.pk, quote.pk: quote.pk}
    for gone in (reply, root):
        services.delete(gone, by=gone.author)
    Post.objects.update(conversation=0)
    migration = import_module("posts.migrations.0018_conversations_of_old_posts")

    with connection.cursor() as cursor:
        answers = migration.ANSWERS[connection.vendor]
        cursor.execute(migration.FILL.format(answers=answers))
        cursor.execute(migration.REPOSTS)

    assert dict(Post.objects.values_list("pk", "conversation")) == began
