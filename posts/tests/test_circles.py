"""Blocks, mutes, and followers who have to ask."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import deactivate
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Audience, Block, Follow, FollowRequest, Mute
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

CSRF_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return UserFactory.create(username="Ada")


@pytest.fixture
def strict(ada: User) -> User:
    """Somebody who approves followers by hand."""
    ada.approves_followers = True
    ada.save(update_fields=["approves_followers"])
    return ada


def test_a_block_makes_two_people_invisible_to_each_other(
    client: Client, member: User, ada: User
) -> None:
    theirs, mine = PostFactory.create(author=ada), PostFactory.create(author=member)
    services.follow(follower=member, followed=ada)
    services.follow(follower=ada, followed=member)

    page = client.post("/@ada/block/", {"next": "/@ada/"}, follow=True)

    assert not Follow.objects.exists()
    assert page.status_code == 404
    assert "You block @Ada" in page.content.decode()
    assert 'formaction="/@Ada/unblock/"' in page.content.decode()
    for blocked, post in ((ada, theirs), (member, mine)):
        client.force_login(member if blocked == ada else ada)
        name = blocked.username
        for path in (f"/@{name}/", f"/@{name}/followers/", post.get_absolute_url()):
            response = client.get(path)
            assert response.status_code == 404
            assert post.body not in response.content.decode()
        assert post.body not in client.get("/explore/").content.decode()
        assert client.post(f"/@{name}/follow/").status_code == 404
    assert not Follow.objects.exists()

    client.logout()  # to everyone else both are there
    assert client.get("/@ada/").status_code == 200


def test_who_is_blocked_learns_nothing_from_the_page(
    client: Client, member: User, ada: User
) -> None:
    services.block(blocker=ada, blocked=member)

    theirs, unknown = (
        CSRF_TOKEN.sub("", client.get(path).content.decode()).replace(path, "")
        for path in ("/@Ada/", "/@nobody/")
    )

    assert theirs == unknown


def test_each_of_two_who_block_each_other_can_undo_their_own(
    client: Client, member: User, ada: User
) -> None:
    services.block(blocker=ada, blocked=member)
    client.post("/@ada/block/")
    assert Block.objects.count() == 2

    assert "Ada" in client.get("/settings/blocked/").content.decode()
    client.post("/@ada/unblock/")

    assert Block.objects.get().blocker == ada
    assert client.get("/@ada/").status_code == 404


def test_unblocking_brings_no_follow_back(client: Client, member: User, ada: User) -> None:
    services.follow(follower=member, followed=ada)
    services.block(blocker=member, blocked=ada)

    page = client.post("/@ada/unblock/", {"next": "/@ada/"}, follow=True)

    assert page.status_code == 200
    assert 'formaction="/@Ada/follow/"' in page.content.decode()


@pytest.mark.parametrize("path", ["/@bob/followers/", "/@bob/following/"])
def test_lists_and_counts_leave_the_blocked_and_the_muted_out(
    client: Client, member: User, path: str
) -> None:
    bob = UserFactory.create(username="bob")
    blocked, muted, blocker, other = UserFactory.create_batch(4)
    for person in (blocked, muted, blocker, other):
        services.follow(follower=person, followed=bob)
        services.follow(follower=bob, followed=person)
    services.block(blocker=member, blocked=blocked)
    services.block(blocker=blocker, blocked=member)
    services.mute(muter=member, muted=muted)

    page = client.get(path)

    assert page.context["people"] == [other]
    text = " ".join(page.content.decode().split())
    assert "<strong>1</strong> follower<" in text
    assert "<strong>1</strong> following" in text


def test_a_mute_is_silent_and_ends_when_it_should(
    client: Client, member: User, ada: User
) -> None:
    services.follow(follower=member, followed=ada)
    post = PostFactory.create(author=ada)

    page = client.post("/@ada/mute/", {"days": "7", "next": "/@ada/"}, follow=True)

    assert "You muted Ada. They are not told." in page.content.decode()
    assert "You mute Ada until" in " ".join(page.content.decode().split())
    assert page.context["page"].rows == [post]  # here one goes to read them
    assert not client.get("/").context["page"].rows
    assert not client.get("/explore/").context["page"].rows
    assert Follow.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert client.get("/").context["page"].rows == [post]


def test_a_mute_without_an_end_lasts_until_it_is_undone(
    client: Client, member: User, ada: User
) -> None:
    post = PostFactory.create(author=ada)
    client.post("/@ada/mute/")
    assert Mute.objects.get().until is None
    assert "Until you unmute them" in client.get("/settings/muted/").content.decode()
    assert not client.get("/explore/").context["page"].rows

    client.post("/@ada/unmute/")

    assert client.get("/explore/").context["page"].rows == [post]


@pytest.mark.parametrize("days", ["-1", "0", "1e9", "x", "9" * 40, "\0"])
def test_a_mute_of_no_length_we_know_changes_nothing(
    client: Client, member: User, ada: User, days: str
) -> None:
    response = client.post("/@ada/mute/", {"days": days}, follow=True)

    assert "Choose for how long to mute" in response.content.decode()
    assert not Mute.objects.exists()


def test_a_follower_who_has_to_ask_reads_nothing_until_accepted(
    client: Client, member: User, strict: User
) -> None:
    post = services.publish(author=strict, body="among us", audience=Audience.FOLLOWERS)

    page = client.post("/@ada/follow/", {"next": "/@ada/"}, follow=True)
    client.post("/@ada/follow/")  # once more is no error

    assert "You asked to follow Ada." in page.content.decode()
    assert "Take back my request" in page.content.decode()
    assert FollowRequest.objects.count() == 1
    assert not Follow.objects.exists()
    assert client.get(post.get_absolute_url()).status_code == 404

    client.force_login(strict)
    assert f"@{member.username}" in client.get("/follow-requests/").content.decode()
    client.post(f"/@{member.username}/accept/")

    client.force_login(member)
    assert client.get(post.get_absolute_url()).status_code == 200
    assert not FollowRequest.objects.exists()


def test_a_request_can_be_refused_and_taken_back(
    client: Client, member: User, strict: User
) -> None:
    client.post("/@ada/follow/")
    client.post("/@ada/unfollow/")
    assert not FollowRequest.objects.exists()

    client.post("/@ada/follow/")
    client.force_login(strict)
    client.post(f"/@{member.username}/refuse/")
    client.post(f"/@{member.username}/accept/")  # too late

    assert not FollowRequest.objects.exists()
    assert not Follow.objects.exists()


def test_nobody_is_accepted_who_did_not_ask(client: Client, member: User, ada: User) -> None:
    client.post("/@ada/accept/")

    assert not Follow.objects.exists()


def test_a_block_ends_a_request(member: User, strict: User) -> None:
    services.follow(follower=member, followed=strict)

    services.block(blocker=strict, blocked=member)

    assert not FollowRequest.objects.exists()
    with pytest.raises(services.BlockedError):
        services.follow(follower=member, followed=strict)


def test_whoever_need_not_ask_any_more_follows_at_once(member: User, strict: User) -> None:
    services.follow(follower=member, followed=strict)
    User.objects.filter(pk=strict.pk).update(approves_followers=False)

    assert isinstance(services.follow(follower=member, followed=strict), Follow)

    assert not FollowRequest.objects.exists()


def test_the_wish_to_approve_is_a_setting(client: Client, member: User) -> None:
    client.post("/settings/privacy/", {"approves_followers": "on"})

    member.refresh_from_db()
    assert member.approves_followers


def test_a_follower_can_be_removed(client: Client, member: User, ada: User) -> None:
    services.follow(follower=ada, followed=member)
    assert "Remove from my followers" in client.get("/@ada/").content.decode()

    client.post("/@ada/remove/")

    assert not Follow.objects.exists()


@pytest.mark.parametrize("deed", ["block", "mute"])
def test_nobody_blocks_or_mutes_themselves(client: Client, member: User, deed: str) -> None:
    response = client.post(f"/@{member.username}/{deed}/")

    assert response.status_code == 403
    assert f"You cannot {deed} yourself." in response.content.decode()


DEEDS = ["block", "unblock", "mute", "unmute", "accept", "refuse", "remove"]


@pytest.mark.parametrize("deed", DEEDS)
def test_deeds_are_posts_by_members_about_somebody(
    client: Client, ada: User, deed: str
) -> None:
    assert client.get(f"/@ada/{deed}/").status_code == 405
    assert client.post(f"/@ada/{deed}/").headers["Location"].startswith("/login/")
    client.force_login(UserFactory.create())
    assert client.post(f"/@nobody/{deed}/").status_code == 404
    assert client.post(f"/@ada/{deed}/").status_code == 302
    assert client.post(f"/@ada/{deed}/").status_code == 302  # twice is no error


@pytest.mark.parametrize("model", [Block, Mute, FollowRequest])
def test_the_database_holds_one_of_each_pair_and_none_of_oneself(
    model: type[Block | Mute | FollowRequest],
) -> None:
    one, other = UserFactory.create_batch(2)
    first, second = [field.name for field in model._meta.fields if field.is_relation]
    model._default_manager.create(**{first: one, second: other})

    for pair in ({first: one, second: other}, {first: one, second: one}):
        with pytest.raises(IntegrityError), transaction.atomic():
            model._default_manager.create(**pair)


@pytest.mark.parametrize(
    "path", ["/follow-requests/", "/settings/blocked/", "/settings/muted/"]
)
def test_lists_of_my_own_ask_no_more_for_a_full_page(
    client: Client, member: User, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert "obody" in client.get(path).content.decode()  # and what to do about it
    people = UserFactory.create_batch(PAGE_SIZE + 2)
    for person in people:
        if "request" in path:
            FollowRequest.objects.create(follower=person, followed=member)
        else:
            services.block(blocker=member, blocked=person)
            services.mute(muter=member, muted=person)
    deactivate(people[0])

    session_user_rows_and_bell = 4
    with django_assert_num_queries(session_user_rows_and_bell):
        response = client.get(path)

    assert len(response.context["page"].rows) == PAGE_SIZE
    assert 'rel="next"' in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/follow-requests/", "/settings/blocked/", "/settings/muted/"]
)
def test_lists_of_my_own_are_for_me(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/login/")


@pytest.mark.django_db(transaction=True)
def test_of_a_follow_and_a_block_at_once_no_follow_is_left() -> None:
    ada, bob = UserFactory.create_batch(2)
    for _ in range(5):
        barrier = Barrier(4)

        def follow(barrier: Barrier = barrier) -> None:
            barrier.wait()
            with suppress(services.BlockedError):
                services.follow(follower=bob, followed=ada)
            connection.close()

        def block(barrier: Barrier = barrier) -> None:
            barrier.wait()
            services.block(blocker=ada, blocked=bob)
            connection.close()

        with ThreadPoolExecutor(4) as workers:
            jobs = [workers.submit(deed) for deed in (follow, block, follow, block)]
            assert [job.result() for job in jobs] == [None] * 4

        assert Block.objects.count() == 1
        assert not Follow.objects.exists()
        Block.objects.all().delete()


def test_a_mention_does_not_lead_to_who_blocks_the_reader(client: Client, member: User) -> None:
    bob = UserFactory.create(username="bob")
    services.publish(author=UserFactory.create(), body="ask @bob")
    services.block(blocker=bob, blocked=member)
    User.objects.filter(pk=bob.pk).update(username="robert")

    assert "/@robert/" not in client.get("/explore/").content.decode()
    client.logout()
    assert "/@robert/" in client.get("/explore/").content.decode()


def test_a_request_by_somebody_muted_does_not_show(client: Client, strict: User) -> None:
    fan = UserFactory.create()
    services.follow(follower=fan, followed=strict)
    services.mute(muter=strict, muted=fan)
    client.force_login(strict)

    assert not client.get("/follow-requests/").context["page"].rows
