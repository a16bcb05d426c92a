import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import deactivate, reactivate
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Follow
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return UserFactory.create(username="Ada", about_me="I <count>.")


def test_shows_who_they_are_and_what_they_wrote(client: Client, ada: User) -> None:
    posts = PostFactory.create_batch(2, author=ada)
    PostFactory.create()
    services.follow(follower=UserFactory.create(), followed=ada)

    response = client.get("/@aDA/")

    assert response.context["page"].rows == sorted(posts, key=lambda post: -post.pk)
    page = " ".join(response.content.decode().split())
    assert "I &lt;count&gt;." in page
    assert "<strong>2</strong> posts" in page
    assert "<strong>1</strong> follower<" in page
    assert "<strong>0</strong> following" in page
    assert '<link rel="canonical" href="http://testserver/@Ada/">' in page


def test_tells_the_exact_moment_when_they_were_last_seen(client: Client) -> None:
    seen = timezone.now()
    UserFactory.create(username="grace", last_seen=seen)

    stamp = seen.isoformat(timespec="milliseconds")
    assert f'last seen <time datetime="{stamp}"' in client.get("/@grace/").content.decode()


def test_deactivating_hides_and_reactivating_shows(client: Client, ada: User) -> None:
    deactivate(ada)
    assert client.get("/@ada/").status_code == 404

    reactivate(ada)
    assert client.get("/@ada/").status_code == 200


@pytest.mark.parametrize("path", ["", "followers/", "following/"])
@pytest.mark.parametrize("name", ["nobody", "a'b", "x" * 5_000, "%00", "Ada%20"])
def test_an_unknown_name_is_not_found(client: Client, ada: User, name: str, path: str) -> None:
    assert client.get(f"/@{name}/{path}").status_code == 404


def test_lists_followers_and_followed_newest_first(client: Client, ada: User) -> None:
    people = UserFactory.create_batch(PAGE_SIZE + 2)
    for person in people:
        services.follow(follower=person, followed=ada)
        services.follow(follower=ada, followed=person)
    User.objects.filter(pk=people[-1].pk).update(is_active=False)
    expected = people[-2::-1]

    for path in ("/@ada/followers/", "/@ada/following/"):
        first = client.get(path)
        assert first.context["people"] == expected[:PAGE_SIZE]
        assert 'rel="next" href="?before=' in first.content.decode()
        second = client.get(path, {"before": first.context["page"].before})
        assert second.context["people"] == expected[PAGE_SIZE:]


def test_following_and_unfollowing(client: Client, member: User, ada: User) -> None:
    assert 'formaction="/@Ada/follow/"' in client.get("/@ada/").content.decode()

    response = client.post("/@ada/follow/", {"next": "/@ada/"}, follow=True)
    assert response.redirect_chain == [("/@ada/", 302)]
    page = response.content.decode()
    assert "You now follow Ada." in page
    assert 'formaction="/@Ada/unfollow/"' in page

    client.post("/@ADA/follow/")  # once more is no error
    assert Follow.objects.count() == 1

    for _ in range(2):
        assert client.post("/@ada/unfollow/").status_code == 302
    assert not Follow.objects.exists()


@pytest.mark.parametrize("deed", ["follow", "unfollow"])
def test_deeds_are_posts_by_members(client: Client, ada: User, deed: str) -> None:
    assert client.get(f"/@ada/{deed}/").status_code == 405
    assert client.post(f"/@ada/{deed}/").headers["Location"].startswith("/login/")
    client.force_login(UserFactory.create())
    assert client.post(f"/@nobody/{deed}/").status_code == 404
    assert not Follow.objects.exists()


def test_following_oneself_is_refused(client: Client, member: User) -> None:
    response = client.post(f"/@{member.username}/follow/")

    assert response.status_code == 403
    assert "You cannot follow yourself." in response.content.decode()
    assert "formaction" not in client.get(f"/@{member.username}/").content.decode()


@pytest.mark.parametrize("path", ["", "followers/", "following/"])
def test_asks_the_database_no_more_for_a_full_page(
    client: Client,
    member: User,
    ada: User,
    path: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    PostFactory.create_batch(PAGE_SIZE + 1, author=ada)
    for person in UserFactory.create_batch(PAGE_SIZE + 1):
        services.follow(follower=person, followed=ada)
        services.follow(follower=ada, followed=person)
    client.get("/explore/")  # notes the visit

    session_user_and_bell, person_blocks_ties, tally_and_two_less = 3, 3, 3
    rows_posts_mentions_pictures = 1 if "follow" in path else 4
    pinned_and_per_day = 0 if "follow" in path else 2
    with django_assert_num_queries(
        session_user_and_bell
        + person_blocks_ties
        + tally_and_two_less
        + pinned_and_per_day
        + rows_posts_mentions_pictures
    ):
        client.get(f"/@ada/{path}")
