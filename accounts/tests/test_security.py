"""Sessions, as their owner sees and ends them; another password; what happened of late."""

from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts import services
from accounts.models import SecurityEvent, Session, User
from accounts.origins import device_of, network_of
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import PHRASE, prove, sign_in, with_password, work_off

pytestmark = pytest.mark.django_db
URL = "/settings/security/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def ada() -> User:
    return with_password(UserFactory.create(username="ada"))


@pytest.fixture
def phone(ada: User) -> Client:
    phone = Client(REMOTE_ADDR="203.0.113.7")
    sign_in(phone, "ada", **{"user-agent": IPHONE})
    return phone


@pytest.fixture
def laptop(ada: User, client: Client) -> Client:
    sign_in(client, "ada", **{"user-agent": FIREFOX})
    return client


def signed_in(client: Client) -> bool:
    return client.get("/").wsgi_request.user.is_authenticated


def test_shows_each_device_with_its_network_and_last_use(laptop: Client, phone: Client) -> None:
    page = laptop.get(URL).content.decode()

    assert "Firefox on Linux" in page
    assert "Mobile Safari on iOS" in page
    assert "203.0.113.7" in page
    assert page.count("· this one") == 1
    assert "last used <time" in page


def test_shows_no_key_that_would_let_anyone_in(laptop: Client, phone: Client) -> None:
    page = laptop.get(URL).content.decode()

    assert not any(session.session_key in page for session in Session.objects.all())


def test_one_device_ends_the_session_of_another(laptop: Client, phone: Client) -> None:
    other = Session.objects.get(pk=phone.session.session_key)

    laptop.post(f"{URL}sessions/{other.public_id}/end/")

    assert not signed_in(phone)
    assert signed_in(laptop)


def test_one_device_ends_all_other_sessions(ada: User, laptop: Client, phone: Client) -> None:
    tablet = Client()
    sign_in(tablet, "ada")

    laptop.post(f"{URL}sessions/end/")

    assert [signed_in(device) for device in (laptop, phone, tablet)] == [True, False, False]
    assert Session.objects.of(ada).count() == 1


def test_nobody_ends_the_session_of_somebody_else(
    client: Client, member: User, phone: Client
) -> None:
    prove(client)
    theirs = Session.objects.get(pk=phone.session.session_key)

    client.post(f"{URL}sessions/{theirs.public_id}/end/")

    assert signed_in(phone)


def test_the_last_use_is_noted_every_five_minutes(ada: User, laptop: Client) -> None:
    with time_machine.travel(timedelta(minutes=4)):
        laptop.get("/")
        first = Session.objects.get().used_at
    with time_machine.travel(timedelta(minutes=6)):
        laptop.get("/")

    assert Session.objects.get().used_at - first > timedelta(minutes=5)


def test_a_session_that_is_over_is_not_shown(ada: User, laptop: Client) -> None:
    with time_machine.travel(timedelta(days=31)):
        assert not Session.objects.of(ada).exists()


def test_a_new_password_signs_out_everywhere_else_and_is_told(
    ada: User, laptop: Client, phone: Client, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    typed = {"new_password1": "a different phrase", "new_password2": "a different phrase"}

    response = laptop.post(f"{URL}password/", typed)

    assert response.headers["Location"] == URL
    assert signed_in(laptop)
    assert not signed_in(phone)
    assert Session.objects.of(ada).count() == 1
    assert sign_in(Client(), "ada", PHRASE) == 422
    assert sign_in(Client(), "ada", "a different phrase") == 302
    work_off()
    assert [mail.subject for mail in mailoutbox] == ["Microblog: Your password was changed"]


@pytest.mark.parametrize(
    ("one", "two", "field", "message"),
    [
        ("short", "short", "new_password2", "This password is too short"),
        ("password1", "password1", "new_password2", "This password is too common"),
        ("a different phrase", "another", "new_password2", "are not the same"),
        ("", "", "new_password1", "This field is required"),
        ("x" * 1_000_000, "x" * 1_000_000, "new_password2", "at most 1000 characters"),
    ],
)
def test_a_weak_password_is_refused(
    ada: User, laptop: Client, one: str, two: str, field: str, message: str
) -> None:
    response = laptop.post(f"{URL}password/", {"new_password1": one, "new_password2": two})

    assert response.status_code == 422
    assert message in str(response.context["form"].errors[field])
    assert User.objects.get().password == ada.password


def test_shows_what_happened_and_from_where(ada: User, laptop: Client, phone: Client) -> None:
    sign_in(Client(REMOTE_ADDR="198.51.100.9"), "ada", "a guess")
    services.edit_profile(ada, username="Countess", display_name="", about_me="")

    page = laptop.get(URL).content.decode()

    assert "Failed attempts to sign in" in page
    assert "198.51.100.9" in page
    assert "Changed the username" in page
    assert page.count("Signed in <time") == 2


def test_others_see_nothing_of_it(client: Client, member: User, phone: Client) -> None:
    prove(client)

    assert "203.0.113.7" not in client.get(URL).content.decode()


def test_it_is_forgotten_after_a_while(ada: User, laptop: Client) -> None:
    sign_in(Client(), "ada", "a guess")
    with time_machine.travel(timedelta(days=89)):
        services.forget_old()
        assert SecurityEvent.objects.exists()
    with time_machine.travel(timedelta(days=91)):
        services.forget_old()
        assert not SecurityEvent.objects.exists()


def test_the_page_asks_as_much_however_much_happened(
    ada: User, laptop: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    laptop.get("/")  # notes the visit
    with CaptureQueriesContext(connection) as little:
        laptop.get(URL)
    for _ in range(30):
        services.record(ada, SecurityEvent.Kind.SIGNED_IN)
    for _ in range(5):
        Client().force_login(ada)

    with django_assert_num_queries(len(little)):
        laptop.get(URL)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_a_network_is_what_one_subscriber_has(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("", "Unknown browser"),
        ("x" * 100_000, "Unknown browser"),
    ],
)
def test_a_device_is_told_in_a_few_words(said: str, device: str) -> None:
    assert device_of(said) == device
