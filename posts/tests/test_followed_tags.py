"""Following hashtags."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import deactivate
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Audience, TagFollow
from posts.paging import PAGE_SIZE
from posts.services.tags import MAX_TAGS
from posts.timelines import home_page

pytestmark = pytest.mark.django_db


def follow_many(member: User, count: int) -> None:
    TagFollow.objects.bulk_create(
        TagFollow(member=member, tag=f"tag{number:02}") for number in range(count)
    )


def test_a_hashtag_is_followed_and_left_from_its_page(client: Client, member: User) -> None:
    assert 'formaction="/tags/tea/follow/"' in client.get("/tags/tea/").content.decode()

    for _ in range(2):  # once more is no error
        response = client.post("/tags/Tea/follow/", {"next": "/tags/tea/"})
        assert response.headers["Location"] == "/tags/tea/"
    page = client.get("/tags/tea/").content.decode()
    assert page.count("You now follow #tea.") == 1
    assert 'formaction="/tags/tea/unfollow/"' in page
    assert TagFollow.objects.get().tag == "tea"

    for _ in range(2):
        client.post("/tags/TEA/unfollow/", {"next": "/tags/"})
    page = client.get("/tags/").content.decode()
    assert page.count("You no longer follow #tea.") == 1
    assert "You follow no hashtag yet" in page
    assert not TagFollow.objects.exists()


def test_those_one_follows_are_listed_by_name_and_are_nobody_elses(
    client: Client, member: User
) -> None:
    services.follow_tag(member=UserFactory.create(), tag="secret")
    for tag in ("tea", "Straße", "garden"):
        client.post(f"/tags/{tag}/follow/")

    response = client.get("/tags/")

    tags = [follow.tag for follow in response.context["follows"]]
    assert tags == ["garden", "strasse", "tea"]
    assert 'formaction="/tags/strasse/unfollow/"' in response.content.decode()
    assert 'href="/tags/"' in client.get("/").content.decode()


def test_visitors_sign_in_first_and_come_back(client: Client) -> None:
    page = client.get("/tags/茶/").content.decode()
    assert 'href="/login/?next=%2Ftags%2F%25E8%258C%25B6%2F"' in page

    for deed in ("follow", "unfollow"):
        assert client.get(f"/tags/tea/{deed}/").status_code == 405
        response = client.post(f"/tags/tea/{deed}/", headers={"referer": "/tags/tea/"})
        assert response.headers["Location"] == "/login/?next=/tags/tea/"
    assert client.get("/tags/").headers["Location"] == "/login/?next=/tags/"


@pytest.mark.parametrize("tag", ["2026", "a b", "½", "x" * 101])
def test_what_is_no_hashtag_is_not_followed(client: Client, member: User, tag: str) -> None:
    for deed in ("follow", "unfollow"):
        assert client.post(f"/tags/{tag}/{deed}/").status_code == 404
    with pytest.raises(services.NoTagError):
        services.follow_tag(member=member, tag=tag)


def test_nobody_follows_more_than_fifty(client: Client, member: User) -> None:
    follow_many(member, MAX_TAGS)

    refusal = client.post("/tags/tea/follow/")
    assert refusal.status_code == 403
    assert "You follow 50 hashtags already. Unfollow one" in refusal.content.decode()
    assert client.post("/tags/tag01/follow/").status_code == 302  # as before

    client.post("/tags/tag01/unfollow/")
    client.post("/tags/tea/follow/")
    assert TagFollow.objects.of(member).count() == MAX_TAGS


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_than_fifty_are_followed() -> None:
    member = UserFactory.create()
    follow_many(member, MAX_TAGS - 2)
    barrier = Barrier(4)

    def follow(number: int) -> None:
        barrier.wait()
        with suppress(services.TooManyTagsError):
            services.follow_tag(member=member, tag=f"new{number // 2}")
        connection.close()

    with ThreadPoolExecutor(4) as clicks:
        list(clicks.map(follow, range(8)))

    assert TagFollow.objects.of(member).count() == MAX_TAGS


def test_who_is_gone_follows_nothing(member: User) -> None:
    deactivate(member)

    with pytest.raises(services.GoneError):
        services.follow_tag(member=member, tag="tea")


def test_the_database_holds_each_but_once(member: User) -> None:
    TagFollow.objects.create(member=member, tag="tea")

    with pytest.raises(IntegrityError), transaction.atomic():
        TagFollow.objects.create(member=member, tag="tea")


def test_home_shows_what_the_readers_listings_do(client: Client, member: User) -> None:
    author, friend, muted, blocked, gone = UserFactory.create_batch(5)
    services.follow(follower=member, followed=friend)
    services.mute(muter=member, muted=muted)
    services.block(blocker=blocked, blocked=member)
    for tag in ("tea", "garden"):
        services.follow_tag(member=member, tag=tag)
    shown = [
        services.publish(author=author, body="one #Tea"),
        services.publish(author=author, body="both #tea #garden"),
        services.publish(author=author, body="us #tea", audience=Audience.MEMBERS),
        services.publish(author=friend, body="fans #garden", audience=Audience.FOLLOWERS),
    ]
    services.publish(author=author, body="fans #garden", audience=Audience.FOLLOWERS)
    for hidden in (muted, blocked, gone):
        services.publish(author=hidden, body="#tea")
    services.publish(author=author, body="#sky")
    deactivate(gone)

    shown.sort(key=lambda post: -post.pk)
    assert home_page(member, shown[1].pk).rows == shown[2:]
    assert home_page(UserFactory.create()).rows == []
    assert client.get("/").context["page"].rows == shown


def test_they_cost_as_much_for_a_full_page(
    member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    author = UserFactory.create()
    posts = [
        services.publish(author=author, body=f"{n} #tea #tag{n % 7}")
        for n in range(PAGE_SIZE + 9)
    ]
    for tag in ["tea", *(f"tag{n}" for n in range(7))]:
        services.follow_tag(member=member, tag=tag)

    with django_assert_num_queries(8):
        page = home_page(member)

    assert page.rows == sorted(posts, key=lambda post: -post.pk)[:PAGE_SIZE]
    assert page.before == page.rows[-1].pk
