"""The worker as it runs, and what it does from time to time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts import services
from accounts.models import Session, User
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import free_port, work_off
from accounts.tests.mailbox import Mailbox, serving
from microblog import tasks
from microblog.tests.processes import manage
from notifications.models import Kind, Notification
from notifications.services import read
from posts.ids import new_post_id

SIGN_UP = """
from accounts.registration import Registration
accounts.services.sign_up(Registration("ada", "ada@example.org", "correct horse battery"))
"""


def test_a_worker_of_its_own_sends_what_waits(tmp_path: Path) -> None:
    port, box = free_port(), Mailbox()
    environment = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    for command in (["migrate"], ["shell", "-c", SIGN_UP]):
        assert manage(*command, **environment).returncode == 0

    with serving(box, port):
        worker = manage("worker", "--batch", **environment)

    assert worker.returncode == 0, worker.stderr
    (mail,) = box.mails
    assert mail["To"] == "ada@example.org"
    assert "https://blog.example.org/confirm-address/" in str(mail.get_payload(0))


@pytest.mark.django_db
def test_the_house_is_kept_every_hour_by_however_many_workers() -> None:
    with time_machine.travel("2026-03-01T12:00Z", tick=False) as clock:
        for _ in range(3):  # as many workers start
            tasks.schedule()
        for _ in range(3):
            work_off()
            (row,) = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
            assert row.task_path == "microblog.tasks.keep_house"
            clock.shift(3600)


@pytest.mark.django_db
def test_what_a_killed_worker_was_at_is_taken_up() -> None:
    tasks.schedule()
    row = DBTaskResult.objects.get()
    row.claim("killed")

    assert tasks.take_up_lost() == 0  # it may live
    with time_machine.travel(timedelta(minutes=16)):
        assert tasks.take_up_lost() == 1
        work_off()

    row.refresh_from_db()
    assert row.status == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db(transaction=True)
def test_a_chore_that_fails_keeps_no_other_from_being_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    Client().force_login(UserFactory.create())

    def refuse(execute: Callable[..., object], sql: str, *args: object) -> object:
        if sql.startswith('DELETE FROM "accounts_securityevent"'):
            raise DatabaseError("the disk is broken")
        return execute(sql, *args)

    with time_machine.travel(timedelta(days=31)), connection.execute_wrapper(refuse):
        tasks.keep_house.call()

    assert "could not forget_old" in caplog.text
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_notifications_that_were_read_are_forgotten_in_time() -> None:
    ada, key = UserFactory.create(), new_post_id(timezone.now())
    Notification.objects.create(recipient=ada, kind=Kind.FOLLOW, latest=key)
    read(ada, upto=key)
    tasks.keep_house.call()
    assert Notification.objects.exists()

    with time_machine.travel(timedelta(days=91)):
        tasks.keep_house.call()
    assert not Notification.objects.exists()


@pytest.mark.django_db
def test_what_is_over_is_deleted() -> None:
    client, leaver = Client(), UserFactory.create()
    client.force_login(UserFactory.create())
    services.leave_for_good(leaver)
    tasks.keep_house.call()
    assert Session.objects.exists()

    with time_machine.travel(timedelta(days=31)):
        tasks.keep_house.call()
    assert not Session.objects.exists()
    assert not User.objects.filter(pk=leaver.pk).exists()
    assert DBTaskResult.objects.count() == 1
