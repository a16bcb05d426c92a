"""Whom to follow."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import deactivate
from accounts.tests.factories import UserFactory
from posts import services, suggestions
from posts.models import Follow
from posts.suggestions import Suggestion, for_member
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def follow(*pairs: tuple[User, User]) -> None:
    for follower, followed in pairs:
        services.follow(follower=follower, followed=followed)


def test_suggests_whom_most_of_those_i_follow_do_then_the_latest(
    member: User, ada: User
) -> None:
    bob, most, earlier, later, never = UserFactory.create_batch(5)
    follow((member, ada), (member, bob))
    follow(
        (ada, earlier), (ada, most), (bob, later), (bob, most), (never, ada), (earlier, never)
    )

    assert for_member(member) == [
        Suggestion(most, max(ada, bob, key=lambda user: user.pk), 1),
        Suggestion(later, bob, 0),
        Suggestion(earlier, ada, 0),
    ]


def test_of_more_the_first_three_are_shown(member: User, ada: User) -> None:
    follow((member, ada), *((ada, person) for person in UserFactory.create_batch(5)))

    assert len(for_member(member)) == 3


def test_leaves_out_who_is_followed_or_asked_or_not_to_be_read_or_found(
    member: User, ada: User
) -> None:
    followed, asked, blocked, blocker, muted, gone, hiding, shown = UserFactory.create_batch(8)
    User.objects.filter(pk=asked.pk).update(approves_followers=True)
    User.objects.filter(pk=hiding.pk).update(hides_from_search=True)
    follow((member, ada), (member, followed), (member, asked), (ada, member))
    follow(*((ada, other) for other in (followed, asked, blocked, blocker)))
    follow(*((ada, other) for other in (muted, gone, hiding, shown)))
    services.accept(follower=ada, followed=asked)
    services.block(blocker=member, blocked=blocked)
    services.block(blocker=blocker, blocked=member)
    services.mute(muter=member, muted=muted)
    deactivate(gone)

    assert for_member(member) == [Suggestion(shown, ada, 0)]


def test_what_somebody_muted_does_is_no_reason(member: User, ada: User) -> None:
    other = UserFactory.create()
    follow((member, ada), (ada, other))
    services.mute(muter=member, muted=ada)

    assert for_member(member) == []


def test_suggests_whom_many_follow_to_who_follows_nobody(member: User) -> None:
    loved, liked, *fans = UserFactory.create_batch(5)
    follow(*((fan, loved) for fan in fans), (fans[0], liked), (fans[1], member))

    assert for_member(member) == [Suggestion(loved, None, 3), Suggestion(liked, None, 1)]


def test_counts_no_follower_whom_i_do_not_see(member: User) -> None:
    loved, blocked, blocker, muted, gone, fan = UserFactory.create_batch(6)
    follow(*((one, loved) for one in (blocked, blocker, muted, gone, fan)))
    services.block(blocker=member, blocked=blocked)
    services.block(blocker=blocker, blocked=member)
    services.mute(muter=member, muted=muted)
    deactivate(gone)

    assert for_member(member) == [Suggestion(loved, None, 1)]


def test_looks_at_the_newest_follows_alone(
    member: User, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "MINE", 1)
    monkeypatch.setattr(suggestions, "THEIRS", 2)
    bob, *people = UserFactory.create_batch(5)
    follow((member, bob), (member, ada), (bob, people[0]), *((ada, one) for one in people))

    assert [suggestion.person for suggestion in for_member(member)] == people[:1:-1]

    monkeypatch.setattr(suggestions, "LATEST", 3)
    found = for_member(UserFactory.create())
    assert [suggestion.person for suggestion in found] == people[:0:-1]


def test_explore_shows_them_with_reason_and_button(
    client: Client, member: User, ada: User
) -> None:
    bob, strict, loved = (
        UserFactory.create(username=name) for name in ("bob", "strict", "eve")
    )
    User.objects.filter(pk=strict.pk).update(approves_followers=True)
    follow((member, ada), (member, bob), (ada, loved), (bob, loved))
    Follow.objects.create(follower=ada, followed=strict)

    page = " ".join(client.get("/explore/").content.decode().split())

    assert "Followed by bob and 1 other<" in page
    assert "Followed by ada</span>" in page
    assert 'formaction="/@eve/follow/" aria-label="Follow eve"' in page
    assert 'formaction="/@strict/follow/" aria-label="Ask to follow strict"' in page

    post = PostFactory.create()
    older = client.get("/explore/", {"before": post.pk}).content.decode()
    assert "Whom to follow" not in older
    client.logout()
    assert "Whom to follow" not in client.get("/explore/").content.decode()


def test_an_empty_home_shows_them(client: Client, member: User, ada: User) -> None:
    assert "Whom to follow" not in client.get("/").content.decode()
    follow((UserFactory.create(), ada))

    page = client.get("/").content.decode()
    assert "1 person began to follow them of late" in page
    assert 'formaction="/@ada/follow/"' in page

    PostFactory.create(author=member)
    assert "Whom to follow" not in client.get("/").content.decode()


def test_asks_no_more_for_many(
    member: User, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    friends, others = UserFactory.create_batch(4), UserFactory.create_batch(4)
    follow(*((member, friend) for friend in friends))
    follow(*((friend, other) for friend in friends for other in others))

    whom_i_follow, whom_they_follow, people = 1, 1, 1
    with django_assert_num_queries(whom_i_follow + whom_they_follow + people):
        for_member(member)
    newest = whom_they_follow
    with django_assert_num_queries(whom_i_follow + newest + people):
        for_member(others[0])
