"""Likes and bookmarks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import deactivate, reactivate
from accounts.tests.factories import UserFactory
from posts import cards, services, triggers
from posts.models import Audience, Bookmark, Like, Post, PostTally, Viewer
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory
from posts.tests.helpers import wait_until_somebody_waits

pytestmark = pytest.mark.django_db


def like_count(post: Post, viewer: Viewer) -> int:
    drawn = cards.for_viewer(Post.objects.filter(pk=post.pk), viewer).get()
    return int(drawn.like_count)  # type: ignore[attr-defined]  # annotated


def assert_no_drift() -> None:
    for post in Post.objects.all():
        tally = PostTally.objects.filter(post=post).first() or PostTally()
        assert tally.likes == Like.objects.filter(post=post, member__is_active=True).count()


def test_liking_and_unliking_come_back_to_the_post(client: Client, member: User) -> None:
    post = PostFactory.create()
    assert f'formaction="/posts/{post.pk}/like/"' in client.get("/explore/").content.decode()

    for _ in range(2):  # once more is no error
        response = client.post(f"/posts/{post.pk}/like/", {"next": "/explore/"})
        assert response.headers["Location"] == f"/explore/#post-{post.pk}"
    page = client.get("/explore/").content.decode()
    assert f'formaction="/posts/{post.pk}/unlike/" aria-pressed="true"' in page
    assert 'aria-label="Like, 1"' in page

    for _ in range(2):
        client.post(f"/posts/{post.pk}/unlike/")
    assert 'aria-label="Like, 0"' in client.get("/explore/").content.decode()
    assert_no_drift()


@pytest.mark.parametrize("deed", ["like", "bookmark", "repost"])
def test_in_place_a_deed_answers_with_the_foot_of_the_card_alone(
    client: Client, member: User, deed: str
) -> None:
    post = PostFactory.create()

    for _ in range(2):
        response = client.post(f"/posts/{post.pk}/{deed}/", headers={"HX-Request": "true"})
        assert response.status_code == 200
        assert response.headers["HX-Retarget"] == f"#post-{post.pk} > .post-deeds"
        assert "<html" not in response.content.decode()
        assert f"/posts/{post.pk}/un{deed}/" in response.content.decode()

    response = client.post(f"/posts/{post.pk}/un{deed}/", headers={"HX-Request": "true"})
    assert f"/posts/{post.pk}/{deed}/" in response.content.decode()


def test_bookmarks_are_mine_alone_the_newest_first(client: Client, member: User) -> None:
    assert "Nothing here yet" in client.get("/bookmarks/").content.decode()
    older, newer = PostFactory.create_batch(2)
    for post in (newer, older, newer):
        client.post(f"/posts/{post.pk}/bookmark/")

    response = client.get("/bookmarks/")
    assert response.context["page"].rows == [older, newer]
    assert f'formaction="/posts/{newer.pk}/unbookmark/"' in response.content.decode()

    client.post(f"/posts/{older.pk}/unbookmark/")
    assert client.get("/bookmarks/").context["page"].rows == [newer]
    client.force_login(UserFactory.create())
    assert not client.get("/bookmarks/").context["page"].rows
    client.logout()
    assert client.get("/bookmarks/").headers["Location"] == "/login/?next=/bookmarks/"


def test_who_likes_a_post_is_told_to_all_who_see_it(client: Client) -> None:
    post = PostFactory.create()
    fans = UserFactory.create_batch(PAGE_SIZE + 1)
    for fan in fans:
        services.like(post, by=fan)

    page = client.get(post.get_absolute_url()).content.decode()
    assert f'href="{post.get_absolute_url()}likes/"' in page

    first = client.get(f"{post.get_absolute_url()}likes/")
    assert first.context["people"] == fans[:0:-1]
    second = client.get(
        f"{post.get_absolute_url()}likes/", {"before": first.context["page"].before}
    )
    assert second.context["people"] == fans[:1]


def test_counts_and_lists_leave_out_whom_i_block_or_mute(client: Client, member: User) -> None:
    post = PostFactory.create()
    blocked, blocker, muted, other = UserFactory.create_batch(4)
    for fan in (blocked, blocker, muted, other):
        services.like(post, by=fan)
    services.block(blocker=member, blocked=blocked)
    services.block(blocker=blocker, blocked=member)
    services.mute(muter=member, muted=muted)

    assert like_count(post, member) == 1
    assert client.get(f"{post.get_absolute_url()}likes/").context["people"] == [other]
    deactivate(muted)
    assert like_count(post, member) == 1
    assert like_count(post, other) == 3


@pytest.mark.parametrize("deed", ["like", "unlike", "bookmark", "unbookmark"])
def test_what_i_may_not_see_i_cannot_react_to(client: Client, member: User, deed: str) -> None:
    blocker = UserFactory.create()
    services.block(blocker=blocker, blocked=member)
    for post in (
        PostFactory.create(audience=Audience.FOLLOWERS),
        PostFactory.create(author=blocker),
    ):
        assert client.post(f"/posts/{post.pk}/{deed}/").status_code == 404
        assert client.get(f"{post.get_absolute_url()}likes/").status_code == 404
        with pytest.raises(services.UnseenError):
            services.like(post, by=member)
    assert not Like.objects.exists()
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("deed", ["like", "unlike", "bookmark", "unbookmark"])
def test_deeds_are_posts_by_members(client: Client, deed: str) -> None:
    post = PostFactory.create()
    assert client.get(f"/posts/{post.pk}/{deed}/").status_code == 405
    assert client.post(f"/posts/{post.pk}/{deed}/").headers["Location"].startswith("/login/")
    client.force_login(UserFactory.create())
    for key in (1, 2**63, 10**30):
        assert client.post(f"/posts/{key}/{deed}/").status_code == 404


def test_a_bookmark_of_what_i_may_not_see_any_more_is_not_listed(
    client: Client, member: User
) -> None:
    post = PostFactory.create()
    services.bookmark(post, by=member)

    services.block(blocker=post.author, blocked=member)

    assert not client.get("/bookmarks/").context["page"].rows


def test_likes_count_right_whatever_adds_or_removes_them() -> None:
    post, other = PostFactory.create_batch(2)
    fans = UserFactory.create_batch(4)
    Like.objects.bulk_create(Like(member=fan, post=p) for fan in fans for p in (post, other))
    assert_no_drift()
    deactivate(fans[0])
    assert PostTally.objects.get(post=post).likes == 3
    services.unlike(post, by=fans[0])
    assert_no_drift()
    reactivate(fans[0])
    assert_no_drift()
    fans[1].delete()
    assert_no_drift()
    services.delete(other, by=other.author)
    assert_no_drift()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM posts_like")
    assert PostTally.objects.get(post=post).likes == 0


def test_likes_are_counted_anew_where_the_triggers_were_lost() -> None:
    post = PostFactory.create()
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON posts_like"
        cursor.execute(f"DROP TRIGGER posts_tally_like_added{on}")
    services.like(post, by=post.author)

    triggers.install(using="default")

    assert_no_drift()
    assert PostTally.objects.get(post=post).likes == 1


@pytest.mark.parametrize("model", [Like, Bookmark])
def test_the_database_holds_one_of_each_member_and_post(model: type[Like | Bookmark]) -> None:
    post = PostFactory.create()
    model._default_manager.create(member=post.author, post=post)

    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.create(member=post.author, post=post)


def test_bookmarks_ask_no_more_for_a_full_page(
    client: Client, member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for post in PostFactory.create_batch(PAGE_SIZE + 1):
        services.bookmark(post, by=member)
    client.get("/explore/")  # notes the visit

    session_user_bookmarks_posts_mentions_pictures_bell = 7
    with django_assert_num_queries(session_user_bookmarks_posts_mentions_pictures_bell):
        assert len(client.get("/bookmarks/").context["page"].rows) == PAGE_SIZE


@pytest.mark.django_db(transaction=True)
def test_sixteen_who_click_at_once_are_counted_right() -> None:
    posts = PostFactory.create_batch(2)
    fans = UserFactory.create_batch(8)
    barrier = Barrier(16)

    def click(number: int) -> None:
        """Two threads for each fan: a double click, or two tabs."""
        fan = fans[number % 8]
        barrier.wait()
        for post in posts if number % 2 else posts[::-1]:
            services.like(post, by=fan)
            services.unlike(post, by=fan)
            services.like(post, by=fan)
            services.bookmark(post, by=fan)
        connection.close()

    with ThreadPoolExecutor(16) as workers:
        assert list(workers.map(click, range(16))) == [None] * 16

    assert_no_drift()
    assert Bookmark.objects.count() == 16


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets nobody in between")
@pytest.mark.django_db(transaction=True)
def test_who_likes_what_is_being_deleted_waits_before_counting() -> None:
    """In another order, each would wait for the other."""
    post, fan = PostFactory.create(), UserFactory.create()
    services.like(post, by=UserFactory.create())  # so that there is a count to wait for

    def like() -> None:
        with pytest.raises(services.UnseenError):
            services.like(post, by=fan)
        connection.close()

    with ThreadPoolExecutor(1) as worker, transaction.atomic():
        Post.objects.select_for_update().get(pk=post.pk)
        liked = worker.submit(like)
        wait_until_somebody_waits()
        assert PostTally.objects.select_for_update(nowait=True).get(post=post).likes == 1
        Post.objects.filter(pk=post.pk).delete()
    liked.result()


def test_a_page_of_bookmarks_is_full_whatever_went_out_of_sight(
    client: Client, member: User
) -> None:
    posts = PostFactory.create_batch(PAGE_SIZE + 2)
    for post in posts:
        services.bookmark(post, by=member)

    services.block(blocker=posts[-1].author, blocked=member)

    assert client.get("/bookmarks/").context["page"].rows == posts[-2:0:-1]
