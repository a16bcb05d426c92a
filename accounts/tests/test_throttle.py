"""Guessing is slowed, whoever guesses and however many at once; the owner is let in."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts import services, throttle
from accounts.models import Attempt, User
from accounts.origins import Origin
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import PHRASE, sign_in, with_password

pytestmark = pytest.mark.django_db
PER_ACCOUNT = throttle.PER_ACCOUNT[throttle.Door.SIGN_IN][0]
PER_NETWORK = throttle.PER_NETWORK[throttle.Door.SIGN_IN][0]


@pytest.fixture
def ada() -> User:
    return with_password(UserFactory.create(username="ada"))


def guess(name: str, network: str, client: Client | None = None) -> int:
    typed = {"username": name, "password": "a guess"}
    answer = (client or Client()).post("/login/", typed, REMOTE_ADDR=network)
    return answer.status_code


def test_a_botnet_is_slowed_at_one_account(client: Client, ada: User) -> None:
    answers = [guess("ada", f"203.0.113.{n}") for n in range(PER_ACCOUNT.count + 3)]

    assert answers == [422] * PER_ACCOUNT.count + [429] * 3


def test_the_case_of_a_name_makes_no_difference(ada: User) -> None:
    for n in range(PER_ACCOUNT.count):
        guess("ada", f"203.0.113.{n}")

    assert guess("ADA", "198.51.100.1") == 429


def test_the_count_of_a_name_does_not_tell_whose_an_address_is(ada: User) -> None:
    for name in ("ada", f"user {ada.pk}", str(ada.pk)):
        for n in range(PER_ACCOUNT.count):
            guess(name, f"203.0.113.{n}")

    assert guess("ada@example.org", "198.51.100.1") == 422


def test_letters_that_the_database_takes_for_the_same_count_as_the_same(
    client: Client,
) -> None:
    UserFactory.create(username="sissi", email="s@sissis.org")
    spellings = ["s@sissis.org", "ſ@sissis.org", "s@ſissis.org", "S@sıssis.org"]  # noqa: RUF001

    answers = [
        client.post("/password-reset/", {"email": email}).status_code for email in spellings
    ]

    assert answers.count(302) <= throttle.PER_ACCOUNT[throttle.Door.RESET][0].count


def test_signing_in_anew_does_not_give_more_letters(client: Client, ada: User) -> None:
    answers = []
    for _ in range(3):
        device = Client()
        sign_in(device, "ada")
        answers += [device.post("/settings/account/email/send/").status_code for _ in range(3)]

    assert answers.count(302) == throttle.PER_ACCOUNT[throttle.Door.VERIFY][0].count


def test_a_name_that_nobody_has_is_slowed_just_so(client: Client) -> None:
    answers = [guess("nobody", f"203.0.113.{n}") for n in range(PER_ACCOUNT.count + 1)]

    assert answers[-2:] == [422, 429]


def test_one_loud_host_is_slowed_and_the_others_are_not(ada: User) -> None:
    for n in range(PER_NETWORK.count):
        assert guess(f"name_{n}", "203.0.113.7") == 422

    assert guess("another", "203.0.113.7") == 429
    assert guess("another", "198.51.100.1") == 422


def test_the_addresses_of_one_subscriber_are_one_network(ada: User) -> None:
    for n in range(PER_NETWORK.count):
        guess(f"name_{n}", f"2001:db8:1:2::{n:x}")

    assert guess("another", "2001:db8:1:2:ffff::1") == 429
    assert guess("another", "2001:db8:1:3::1") == 422


def test_the_answer_tells_the_wait_which_ends(client: Client, ada: User) -> None:
    with time_machine.travel("2026-03-01T12:00Z", tick=False) as clock:
        for n in range(PER_ACCOUNT.count):
            guess("ada", f"203.0.113.{n}")
        clock.shift(60)

        response = client.post("/login/", {"username": "ada", "password": PHRASE})

        assert response.status_code == 429
        assert response.headers["Retry-After"] == str(14 * 60)
        assert "Try again in 14 minutes" in response.content.decode()
        clock.shift(14 * 60)
        assert sign_in(client, "ada") == 302


def test_waiting_is_not_made_longer_by_knocking(client: Client, ada: User) -> None:
    with time_machine.travel("2026-03-01T12:00Z", tick=False) as clock:
        for n in range(PER_ACCOUNT.count):
            guess("ada", f"203.0.113.{n}")
        for _ in range(14):
            clock.shift(60)
            assert guess("ada", "203.0.113.1") == 429
        clock.shift(60)

        assert sign_in(client, "ada") == 302


def test_a_browser_that_was_let_in_before_is_not_locked_out_by_others(
    client: Client, ada: User
) -> None:
    sign_in(client, "ada")
    client.post("/logout/")
    for n in range(PER_ACCOUNT.count + 1):
        guess("ada", "127.0.0.1" if n % 2 else "203.0.113.1")
    for n in range(PER_NETWORK.count):
        guess(f"name_{n}", "127.0.0.1")
    assert guess("ada", "127.0.0.1") == 429

    assert sign_in(client, "ada") == 302


def test_such_a_browser_is_slowed_for_what_it_does_itself(client: Client, ada: User) -> None:
    sign_in(client, "ada")
    client.post("/logout/")

    answers = [guess("ada", "127.0.0.1", client) for _ in range(PER_ACCOUNT.count + 1)]

    assert answers[-2:] == [422, 429]


def test_to_be_known_for_one_account_says_nothing_of_another(client: Client, ada: User) -> None:
    with_password(UserFactory.create(username="mallory"))
    sign_in(client, "mallory")
    client.post("/logout/")
    for n in range(PER_ACCOUNT.count):
        guess("ada", f"203.0.113.{n}")

    assert guess("ada", "198.51.100.1", client) == 429


def test_a_new_password_ends_what_browsers_are_known_by(client: Client, ada: User) -> None:
    sign_in(client, "ada")
    client.post("/logout/")
    services.set_password(ada, password="a different phrase")
    for n in range(PER_ACCOUNT.count):
        guess("ada", f"203.0.113.{n}")

    assert guess("ada", "198.51.100.1", client) == 429


def test_a_forged_mark_is_none(client: Client, ada: User) -> None:
    client.cookies["known_browser"] = f"{ada.pk}:{'0' * 32}:1abcde:forged"

    answers = [guess("ada", f"203.0.113.{n}", client) for n in range(PER_ACCOUNT.count + 1)]

    assert answers[-1] == 429


def test_who_gets_it_right_is_not_counted(client: Client, ada: User) -> None:
    for _ in range(PER_ACCOUNT.count + 1):
        assert sign_in(Client(), "ada") == 302

    assert not Attempt.objects.filter(door=throttle.Door.SIGN_IN).exists()


def test_a_dead_cache_neither_opens_the_door_nor_shuts_it(
    client: Client, ada: User, settings: Settings
) -> None:
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1"}}

    assert sign_in(Client(), "ada") == 302
    answers = [guess("ada", f"203.0.113.{n}") for n in range(PER_ACCOUNT.count + 1)]
    assert answers[-2:] == [422, 429]


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_time_are_not_more_than_the_limit(ada: User) -> None:
    barrier = Barrier(16)

    def guess_once(number: int) -> int:
        barrier.wait()
        status = guess("ada", f"203.0.113.{number}")
        connection.close()
        return status

    with ThreadPoolExecutor(16) as botnet:
        answers = Counter(botnet.map(guess_once, range(16)))

    assert answers[422] <= PER_ACCOUNT.count
    assert answers[422] + answers[429] == 16


def test_the_rule_holds_without_the_web(ada: User) -> None:
    for n in range(PER_ACCOUNT.count):
        with pytest.raises(ValidationError, match="do not match"):
            services.prove("ada", "a guess", origin=Origin(f"203.0.113.{n}"))

    with pytest.raises(throttle.ThrottledError) as refusal:
        services.prove("ada", PHRASE, origin=Origin("198.51.100.1"))
    assert timedelta() < refusal.value.wait <= PER_ACCOUNT.period


def test_a_slow_botnet_meets_the_limit_of_the_day(ada: User) -> None:
    _, day = throttle.PER_ACCOUNT[throttle.Door.SIGN_IN]
    with time_machine.travel("2026-03-01T00:00Z", tick=False) as clock:
        for n in range(day.count):
            assert guess("ada", f"203.0.113.{n}") == 422
            clock.shift(300)

        assert guess("ada", "198.51.100.1") == 429


def test_joining_asking_and_keeping_have_their_limits(client: Client, ada: User) -> None:
    def join(number: int) -> int:
        typed = {"username": f"guest_{number}", "email": f"guest_{number}@example.org"}
        typed |= {"password1": PHRASE, "password2": PHRASE}
        return Client().post("/register/", typed).status_code

    def ask(number: int) -> int:
        return client.post("/password-reset/", {"email": "ada@example.org"}).status_code

    def keep(number: int) -> int:
        return Client().post("/settings/profile/", {"about_me": "a story"}).status_code

    for act, limit in (
        (join, throttle.PER_NETWORK[throttle.Door.JOIN][0]),
        (ask, throttle.PER_ACCOUNT[throttle.Door.RESET][0]),
        (keep, throttle.PER_NETWORK[throttle.Door.KEEP][0]),
    ):
        answers = [act(number) for number in range(limit.count + 1)]
        assert answers == [302] * limit.count + [429], act


def test_staff_see_failures_and_no_password_typed_in_the_wrong_field(
    client: Client, ada: User
) -> None:
    guess("ada", "203.0.113.7")
    guess(PHRASE, "203.0.113.8")
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))

    page = client.get("/admin/accounts/attempt/").content.decode()

    assert "203.0.113.7" in page
    assert ">ada</td>" in page
    assert "203.0.113.8" in page
    assert not Attempt.objects.filter(account__contains="horse").exists()
    assert client.get("/admin/accounts/attempt/add/").status_code == 403


def test_a_new_password_by_letter_lets_the_owner_in_at_once(client: Client, ada: User) -> None:
    for n in range(PER_ACCOUNT.count):
        guess("ada", f"203.0.113.{n}")

    services.reset_password(ada, password="a different phrase")

    assert sign_in(client, "ada", "a different phrase") == 302
