"""Who somebody is, in short: what shows beside links to them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import deactivate, edit_profile
from accounts.tests.factories import UserFactory
from posts import services
from posts.models import Follow
from posts.paging import PAGE_SIZE
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db

CARD = "/@ada/card/"
ON_CARD = {"HX-Request": "true", "HX-Current-URL": "http://testserver/explore/"}


@pytest.fixture
def ada() -> User:
    return UserFactory.create(username="Ada", display_name="Ada L.", about_me="I <count>.")


def text_of(client: Client, path: str = CARD) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.text.split())


def test_tells_visitors_who_they_are(client: Client, ada: User) -> None:
    services.follow(follower=UserFactory.create(), followed=ada)
    PostFactory.create(author=ada, body="a post")

    card = text_of(client)

    assert "<bdi>Ada L.</bdi>" in card
    assert "@Ada<" in card
    assert "I &lt;count&gt;." in card
    assert "<strong>1</strong> follower ·" in card
    assert "<strong>0</strong> following" in card
    assert "<button" not in card
    assert "<html" not in card


def test_it_may_be_kept_sets_no_cookie_and_is_no_page_to_be_found(
    client: Client, ada: User
) -> None:
    response = client.get(CARD)

    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex"
    headers = {"if-none-match": response.headers["ETag"]}
    assert client.get(CARD, headers=headers).status_code == 304


def test_offers_members_what_they_can_do(client: Client, member: User, ada: User) -> None:
    card = text_of(client)
    assert 'formaction="/@Ada/follow/?card"' in card
    assert ">Follow<" in card
    assert "Follows you" not in card

    services.follow(follower=member, followed=ada)
    services.follow(follower=ada, followed=member)
    card = text_of(client)
    assert 'formaction="/@Ada/unfollow/?card"' in card
    assert "Follows you" in card

    assert "<button" not in text_of(client, f"/@{member.username}/card/")


def test_who_approves_followers_is_asked(client: Client, member: User, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(approves_followers=True)
    assert "Ask to follow" in text_of(client)

    response = client.post("/@Ada/follow/?card", headers=ON_CARD)

    assert "Take back my request" in response.text
    assert 'formaction="/@Ada/unfollow/?card"' in response.text


def test_what_comes_of_its_button_is_shown_on_it_and_told_nowhere_else(
    client: Client, member: User, ada: User
) -> None:
    response = client.post("/@Ada/follow/?card", headers=ON_CARD)

    assert Follow.objects.between(member, ada).exists()
    assert "Unfollow" in response.text
    assert "<strong>1</strong> follower " in response.text
    assert response.headers["HX-Retarget"] == ".person-card"

    response = client.post("/@Ada/unfollow/?card", headers=ON_CARD)

    assert not Follow.objects.exists()
    assert 'formaction="/@Ada/follow/?card"' in response.text
    assert 'class="flash' not in client.get("/").text


@pytest.mark.parametrize("deed", ["follow", "unfollow"])
def test_elsewhere_the_page_goes_on_as_ever(
    client: Client, member: User, ada: User, deed: str
) -> None:
    sent = {"next": "/explore/"}

    for address, headers in ((f"/@Ada/{deed}/?card", {}), (f"/@Ada/{deed}/", ON_CARD)):
        response = client.post(address, sent, headers=headers)
        assert response.status_code == 302
        assert response.headers["Location"] == "/explore/"


def test_it_is_there_for_whom_their_page_is(client: Client, member: User, ada: User) -> None:
    services.block(blocker=member, blocked=ada)
    assert client.get(CARD).status_code == 404
    services.unblock(blocker=member, blocked=ada)
    services.block(blocker=ada, blocked=member)
    assert client.get(CARD).status_code == 404

    client.logout()
    assert client.get(CARD).status_code == 200
    deactivate(ada)
    assert client.get(CARD).status_code == 404
    assert client.get("/@nobody/card/").status_code == 404


def test_under_a_former_name_it_leads_to_the_one_under_the_new(
    client: Client, ada: User
) -> None:
    edit_profile(ada, username="Countess", display_name="", about_me="")

    assert client.get(CARD).headers["Location"] == "/@Countess/card/"


def test_counts_nobody_whom_the_reader_may_not_know_of(
    client: Client, member: User, ada: User
) -> None:
    blocker, muted, other = UserFactory.create_batch(3)
    for person in (blocker, muted, other):
        services.follow(follower=person, followed=ada)
        services.follow(follower=ada, followed=person)
    services.block(blocker=blocker, blocked=member)
    services.mute(muter=member, muted=muted)

    card = text_of(client)

    assert "<strong>1</strong> follower ·" in card
    assert "<strong>1</strong> following" in card


def test_it_is_read_and_not_written(client: Client, ada: User) -> None:
    assert client.post(CARD).status_code == 405


def test_asks_the_database_no_more_for_who_is_known_by_many(
    client: Client,
    member: User,
    ada: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for person in UserFactory.create_batch(PAGE_SIZE):
        services.follow(follower=person, followed=ada)
    client.get("/explore/")  # notes the visit

    session_user, person_blocks_ties, tally_and_two_less = 2, 3, 3
    with django_assert_num_queries(session_user + person_blocks_ties + tally_and_two_less):
        client.get(CARD)
