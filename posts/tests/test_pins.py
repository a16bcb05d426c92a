"""What members pin: it stands first on their page."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import deactivate
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import PIN_PLACES, Audience, Pin, Post
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_pinning_and_unpinning_come_back_to_the_page(client: Client, member: User) -> None:
    post = PostFactory.create(author=member)
    assert f'formaction="/posts/{post.pk}/pin/"' in client.get("/").content.decode()

    response = client.post(f"/posts/{post.pk}/pin/", {"next": "/explore/"}, follow=True)

    assert response.redirect_chain == [("/explore/", 302)]
    page = response.content.decode()
    assert "Pinned: it stands first on your page." in page
    assert f'formaction="/posts/{post.pk}/unpin/"' in page
    again = client.post(f"/posts/{post.pk}/pin/", follow=True)  # is no error, and not new
    assert "Pinned:" not in again.content.decode()
    assert Pin.objects.get().post == post

    for told in (True, False):
        response = client.post(f"/posts/{post.pk}/unpin/", follow=True)
        assert ("No longer pinned." in response.content.decode()) is told
    assert not Pin.objects.exists()


def test_the_first_page_shows_the_pinned_first_and_each_post_once(
    client: Client, ada: User
) -> None:
    posts = PostFactory.create_batch(PAGE_SIZE + 3, author=ada)
    oldest, recent = posts[0], posts[-2]
    for post in (recent, oldest):
        services.pin(post, by=ada)

    response = client.get("/@ada/")

    assert response.context["pinned"] == [oldest, recent]
    rest = [post for post in posts[::-1] if post not in (oldest, recent)]
    assert response.context["page"].rows == rest[:PAGE_SIZE]
    page = response.content.decode()
    assert page.index(">Pinned</h2>") < page.index(oldest.body) < page.index(recent.body)
    for post in (oldest, recent):
        assert page.count(f'id="post-{post.pk}"') == 1

    older = client.get("/@ada/", {"before": response.context["page"].before})
    assert older.context["page"].rows == [*rest[PAGE_SIZE:], oldest]  # at its own place too
    assert ">Pinned</h2>" not in older.content.decode()


def test_where_all_is_pinned_nothing_is_called_missing(client: Client, ada: User) -> None:
    services.pin(PostFactory.create(author=ada), by=ada)

    page = client.get("/@ada/").content.decode()

    assert ">Pinned</h2>" in page
    assert "There are no posts here yet." not in page


def test_who_may_not_see_a_pinned_post_does_not_find_it_pinned(
    client: Client, ada: User
) -> None:
    secret = PostFactory.create(author=ada, audience=Audience.FOLLOWERS)
    services.pin(secret, by=ada)
    fan = UserFactory.create()
    services.follow(follower=fan, followed=ada)

    for viewer, pinned in ((None, []), (UserFactory.create(), []), (fan, [secret])):
        client.logout()
        if viewer:
            client.force_login(viewer)
        response = client.get("/@ada/")
        assert response.context["pinned"] == pinned
        assert (">Pinned</h2>" in response.content.decode()) is bool(pinned)


def test_a_fourth_pin_is_refused_with_the_reason(client: Client, member: User) -> None:
    for post in PostFactory.create_batch(3, author=member):
        client.post(f"/posts/{post.pk}/pin/")
    fourth = PostFactory.create(author=member)

    response = client.post(f"/posts/{fourth.pk}/pin/", {"next": "/explore/"}, follow=True)

    assert response.redirect_chain == [("/explore/", 302)]
    assert "You have pinned 3 posts already." in response.content.decode()
    client.post(f"/posts/{Pin.objects.order_by('pk')[1].post_id}/unpin/")
    client.post(f"/posts/{fourth.pk}/pin/")
    assert sorted(pin.place for pin in Pin.objects.all()) == list(PIN_PLACES)
    assert client.get(f"/@{member.username}/").context["pinned"][0] == fourth


def test_only_ones_own_posts_can_be_pinned(client: Client, member: User) -> None:
    post = PostFactory.create()
    services.pin(post, by=post.author)

    refused = client.post(f"/posts/{post.pk}/pin/")
    client.post(f"/posts/{post.pk}/unpin/")

    assert refused.status_code == 403
    assert "You can only pin posts of your own." in refused.content.decode()
    assert Pin.objects.get().member == post.author
    assert f"/posts/{post.pk}/pin/" not in client.get("/explore/").content.decode()


@pytest.mark.parametrize("deed", ["pin", "unpin"])
def test_deeds_are_posts_by_members_who_see_it(client: Client, deed: str) -> None:
    post = PostFactory.create(audience=Audience.FOLLOWERS)
    assert client.get(f"/posts/{post.pk}/{deed}/").status_code == 405
    assert client.post(f"/posts/{post.pk}/{deed}/").headers["Location"].startswith("/login/")
    client.force_login(UserFactory.create())
    for key in (post.pk, 1, 10**30):
        assert client.post(f"/posts/{key}/{deed}/").status_code == 404


def test_what_is_gone_cannot_be_pinned(ada: User) -> None:
    post, lost = PostFactory.create_batch(2, author=ada)
    services.delete(Post.objects.get(pk=lost.pk), by=ada)
    with pytest.raises(services.UnseenError):
        services.pin(lost, by=ada)

    services.pin(post, by=ada)
    services.delete(post, by=ada)
    assert not Pin.objects.exists()

    late = PostFactory.create(author=ada)
    deactivate(ada)
    with pytest.raises(services.UnseenError):
        services.pin(late, by=ada)


def test_the_database_holds_three_places_each_taken_once(ada: User) -> None:
    posts = PostFactory.create_batch(5, author=ada)
    for place, post in zip(PIN_PLACES, posts, strict=False):
        Pin.objects.create(member=ada, post=post, place=place)

    for place in (0, 3, 4):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pin.objects.create(member=ada, post=posts[3], place=place)
    Pin.objects.filter(place=3).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pin.objects.create(member=ada, post=posts[0], place=3)


def test_pins_ask_the_same_however_many_there_are(
    client: Client, member: User, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for post in PostFactory.create_batch(3, author=ada):
        services.pin(post, by=ada)
    PostFactory.create_batch(PAGE_SIZE + 1, author=ada)
    client.get("/explore/")  # notes the visit

    session_user_and_bell, person_blocks_ties, tally_and_two_less = 3, 3, 3
    pinned_mentions_pictures, rows_posts_mentions_pictures, per_day = 3, 4, 1
    with django_assert_num_queries(
        session_user_and_bell
        + person_blocks_ties
        + tally_and_two_less
        + pinned_mentions_pictures
        + rows_posts_mentions_pictures
        + per_day
    ):
        client.get("/@ada/")


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_pins_at_once_three_hold() -> None:
    ada = UserFactory.create()
    posts = PostFactory.create_batch(16, author=ada)
    barrier = Barrier(16)

    def pin(post: Post) -> bool:
        barrier.wait()
        try:
            return services.pin(post, by=ada)
        except services.PinsFullError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as workers:
        assert sum(workers.map(pin, posts)) == 3

    assert sorted(pin.place for pin in Pin.objects.all()) == list(PIN_PLACES)
