"""Of what members want to be told, and by letter too."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from accounts.models import User
from accounts.tasks import WAITS
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import free_port, link_in, work_off
from notifications.models import Kind, Preference, Way
from notifications.services import choose
from notifications.tests.helpers import URL, told
from posts import services
from posts.models import Post
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/settings/notifications/"

DEEDS = {
    Kind.MENTION: lambda fan, post: services.publish(
        author=fan, body=f"hello @{post.author.username}"
    ),
    Kind.REPLY: lambda fan, post: services.publish(author=fan, body="yes", reply_to=post),
    Kind.QUOTE: lambda fan, post: services.publish(author=fan, body="so", quote_of=post),
    Kind.LIKE: lambda fan, post: services.like(post, by=fan),
    Kind.REPOST: lambda fan, post: services.repost(post, by=fan),
    Kind.FOLLOW: lambda fan, post: services.follow(follower=fan, followed=post.author),
    Kind.REQUEST: lambda fan, post: services.follow(follower=fan, followed=post.author),
    Kind.ACCEPTED: lambda fan, post: ask_and_accept(post.author, fan),
}


def ask_and_accept(follower: User, followed: User) -> None:
    User.objects.filter(pk=followed.pk).update(approves_followers=True)
    services.follow(follower=follower, followed=followed)
    services.accept(follower=follower, followed=followed)


@pytest.fixture
def confirmed(member: User) -> User:
    member.email_verified_at = timezone.now()
    member.save(update_fields=["email_verified_at"])
    return member


@pytest.fixture
def post(confirmed: User) -> Post:
    return PostFactory.create(author=confirmed, body="Tea\nis ready")


def do(kind: Kind, fan: User, post: Post) -> None:
    if kind == Kind.REQUEST:
        User.objects.filter(pk=post.author.pk).update(approves_followers=True)
    DEEDS[kind](fan, post)


def test_choices_are_kept_and_shown(client: Client, member: User) -> None:
    page = client.get(PAGE).content.decode()
    assert page.count('<option value="site" selected>') == len(Kind)
    assert f'href="{PAGE}" aria-current="page">Notifications</a>' in page
    assert "confirmed addresses only" in page

    for _ in range(2):
        response = client.post(PAGE, dict.fromkeys(Kind, "site") | {"like": "off"})
        assert response.headers["Location"] == PAGE

    assert Preference.objects.of(member) == dict.fromkeys(Kind, Way.SITE) | {Kind.LIKE: Way.OFF}
    assert '<option value="off" selected>' in client.get(PAGE).content.decode()


def test_the_page_says_for_how_long_notifications_are_kept(
    client: Client, member: User
) -> None:
    assert "is kept for 90 days." in client.get("/settings/notifications/").content.decode()


def test_what_is_no_choice_is_refused_at_its_field(client: Client, member: User) -> None:
    response = client.post(PAGE, dict.fromkeys(Kind, "site") | {"like": "shout"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["like"]
    assert not Preference.objects.exists()


def test_choosing_is_for_members(client: Client) -> None:
    assert client.get(PAGE).headers["Location"] == f"/login/?next={PAGE}"


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_told_as_its_member_wants(post: Post, kind: Kind, way: Way) -> None:
    fan = UserFactory.create(username="fan")
    others = set(Kind) - {kind}
    choose(post.author, {kind: way} | dict.fromkeys(others, Way.OFF))

    do(kind, fan, post)
    work_off()

    assert [row[0] for row in told(post.author)] == ([] if way == Way.OFF else [kind])
    assert len(mail.outbox) == (way == Way.EMAIL)


def test_a_letter_says_what_happened_and_leads_there(post: Post) -> None:
    choose(post.author, dict.fromkeys(Kind, Way.EMAIL))
    ada, bruno, cyd = (UserFactory.create(username=name) for name in ("ada", "bruno", "cyd"))
    for fan in (ada, bruno, cyd):
        services.like(post, by=fan)
    reply = services.publish(author=ada, body="Two\n\nlumps & <milk>", reply_to=post)
    services.follow(follower=bruno, followed=post.author)

    work_off()

    letters = [letter for letter in mail.outbox if isinstance(letter, EmailMultiAlternatives)]
    liked, answered, followed = letters
    assert [letter.subject for letter in letters] == [
        "Microblog: cyd and others liked your post",
        "Microblog: ada replied to you",
        "Microblog: bruno followed you",
    ]
    assert liked.to == [post.author.email]
    assert "@cyd and 2 others liked your post: “Tea is ready”" in liked.body
    assert "@ada replied to you: “Two lumps & <milk>”" in answered.body
    assert "Two lumps &amp; &lt;milk&gt;" in str(answered.alternatives[0][0])
    assert f"http://testserver{PAGE}" in answered.body
    assert link_in(answered) == reply.get_absolute_url()
    assert link_in(followed) == "/@bruno/"


def test_there_is_one_letter_for_what_is_told_together(client: Client, post: Post) -> None:
    choose(post.author, {Kind.LIKE: Way.EMAIL})
    fans = UserFactory.create_batch(3)
    for fan in fans[:2]:
        services.like(post, by=fan)
        work_off()
    assert len(mail.outbox) == 1

    client.get(URL)
    services.like(post, by=fans[2])
    work_off()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("why", ["unconfirmed", "read", "undone", "muted", "deleted"])
def test_no_letter_leaves_that_has_no_reason_any_more(
    client: Client, post: Post, why: str
) -> None:
    fan = UserFactory.create()
    choose(post.author, {Kind.LIKE: Way.EMAIL})
    services.like(post, by=fan)
    match why:
        case "unconfirmed":
            User.objects.filter(pk=post.author.pk).update(email_verified_at=None)
        case "read":
            client.get(URL)
        case "undone":
            services.unlike(post, by=fan)
        case "muted":
            services.mute(muter=post.author, muted=fan)
        case "deleted":
            services.delete(post, by=post.author)

    work_off()

    assert not mail.outbox
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_nothing_waits_for_who_has_no_confirmed_address(member: User) -> None:
    choose(member, dict.fromkeys(Kind, Way.EMAIL))
    services.like(PostFactory.create(author=member), by=UserFactory.create())

    assert not DBTaskResult.objects.exists()


def test_a_letter_that_cannot_leave_is_tried_again(post: Post, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = free_port()
    choose(post.author, {Kind.LIKE: Way.EMAIL})
    services.like(post, by=UserFactory.create())
    work_off()
    assert DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count() == 1

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(WAITS[0] + timedelta(seconds=1)):
        work_off()

    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("kind", "way"), [("shout", "site"), ("like", "loud")])
def test_the_database_knows_what_can_be_chosen(member: User, kind: str, way: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Preference.objects.create(member=member, kind=kind, way=way)


def test_the_database_holds_one_choice_of_each_kind(member: User) -> None:
    Preference.objects.create(member=member, kind=Kind.LIKE, way=Way.OFF)

    with pytest.raises(IntegrityError), transaction.atomic():
        Preference.objects.create(member=member, kind=Kind.LIKE, way=Way.SITE)
