"""What has to be done from time to time, in the background."""

import logging
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

import notifications.services
from accounts import services
from posts.services import sweep_pictures

EVERY = timedelta(hours=1)
LOST_AFTER = timedelta(minutes=15)  # what runs for so long ran in a worker that was killed
RESULTS_KEPT = 2  # days
FAILURES_KEPT = 30  # days, for staff to look into

logger = logging.getLogger(__name__)


@task()
def keep_house() -> None:
    """Delete what is over, take up what was dropped, and do so again in an hour."""
    schedule(at=timezone.now() + EVERY)  # first, so that no failure is the last time
    for chore in (
        services.delete_due,
        services.forget_old,
        sweep_pictures,
        notifications.services.forget_read,
        take_up_lost,
        clear_sessions,
        prune_results,
    ):
        try:
            chore()
        except Exception:  # one that cannot be done does not keep the others from it
            logger.exception("could not %s", chore.__name__)


def clear_sessions() -> None:
    call_command("clearsessions")


def prune_results() -> None:
    call_command(
        "prune_db_task_results",
        min_age_days=RESULTS_KEPT,
        failed_min_age_days=FAILURES_KEPT,
        verbosity=0,
    )


def schedule(at: datetime | None = None) -> None:
    """See to it that `keep_house` waits in the queue; of two that do, one dies out."""
    with transaction.atomic():
        waiting = DBTaskResult.objects.filter(
            task_path=keep_house.module_path, status=TaskResultStatus.READY
        )
        if not waiting.exists():
            keep_house.using(run_after=at).enqueue()


def take_up_lost() -> int:
    """Put what a killed worker was at back into the queue; return how many tasks that was.

    Each task here can be done twice without harm, but for a letter that comes twice.
    """
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    return lost.update(status=TaskResultStatus.READY, started_at=None)
