"""Reposts and quotes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import deactivate, reactivate
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Audience, Post, PostTally, Tally
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory
from posts.timelines import home_page

pytestmark = pytest.mark.django_db


def reposts_of(post: Post) -> int:
    tally = PostTally.objects.filter(post=post).first() or PostTally()
    counted = Post.objects.reposts_of(post).filter(author__is_active=True).count()
    assert tally.reposts == counted
    return counted


def text_of(page: bytes) -> str:
    """Its markup, with a blank for any white space."""
    return " ".join(page.decode().split())


def test_reposting_and_undoing_it_come_back_to_the_post(client: Client, member: User) -> None:
    post = PostFactory.create()
    assert f'formaction="/posts/{post.pk}/repost/"' in client.get("/explore/").content.decode()

    for _ in range(2):  # once more is no error
        response = client.post(f"/posts/{post.pk}/repost/", {"next": "/explore/"})
        assert response.headers["Location"] == f"/explore/#post-{post.pk}"
    page = client.get("/explore/").content.decode()
    assert f'formaction="/posts/{post.pk}/unrepost/"' in page
    assert "Repost or quote, 1, reposted by you" in page
    assert reposts_of(post) == 1

    for _ in range(2):
        client.post(f"/posts/{post.pk}/unrepost/")
    assert "Repost or quote, 0" in client.get("/explore/").content.decode()
    assert not Post.objects.reposts_of(post).exists()
    assert reposts_of(post) == 0


def test_a_repost_shows_at_its_own_time_at_home(
    client: Client, member: User, followed: User
) -> None:
    long_ago = timezone.now() - timedelta(days=1)
    old = PostFactory.create(created_at=long_ago)
    newer = PostFactory.create(author=followed, created_at=long_ago + timedelta(hours=1))
    services.repost(old, by=followed)
    newest = services.publish(author=followed, body="After it")

    response = client.get("/")

    assert response.context["page"].rows == [newest, old, newer]
    page = text_of(response.content)
    assert f'<a href="/@{followed.username}/">@{followed.username}</a> reposted' in page
    assert page.count(f'id="post-{old.pk}"') == 1


def test_a_post_is_once_on_a_page_however_many_repost_it(client: Client, member: User) -> None:
    fans = UserFactory.create_batch(3)
    for fan in fans:
        services.follow(follower=member, followed=fan)
    post = PostFactory.create(author=fans[0])
    for fan in fans:
        services.repost(post, by=fan)

    response = client.get("/")

    (shown,) = response.context["page"].rows
    assert shown == post
    assert shown.reposted_by == fans[::-1]
    assert f"@{fans[2].username}</a> and 2 others reposted" in text_of(response.content)


def test_my_own_repost_is_mine(client: Client, member: User, followed: User) -> None:
    post = PostFactory.create()
    services.repost(post, by=member)
    assert "You reposted" in text_of(client.get("/").content)

    services.repost(post, by=followed)

    page = text_of(client.get("/").content)
    assert f"@{followed.username}</a> and you reposted" in page


def test_a_profile_shows_what_its_member_reposted(client: Client) -> None:
    fan = UserFactory.create()
    post = PostFactory.create()
    services.repost(post, by=fan)

    response = client.get(f"/@{fan.username}/")

    assert response.context["page"].rows == [post]
    assert response.context["counts"].posts == 0
    assert Tally.objects.of(fan).posts == 0


def test_leafing_through_reposts_misses_and_repeats_nothing(
    client: Client, member: User, followed: User
) -> None:
    posts = PostFactory.create_batch(PAGE_SIZE + 3)
    for post in posts:
        services.repost(post, by=followed)

    first = client.get("/").context["page"]
    second = client.get("/", {"before": first.before}).context["page"]

    assert [*first.rows, *second.rows] == posts[::-1]
    assert second.before is None


def test_explore_tags_and_feeds_show_no_reposts(client: Client) -> None:
    post = PostFactory.create()
    fan = UserFactory.create()
    services.repost(post, by=fan)

    assert client.get("/explore/").context["page"].rows == [post]
    assert "<entry>" not in client.get(f"/@{fan.username}/feed.atom").content.decode()
    day = f"{post.created_at:%Y-%m-%d}"
    assert client.get(f"/sitemap-posts-{day}.xml").content.decode().count("<loc>") == 1


def test_a_repost_is_no_post_that_one_could_open_or_answer(
    client: Client, member: User, followed: User
) -> None:
    services.repost(PostFactory.create(), by=followed)
    repost = Post.objects.get(author=followed)

    assert client.get(f"/@{followed.username}/{repost.pk}/").status_code == 404
    for deed in ("like", "bookmark", "repost", "delete"):
        assert client.post(f"/posts/{repost.pk}/{deed}/").status_code == 404
    response = client.post("/posts/", {"body": "So?", "reply_to": repost.pk})
    assert response.status_code == 422


def test_who_reposted_a_post_is_told_to_all_who_see_it(client: Client) -> None:
    post = PostFactory.create()
    fans = UserFactory.create_batch(PAGE_SIZE + 1)
    for fan in fans:
        services.repost(post, by=fan)
    url = f"{post.get_absolute_url()}reposts/"

    assert f'href="{url}"' in client.get(post.get_absolute_url()).content.decode()
    first = client.get(url)
    second = client.get(url, {"before": first.context["page"].before})

    assert first.context["people"] == fans[:0:-1]
    assert second.context["people"] == fans[:1]


def test_reposts_by_whom_i_block_or_mute_are_not_there(client: Client, member: User) -> None:
    post = PostFactory.create()
    blocked, blocker, muted, other = fans = UserFactory.create_batch(4)
    for fan in fans:
        services.follow(follower=member, followed=fan)
        services.repost(post, by=fan)
    services.block(blocker=member, blocked=blocked)
    services.block(blocker=blocker, blocked=member)
    services.mute(muter=member, muted=muted)

    (shown,) = client.get("/").context["page"].rows

    assert shown.reposted_by == [other]
    assert shown.repost_count == 1
    url = f"{post.get_absolute_url()}reposts/"
    assert client.get(url).context["people"] == [other]


@pytest.mark.parametrize("deed", ["block", "mute"])
def test_nor_are_reposts_of_whom_i_block_or_mute(
    client: Client, member: User, followed: User, deed: str
) -> None:
    post = PostFactory.create()
    services.repost(post, by=followed)

    client.post(f"/@{post.author.username}/{deed}/")

    assert not client.get("/").context["page"].rows
    assert not client.get(f"/@{followed.username}/").context["page"].rows


def test_what_members_say_to_members_is_reposted_among_them(
    client: Client, member: User, followed: User
) -> None:
    post = PostFactory.create(audience=Audience.MEMBERS)
    services.repost(post, by=followed)

    assert client.get("/").context["page"].rows == [post]
    client.logout()
    assert not client.get(f"/@{followed.username}/").context["page"].rows


def test_what_is_for_followers_stays_among_them(
    client: Client, member: User, followed: User
) -> None:
    post = PostFactory.create(author=followed, audience=Audience.FOLLOWERS)

    page = client.get("/").content.decode()
    assert f"/posts/{post.pk}/repost/" not in page
    response = client.post(f"/posts/{post.pk}/repost/")
    assert response.status_code == 403
    assert "stays among them" in response.content.decode()
    assert client.get("/posts/", {"quote": post.pk}).status_code == 404
    with pytest.raises(services.NotToShareError):
        services.publish(author=member, body="Look", quote_of=post)


@pytest.mark.parametrize("deed", ["repost", "unrepost"])
def test_deeds_are_posts_by_members(client: Client, deed: str) -> None:
    post = PostFactory.create()
    assert client.get(f"/posts/{post.pk}/{deed}/").status_code == 405
    assert client.post(f"/posts/{post.pk}/{deed}/").headers["Location"].startswith("/login/")
    client.force_login(UserFactory.create())
    for key in (1, 2**63, 10**30):
        assert client.post(f"/posts/{key}/{deed}/").status_code == 404


def test_what_i_may_not_see_i_cannot_repost_or_quote(client: Client, member: User) -> None:
    blocker = UserFactory.create()
    services.block(blocker=blocker, blocked=member)
    post = PostFactory.create(author=blocker)

    assert client.post(f"/posts/{post.pk}/repost/").status_code == 404
    assert client.get("/posts/", {"quote": post.pk}).status_code == 404
    response = client.post("/posts/", {"body": "Look", "quote_of": post.pk})
    assert response.status_code == 422
    assert "The post that you quote is gone." in response.content.decode()
    with pytest.raises(services.UnseenError):
        services.repost(post, by=member)
    assert Post.objects.get() == post


def test_deleting_a_post_takes_its_reposts_along_and_leaves_its_quotes(
    client: Client, member: User
) -> None:
    post = PostFactory.create()
    fans = UserFactory.create_batch(3)
    for fan in fans:
        services.repost(post, by=fan)
    quote = services.publish(author=member, body="Look", quote_of=post)

    services.delete(post, by=post.author)

    assert list(Post.objects.all()) == [quote]
    page = client.get(quote.get_absolute_url()).content.decode()
    assert "The post that is quoted was deleted" in page


def test_deleting_its_author_takes_reposts_along() -> None:
    post, other = PostFactory.create_batch(2)
    fan = UserFactory.create()
    services.repost(post, by=fan)
    services.repost(other, by=post.author)

    User.objects.filter(pk=post.author.pk).delete()

    assert list(Post.objects.all()) == [other]
    assert reposts_of(other) == 0


def test_reposts_count_right_whatever_adds_or_removes_them() -> None:
    post, other = PostFactory.create_batch(2)
    fans = UserFactory.create_batch(4)
    for fan in fans:
        services.repost(post, by=fan)
        services.repost(other, by=fan)
    assert reposts_of(post) == 4

    deactivate(fans[0])
    assert (reposts_of(post), reposts_of(other)) == (3, 3)
    services.unrepost(post, by=fans[0])
    assert reposts_of(post) == 3
    reactivate(fans[0])
    assert (reposts_of(post), reposts_of(other)) == (3, 4)
    Post.objects.reposts_of(other).filter(author__in=fans[1:]).delete()
    assert (reposts_of(post), reposts_of(other)) == (3, 1)
    fans[1].delete()
    assert (reposts_of(post), reposts_of(other)) == (2, 1)
    services.publish(author=fans[2], body="Look", quote_of=post)
    assert reposts_of(post) == 2


def test_the_database_itself_keeps_a_repost_a_repost() -> None:
    post = PostFactory.create()
    fan = UserFactory.create()
    for broken in (
        {"repost_of": None},
        {"repost_of": post, "reply_to": post},
        {"repost_of": post, "body": " "},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PostFactory.create(**{"author": fan, "body": ""} | broken)
    PostFactory.create(author=fan, body="", repost_of=post)
    with pytest.raises(IntegrityError), transaction.atomic():
        PostFactory.create(author=fan, body="", repost_of=post)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(repost_of=post.pk)


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_are_counted_once_each() -> None:
    post = PostFactory.create()
    fans = UserFactory.create_batch(4)
    start = Barrier(16)

    def click(number: int) -> None:
        start.wait()
        try:
            services.repost(post, by=fans[number % 4])
            if number % 4 == 3:
                services.unrepost(post, by=fans[3])
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(click, range(16)))

    assert 3 <= reposts_of(post) <= 4


@pytest.mark.django_db(transaction=True)
def test_no_repost_outlives_a_post_that_goes_meanwhile() -> None:
    posts = PostFactory.create_batch(8)
    fan = UserFactory.create()
    start = Barrier(16)

    def click(number: int) -> None:
        post = posts[number // 2]
        start.wait()
        try:
            if number % 2:
                services.delete(Post.objects.get(pk=post.pk), by=post.author)
            else:
                services.repost(post, by=fan)
        except services.UnseenError:
            pass  # it went first
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(click, range(16)))

    assert not Post.objects.exists()


def test_asks_the_database_no_more_for_a_page_of_reposts_and_quotes(
    member: User, followed: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def ask(expected: int) -> None:
        # The authors, a bound, rows; a bound and rows of tags; posts, their mentions and
        # pictures; what is quoted, its mentions and pictures.
        with django_assert_num_queries(expected):
            home_page(member)

    quoted = PostFactory.create()
    services.publish(author=followed, body="Look", quote_of=quoted)
    services.repost(quoted, by=followed)
    ask(11)
    for post in PostFactory.create_batch(10):
        services.publish(author=followed, body="Look", quote_of=post)
        services.repost(post, by=followed)
    ask(11)


def test_reposts_are_no_posts_that_a_visitor_may_see() -> None:
    post = PostFactory.create()
    services.repost(post, by=UserFactory.create())

    assert list(Post.objects.visible_to(AnonymousUser())) == [post]
