"""What tests of several pages need."""

import re
import socket
import time
from unittest.mock import patch

from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django_tasks_db.management.commands import db_worker

from accounts.entrance import PROVED_AT
from accounts.models import User

PHRASE = "correct horse battery"


def with_password(user: User, password: str = PHRASE) -> User:
    """Give the user a password, which is slow to hash: factories give none."""
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def prove(client: Client) -> None:
    """Let it be so that the member on `client` gave their password a moment ago."""
    session = client.session
    session[PROVED_AT] = time.time()
    session.save()


def sign_in(client: Client, name: str, password: str = PHRASE, **headers: str) -> int:
    """Sign in at the door; return the status of the answer."""
    typed = {"username": name, "password": password}
    return client.post("/login/", typed, headers=headers).status_code


def work_off() -> None:
    """Do what waits in the queue, as a worker does."""
    worker = db_worker.Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    # The connection is the test's, and in a transaction of its own.
    with patch.object(db_worker, "close_old_connections"):
        worker.run()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def link_in(mail: EmailMultiAlternatives) -> str:
    """Return the path of the link that the letter asks to follow, in both its texts."""
    in_text: str
    (in_text,) = re.findall(r"^https?://[^/\s]+(/\S+)$", str(mail.body), re.MULTILINE)
    html = str(mail.alternatives[0][0])
    assert f'{in_text}"' in html
    return in_text
