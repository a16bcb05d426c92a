"""The page and the bell: what is new, what the reader may know, and what it costs."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from notifications import models
from notifications.models import WINDOW, Actor, Notification
from notifications.tests.helpers import URL, acting, told
from posts import services
from posts.models import Audience, Like
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)


def mention(member: User, times: int = 1, by: User | None = None) -> User:
    author = by or UserFactory.create()
    for _ in range(times):
        services.publish(author=author, body=f"hello @{member.username}")
    return author


def badge(client: Client) -> str:
    """Return what the bell on another page says."""
    return (
        client.get("/explore/").content.decode().partition('aria-label="Notifications')[2][:9]
    )


def test_the_bell_counts_what_is_new_until_the_page_is_looked_at(
    client: Client, member: User
) -> None:
    assert badge(client).startswith('"')
    mention(member, 2)
    assert badge(client).startswith(", 2 new")

    client.head(URL)
    assert badge(client).startswith(", 2 new")
    page = client.get(URL).content.decode()
    assert page.count('<span class="badge badge-new">New</span>') == 2
    assert badge(client).startswith('"')
    assert "badge-new" not in client.get(URL).content.decode()

    mention(member)
    assert badge(client).startswith(", 1 new")


def test_an_older_page_leaves_unread_what_came_meanwhile(client: Client, member: User) -> None:
    mention(member, PAGE_SIZE + 2)
    first = client.get(URL).context["page"]
    mention(member)

    second = client.get(URL, {"before": first.before})

    assert badge(client).startswith(", 1 new")
    rows = [*first.rows, *second.context["page"].rows]
    assert [row.pk for row in rows] == list(
        Notification.objects.order_by("-pk").values_list("pk", flat=True)
    )[1:]


def test_the_bell_says_no_more_than_that_there_are_very_many(
    client: Client, member: User
) -> None:
    mention(member, 99)
    assert badge(client).startswith(", 99 new")
    mention(member)
    assert badge(client).startswith(", 99+ new")


@pytest.mark.parametrize("deed", ["block", "blocked", "mute"])
def test_what_they_told_is_hidden_by_a_later_block_or_mute(
    client: Client, member: User, deed: str
) -> None:
    post = PostFactory.create(author=member)
    fan, other = UserFactory.create_batch(2)
    mention(member, by=fan)
    for liker in (fan, other):
        services.like(post, by=liker)

    match deed:
        case "block":
            services.block(blocker=member, blocked=fan)
        case "blocked":
            services.block(blocker=fan, blocked=member)
        case "mute":
            services.mute(muter=member, muted=fan)

    assert badge(client).startswith(", 1 new")
    assert told(member) == [("like", [other], 1)]


def test_a_post_that_i_may_not_see_any_more_is_not_told_of(
    client: Client, member: User
) -> None:
    fan = UserFactory.create()
    post = services.publish(
        author=fan, body=f"psst, @{member.username}", audience=Audience.FOLLOWERS
    )
    assert badge(client).startswith(", 1 new")

    post.mentions.all().delete()

    assert badge(client).startswith('"')
    assert told(member) == []


def test_the_bell_that_a_page_asks_for_shows_nobody_there(client: Client, member: User) -> None:
    client.get("/explore/")
    member.refresh_from_db()
    was_there = member.last_seen
    mention(member)

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert "Notifications, 1 new" in client.get(f"{URL}bell/").content.decode()

    member.refresh_from_db()
    assert member.last_seen == was_there
    client.logout()
    assert client.get(f"{URL}bell/").status_code == 403


def test_the_page_is_mine_alone(client: Client, member: User) -> None:
    mention(member)
    response = client.get(URL)
    assert "no-store" in response.headers["Cache-Control"]

    assert not acting(UserFactory.create()).get(URL).context["page"].rows
    client.logout()
    assert client.get(URL).headers["Location"] == f"/login/?next={URL}"
    assert 'aria-label="Notifications' not in client.get("/").content.decode()
    assert client.post(URL).status_code == 405


def test_a_page_that_is_none_is_not_found(client: Client, member: User) -> None:
    assert client.get(URL, {"before": "x"}).status_code == 404


def test_where_most_was_undone_a_page_leads_on(client: Client, member: User) -> None:
    other, fan = mention(member), UserFactory.create()
    for post in PostFactory.create_batch(WINDOW, author=member):
        services.like(post, by=fan)
    Like.objects.all().delete()  # by a door of which nobody is told

    first = client.get(URL).context["page"]
    second = client.get(URL, {"before": first.before}).context["page"]

    assert not first.rows
    assert [row.people for row in second.rows] == [[other]]
    assert second.before is None


@pytest.mark.parametrize("rows", [1, PAGE_SIZE + 1])
def test_a_page_costs_the_same_however_full(
    client: Client, member: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mention(member)
    client.get(URL)  # notes the visit, and the position for the first time
    for post in PostFactory.create_batch(rows, author=member):
        for fan in UserFactory.create_batch(2):
            services.like(post, by=fan)

    session_and_user, keys_entries_people_position, note_the_position, bell = 2, 4, 2, 1
    seen = session_and_user + keys_entries_people_position + bell
    with django_assert_num_queries(seen + note_the_position):
        client.get(URL)
    with django_assert_num_queries(seen):
        assert len(client.get(URL).context["page"].rows) == min(rows + 1, PAGE_SIZE)


@pytest.mark.parametrize("deed", ["like", "repost", "mention"])
def test_what_is_undone_leaves_room_for_others(
    client: Client, member: User, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "WINDOW", 3)
    friend, pest = mention(member), UserFactory.create()
    pests = acting(pest)
    for post in PostFactory.create_batch(4, author=member):
        if deed == "mention":
            post = services.publish(author=pest, body=f"@{member.username} hey")
            pests.post(f"/posts/{post.pk}/edit/", {"body": "hey"})
        else:
            pests.post(f"/posts/{post.pk}/{deed}/")
            pests.post(f"/posts/{post.pk}/un{deed}/")

    assert badge(client).startswith(", 1 new")
    assert told(member) == [("mention", [friend], 1)]


def test_who_is_suspended_leaves_room_for_others(
    client: Client, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "WINDOW", 3)
    friend, pest = mention(member), UserFactory.create()
    mention(member, 4, by=pest)

    User.objects.filter(pk=pest.pk).update(is_active=False)

    assert badge(client).startswith(", 1 new")
    assert told(member) == [("mention", [friend], 1)]


def test_who_is_blocked_for_telling_too_much_leaves_room_for_others(
    client: Client, member: User
) -> None:
    friend, pest = mention(member), UserFactory.create()
    posts = PostFactory.create_batch(WINDOW + 1, author=pest)
    told_of = Notification.objects.bulk_create(
        Notification(recipient=member, kind="reply", post=post, latest=post.pk)
        for post in posts
    )
    Actor.objects.bulk_create(Actor(notification=one, member=pest) for one in told_of)

    services.block(blocker=member, blocked=pest)

    assert badge(client).startswith(", 1 new")
    assert told(member) == [("mention", [friend], 1)]
