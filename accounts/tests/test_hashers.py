"""Hashes of every kind still open the door, and are made anew at the next sign-in."""

import logging
from typing import Any

import pytest
from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    PBKDF2PasswordHasher,
    get_hashers,
    make_password,
)
from django.core.checks import run_checks
from django.test import Client
from pytest_django import Settings

from accounts.hashers import adopt
from accounts.models import User
from accounts.tests.conftest import LOW_COST
from accounts.tests.factories import UserFactory

PASSWORD = "Grüße, Ada 🐎"  # noqa: S105  # of a test
# fmt: off
FOREIGN = {  # of that password, made by the libraries named
    "werkzeug pbkdf2 sha256": "pbkdf2:sha256:1000$aWO6cQOqdn6S6Mjs$4c41096f203855ea06312ec991792714d9e671cc0a0662418d4cb63aa2248134",  # noqa: E501
    "werkzeug pbkdf2 sha1": "pbkdf2:sha1:1000$YIAwZYMCs3pVwSbp$f624cc9a1a471079dd83c06936ff90a3cc074919",  # noqa: E501
    "werkzeug scrypt": "scrypt:32768:8:1$WVDBCmEzkVOyTH8g$aa49efc729162301eb0bd98504074c1ab0fe97e786f76f353dababbf4a1b659c31879695665df4359077f602362eafba4a331400be1ad3abd330636f8f228a6f",  # noqa: E501
    "argon2-cffi argon2id": "$argon2id$v=19$m=1024,t=1,p=1$Wd4U5XQc2QvEZHdRO7/Ntw$mjROllsyXP/I17r6FtK4c5oIzayoQed8Eclbf+Jet4U",  # noqa: E501
    "argon2-cffi argon2i": "$argon2i$v=19$m=1024,t=1,p=1$dMiL5EsZ8SuXwuTBWfewVQ$KfcawmM0olPTB5aHdq8b+Dp8vBYehJzflYn9OPHnwf8",  # noqa: E501
    "bcrypt 2b": "$2b$04$.e4kzH8iRNCvWe4gsg40ou353jgvslvNrlVOBYqEjS3k7e.cF59aa",
    "bcrypt 2a": "$2a$04$S42O7YykFQYxHJ7khVuwgOSPZzrKBmKw04S8Y0EfUpiNzMOzO/Hpi",
    "bcrypt 2y, as PHP writes it": "$2y$04$.e4kzH8iRNCvWe4gsg40ou353jgvslvNrlVOBYqEjS3k7e.cF59aa",  # noqa: E501
    "Django pbkdf2": PBKDF2PasswordHasher().encode(PASSWORD, "somesalt", 1_000),
}
# fmt: on
FULL_COST = {cost: getattr(Argon2PasswordHasher, cost) for cost in LOW_COST}
PEPPERS = ["first pepper of at least 32 characters", "second pepper of at least 32 characters"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return UserFactory.create(username="ada")


def sign_in(client: Client, password: str = PASSWORD) -> bool:
    typed = {"username": "ada", "password": password}
    return client.post("/login/", typed).status_code == 302


def store(user: User, encoded: str) -> None:
    user.password = encoded
    user.save(update_fields=["password"])


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("peppers", [[], PEPPERS[:1]], ids=["no pepper", "pepper"])
def test_a_foreign_hash_verifies_and_is_made_anew(
    client: Client, ada: User, settings: Settings, kind: str, peppers: list[str]
) -> None:
    settings.PASSWORD_PEPPERS = peppers
    settings.PASSWORD_HASHERS = in_order(settings.PASSWORD_HASHERS, pepper_first=bool(peppers))
    store(ada, adopt(FOREIGN[kind]))

    assert not sign_in(client, "wrong")
    assert User.objects.get().password == ada.password
    assert sign_in(client)

    fresh = User.objects.get().password
    assert fresh.startswith("argon2p$" if peppers else "argon2$argon2id$")
    client.logout()
    assert sign_in(client)
    assert User.objects.get().password == fresh


def in_order(hashers: list[str], *, pepper_first: bool) -> list[str]:
    return sorted(hashers, key=lambda path: ("Peppered" in path) != pepper_first)


@pytest.mark.parametrize("algorithm", [hasher.algorithm for hasher in get_hashers()])
def test_every_algorithm_that_is_known_verifies(
    client: Client, ada: User, settings: Settings, algorithm: str
) -> None:
    settings.PASSWORD_PEPPERS = PEPPERS
    store(ada, make_password(PASSWORD, hasher=algorithm))

    assert sign_in(client)


def test_a_bcrypt_hash_of_a_password_longer_than_it_reads(client: Client, ada: User) -> None:
    store(ada, adopt("$2b$04$WbRnjNjf5Qe6HSoj4rWRXuVBbDO2PacGMdl9AC4Uhd9X5NFZg1ETW"))

    assert sign_in(client, "x" * 80)


@pytest.mark.parametrize(
    "foreign",
    [
        "",
        "secret",
        "md5:1$a$b",
        "pbkdf2:sha512:1$a$00",
        "$9$a",
        "$2b$12$short",
        "bcrypt$$2b$99$x",
        "scrypt:1073741824:8:1$a$00",
        "pbkdf2_sha256$-5$a$b",
    ],
)
def test_a_hash_of_no_known_kind_is_refused(foreign: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # of several wordings
        adopt(foreign)


@pytest.fixture
def peppered(settings: Settings) -> Settings:
    settings.PASSWORD_PEPPERS = PEPPERS[:1]
    settings.PASSWORD_HASHERS = in_order(settings.PASSWORD_HASHERS, pepper_first=True)
    return settings


def test_peppers_rotate_at_sign_in(client: Client, ada: User, peppered: Settings) -> None:
    store(ada, make_password(PASSWORD))
    old = ada.password

    peppered.PASSWORD_PEPPERS = [PEPPERS[1], PEPPERS[0]]
    assert sign_in(client)
    moved = User.objects.get().password
    assert moved.split("$")[1] != old.split("$")[1]

    peppered.PASSWORD_PEPPERS = [PEPPERS[1]]
    assert sign_in(client)
    assert User.objects.get().password == moved

    store(ada, old)
    assert not sign_in(client)


@pytest.mark.parametrize("peppers", [PEPPERS, []])
def test_a_pepper_that_is_missing_stops_the_start(
    peppered: Settings, peppers: list[str]
) -> None:
    peppered.PASSWORD_PEPPERS = peppers

    assert [error.id for error in run_checks()] == ([] if peppers else ["accounts.E001"])


def test_a_lost_pepper_is_told_to_the_operator(
    client: Client, ada: User, peppered: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    store(ada, make_password(PASSWORD))
    peppered.PASSWORD_PEPPERS = [PEPPERS[1]]
    caplog.set_level(logging.ERROR)

    assert not sign_in(client)

    assert "is not in PASSWORD_PEPPERS" in caplog.text


def test_that_no_pepper_is_left_is_told_just_so(
    client: Client, ada: User, peppered: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    store(ada, make_password(PASSWORD))
    del peppered.PASSWORD_PEPPERS
    peppered.PASSWORD_HASHERS = in_order(peppered.PASSWORD_HASHERS, pepper_first=False)
    caplog.set_level(logging.ERROR)

    assert not sign_in(client)

    assert "is not in PASSWORD_PEPPERS" in caplog.text


@pytest.fixture
def full_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    for cost, value in FULL_COST.items():
        monkeypatch.setattr(Argon2PasswordHasher, cost, value)


def test_a_new_hash_costs_whoever_guesses_100_mib(ada: User, full_cost: None) -> None:
    store(ada, make_password(PASSWORD))

    assert ada.password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
    assert ada.check_password(PASSWORD)


def test_a_pepper_never_reaches_the_database(
    ada: User, peppered: Settings, full_cost: None
) -> None:
    store(ada, make_password(PASSWORD))

    assert len(ada.password) <= 128
    assert not any(pepper in ada.password for pepper in PEPPERS)
    plain = "argon2$" + ada.password.split("$", 2)[2]
    ada.password = plain
    assert not ada.check_password(PASSWORD)


@pytest.mark.parametrize(
    "kind", ["nobody", "wrong", "deactivated", "no password", "imported", "right"]
)
def test_the_work_done_does_not_tell_whether_a_name_exists(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Counted, not timed: one hash, whoever knocks."""
    store(ada, make_password(None if kind == "no password" else PASSWORD))
    if kind == "imported":
        store(ada, adopt(FOREIGN["bcrypt 2b"]))
    elif kind == "nobody":
        ada.delete()
    elif kind == "deactivated":
        User.objects.filter(pk=ada.pk).update(is_active=False)
    hashed: list[str] = []
    for name in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, name)

        def counted(*args: Any, original: Any = original) -> Any:
            hashed.append("once more")
            return original(*args)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)

    assert sign_in(client, "wrong" if kind in ("wrong", "imported") else PASSWORD) == (
        kind == "right"
    )

    assert len(hashed) == 1
