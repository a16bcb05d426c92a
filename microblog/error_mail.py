"""Mail to ADMINS about errors: one per distinct error and hour, from a thread of its own."""

import hashlib
import logging
import queue
import smtplib
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.mail import mail_admins

from microblog.request_log import current_request_id

PERIOD = 3600  # seconds in which one mail is sent for one error
WAITS = (10, 60, 300)  # seconds between attempts to send a mail
QUEUE_SIZE = 100  # reports; more of them at once are in the log only
LAST_CHANCE = 5  # seconds that a process that ends gives the mail on its way
COUNT_KEPT = 30 * 24 * 3600  # seconds

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """One error that happened.

    Attributes:
        fingerprint: the same each time it happens: of what it is and where in the code.
    """

    fingerprint: str
    subject: str
    body: str


class ErrorMailHandler(logging.Handler):
    """Queues a report of each record; a thread counts and mails them.

    Neither a slow mail server nor a dead cache holds up the request that failed.
    """

    def __init__(self, waits: Sequence[float] = WAITS) -> None:
        super().__init__()
        self.waits = waits
        self.reports: queue.Queue[Report | None] = queue.Queue(QUEUE_SIZE)
        self.thread: threading.Thread | None = None
        self.ending = threading.Event()
        self.own_counts = LocMemCache("error_mail", {})
        # Not about a mail that could not be sent. (A filter: the thread that says so must
        # not need the handler's lock, which `close` holds while it waits for the thread.)
        self.addFilter(lambda record: record.name != __name__)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self.reports.put_nowait(_report(record, self.format(record)))
        except queue.Full:
            return  # it is in the log
        except Exception:
            self.handleError(record)
            return
        if not self.thread or not self.thread.is_alive():  # the first one, or after a fork
            self.thread = threading.Thread(target=self._send_all, daemon=True)
            self.thread.start()

    def close(self) -> None:
        """Give the mail on its way a last chance; called when the process ends."""
        self.ending.set()
        with suppress(queue.Full):
            self.reports.put_nowait(None)
        if self.thread:
            self.thread.join(LAST_CHANCE)
        super().close()

    def _send_all(self) -> None:
        while report := self.reports.get():
            try:
                if count := self._count_if_due(report.fingerprint):
                    self._send(report, count)
            except Exception:
                logger.exception("could not mail an error")
                self._forget(report.fingerprint)

    def _count_if_due(self, error: str) -> int:
        """Return how often it happened since the last mail about it; 0 if none is due yet."""
        try:
            return _count_if_due(cache, error)
        except Exception:  # the cache is down: count for this process alone
            return _count_if_due(self.own_counts, error)

    def _forget(self, error: str) -> None:
        """Let the next time it happens be mailed at once."""
        for counts in (cache, self.own_counts):
            with suppress(Exception):
                counts.delete(f"error_mail:mailed:{error}")

    def _send(self, report: Report, count: int) -> None:
        times = "once" if count == 1 else f"{count} times since the last mail about it"
        body = f"This happened {times}.\n\n{report.body}"
        for wait in (*self.waits, None):
            try:
                mail_admins(report.subject, body)
            except (OSError, smtplib.SMTPException) as error:
                if wait is None or self.ending.wait(wait):
                    raise
                logger.warning("could not mail an error, will try again: %s", error)
            else:
                return


def _count_if_due(counts: BaseCache, error: str) -> int:
    count_key, mailed_key = f"error_mail:count:{error}", f"error_mail:mailed:{error}"
    counts.add(count_key, 0, COUNT_KEPT)
    count = counts.incr(count_key)
    if not counts.add(mailed_key, True, PERIOD):
        return 0
    counts.set(count_key, 0, COUNT_KEPT)
    return count


def _report(record: logging.LogRecord, line: str) -> Report:
    if record.exc_info and record.exc_info[0]:
        kind, _, trace = record.exc_info
        frames = traceback.extract_tb(trace)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else record.name
        what = kind.__name__
    else:
        place, what = f"{record.pathname}:{record.lineno}", str(record.msg)
    first_line = (record.getMessage().splitlines() or [""])[0]
    body = f"Request {current_request_id()}\n\n{line}"
    digest = hashlib.sha256(f"{what} {place}".encode()).hexdigest()
    return Report(fingerprint=digest, subject=f"{what}: {first_line}"[:200], body=body)
