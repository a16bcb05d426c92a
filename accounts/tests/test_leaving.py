"""Leaving for a while, leaving for good, being sent away; and coming back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from threading import Barrier

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts import services
from accounts.models import Session, User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import PHRASE, sign_in, with_password, work_off

pytestmark = pytest.mark.django_db
DEACTIVATE = "/settings/data/deactivate/"
DELETE = "/settings/data/delete/"


@pytest.fixture
def ada(client: Client) -> User:
    """Somebody who has just signed in."""
    ada = with_password(UserFactory.create(username="ada"))
    sign_in(client, "ada")
    return ada


def test_who_deactivates_is_hidden_and_signed_out_everywhere(client: Client, ada: User) -> None:
    phone = Client()
    phone.force_login(ada)
    assert client.get(DEACTIVATE).status_code == 200

    response = client.post(DEACTIVATE, follow=True)

    assert "Your account is hidden." in response.content.decode()
    assert not User.objects.visible().exists()
    assert not Session.objects.of(ada).exists()
    assert not phone.get("/").wsgi_request.user.is_authenticated


def test_signing_in_brings_everything_back(client: Client, ada: User) -> None:
    client.post(DEACTIVATE)

    response = client.post("/login/", {"username": "ada", "password": PHRASE}, follow=True)

    assert "Welcome back!" in response.content.decode()
    assert User.objects.visible().get() == ada
    assert client.get("/").wsgi_request.user == ada


def test_a_wrong_password_brings_nothing_back(client: Client, ada: User) -> None:
    client.post(DEACTIVATE)

    assert sign_in(client, "ada", "a guess") == 422
    assert not User.objects.visible().exists()


def test_deleting_takes_the_password(client: Client, ada: User) -> None:
    for typed in ({}, {"password": "a guess"}):
        assert client.post(DELETE, typed).status_code == 422
    assert User.objects.get().delete_on is None

    response = client.post(DELETE, {"password": PHRASE}, follow=True)

    assert "will be deleted" in response.content.decode()
    ada.refresh_from_db()
    assert not ada.is_active
    assert ada.delete_on


def test_deleting_is_told_by_letter(
    client: Client, ada: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    with time_machine.travel("2026-03-01T12:00Z"):
        services.leave_for_good(ada)
        work_off()

    (letter,) = mailoutbox
    assert "deleted on 15 March 2026" in str(letter.body)


def test_the_command_deletes_when_the_grace_is_over(ada: User) -> None:
    services.leave_for_good(ada)

    def run(*args: str) -> str:
        out = StringIO()
        call_command("forget", *args, stdout=out)
        return out.getvalue()

    assert run() == "Members deleted: 0.\n"
    with time_machine.travel(timedelta(days=13, hours=23)):
        assert run() == "Members deleted: 0.\n"
    with time_machine.travel(timedelta(days=14, hours=1)):
        assert run("--dry-run") == "Members due: 1.\n"
        assert run() == "Members deleted: 1.\n"
    assert not User.objects.exists()


def test_signing_in_within_the_grace_stops_the_deletion(client: Client, ada: User) -> None:
    client.post(DELETE, {"password": PHRASE})

    with time_machine.travel(timedelta(days=13)):
        assert sign_in(client, "ada") == 302
    with time_machine.travel(timedelta(days=20)):
        work_off()
        assert services.delete_due() == 0

    assert User.objects.visible().get() == ada


def test_who_was_sent_away_learns_why_and_stays_away(client: Client, ada: User) -> None:
    services.deactivate(ada, reason="You sold watches.")

    response = client.post("/login/", {"username": "ada", "password": PHRASE})

    assert response.status_code == 422
    page = response.content.decode()
    assert "The staff of this site have deactivated your account. You sold watches." in page
    assert not User.objects.visible().exists()


def test_only_who_knows_the_password_learns_it(client: Client, ada: User) -> None:
    services.deactivate(ada, reason="You sold watches.")

    page = client.post("/login/", {"username": "ada", "password": "a guess"}).content.decode()

    assert "deactivated" not in page


def test_staff_can_send_away_who_left_and_bring_back_whom_they_sent(
    client: Client, ada: User
) -> None:
    services.leave(ada)
    services.deactivate(ada)
    assert sign_in(client, "ada") == 422

    services.reactivate(ada)

    assert sign_in(client, "ada") == 302


def test_what_was_under_way_does_not_undo_being_sent_away(ada: User) -> None:
    leaving, returning = User.objects.get(), User.objects.get()
    returning.left_at = ada.date_joined  # as it was read a moment ago
    services.deactivate(ada, reason="You sold watches.")

    services.leave(leaving)
    services.leave_for_good(leaving)
    services.come_back(returning)

    ada.refresh_from_db()
    assert (ada.is_active, ada.left_at, ada.delete_on) == (False, None, None)
    assert ada.suspension_reason == "You sold watches."


def test_to_leave_does_not_undo_the_wish_to_be_deleted(ada: User) -> None:
    stale = User.objects.get()
    services.leave_for_good(ada)

    services.leave(stale)
    services.leave_for_good(stale)

    assert User.objects.get().delete_on == ada.delete_on


@pytest.mark.django_db(transaction=True)
def test_signing_in_while_being_deleted_is_no_error() -> None:
    for number in range(5):
        ada = with_password(UserFactory.create(username=f"ada_{number}"))
        services.leave_for_good(ada)
        User.objects.filter(pk=ada.pk).update(delete_on=timezone.now())
        barrier = Barrier(2)

        def enter(name: str = ada.username, barrier: Barrier = barrier) -> int:
            barrier.wait()
            status = sign_in(Client(), name)
            connection.close()
            return status

        def delete(barrier: Barrier = barrier) -> None:
            barrier.wait()
            services.delete_due()
            connection.close()

        with ThreadPoolExecutor(2) as threads:
            answer = threads.submit(enter)
            threads.submit(delete).result()
        assert answer.result() in (302, 403, 422)


def test_staff_give_the_reason_in_the_admin(client: Client, ada: User) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    url = f"/admin/accounts/user/{ada.pk}/change/"
    form = client.get(url).context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if value not in (None, [])}
    typed.pop("is_active")

    client.post(url, typed | {"suspension_reason": "You sold watches."})

    ada.refresh_from_db()
    assert (ada.is_active, ada.suspension_reason) == (False, "You sold watches.")


@pytest.mark.parametrize("field", ["left_at", "delete_on"])
def test_the_database_keeps_leavers_hidden(ada: User, field: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.update(**{field: "2026-01-01T00:00Z"})


def test_says_what_is_kept(client: Client, ada: User) -> None:
    page = client.get("/settings/data/").content.decode()

    assert "What we keep" in page
    assert ada.email in page
