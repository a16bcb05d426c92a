"""Mail to ADMINS about errors: one per distinct error and hour, from a thread of its own."""

import hashlib
import logging
import queue
import threading
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.mail import mail_admins

from microblog import error_counts
from microblog.request_log import current_request_id

WAITS = (10, 60, 300)  # seconds between attempts to send a mail
QUEUE_SIZE = 100  # reports; more of them at once are in the log only
LAST_CHANCE = 5  # seconds that a process that ends gives the mail on its way
SUBJECT_LENGTH = 200  # characters

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

    The first of an hour is mailed at once; how often it happened again, when the hour is over.
    Neither a slow mail server nor a dead cache holds up the request that failed.

    Args:
        waits: seconds between attempts to send a mail.
        directory: where processes that share no cache share their counts; None for nowhere.
    """

    def __init__(self, waits: Sequence[float] = WAITS, directory: Path | None = None) -> None:
        super().__init__()
        self.waits = waits
        self.counts = error_counts.Counts(directory)
        self.reports: queue.Queue[Report | None] = queue.Queue(QUEUE_SIZE)
        self.again: dict[str, tuple[float, Report]] = {}  # when to tell how often, by error
        self.thread: threading.Thread | None = None
        self.ending = threading.Event()
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
        while True:
            try:
                report = self.reports.get(timeout=self._seconds_until_due())
            except queue.Empty:
                for _, (due, late) in list(self.again.items()):
                    if due <= time.time():
                        del self.again[late.fingerprint]
                        self._mail(late, self.counts.take_if_due(late.fingerprint))
                continue
            if report is None:
                return
            self.counts.add(report.fingerprint)
            self._mail(report, self.counts.take_if_due(report.fingerprint))
            self.again.setdefault(
                report.fingerprint, (time.time() + error_counts.PERIOD + 1, report)
            )

    def _seconds_until_due(self) -> float | None:
        if not self.again:
            return None
        return max(0.0, min(due for due, _ in self.again.values()) - time.time())

    def _mail(self, report: Report, count: int) -> None:
        if not count:
            return
        times = "once" if count == 1 else f"{count} times"
        body = f"This happened {times} since the last mail about it.\n\n{report.body}"
        for wait in (*self.waits, None):
            try:
                mail_admins(report.subject, body)
            except Exception as error:
                if wait is None or self.ending.wait(wait):
                    logger.exception("could not mail an error")
                    self.counts.give_back(report.fingerprint, count)
                    return
                logger.warning("could not mail an error, will try again: %s", error)
            else:
                return


def _report(record: logging.LogRecord, line: str) -> Report:
    if record.exc_info and record.exc_info[0]:
        kind, _, trace = record.exc_info
        frames = traceback.extract_tb(trace)
        # Where our own code was, not the library that it called: two calls are two errors.
        ours = [frame for frame in frames if _is_ours(frame.filename)] or frames
        place = f"{ours[-1].filename}:{ours[-1].lineno}" if ours else record.name
        name, what = kind.__name__, f"{kind.__module__}.{kind.__qualname__}"
    else:
        place = f"{record.pathname}:{record.lineno}"
        name, what = record.levelname, str(record.msg)
    subject = " ".join(f"{name}: {record.getMessage()}".split())
    return Report(
        fingerprint=hashlib.sha256(f"{what} {place}".encode()).hexdigest(),
        subject=subject[:SUBJECT_LENGTH],
        body=f"Request {current_request_id()}\n\n{line}",
    )


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts
