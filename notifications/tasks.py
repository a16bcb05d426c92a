"""Letters about notifications, in the background."""

from datetime import datetime

from django_tasks import task

from accounts.tasks import deliver
from notifications import letters


@task()
def send_letter(pk: int, tries: int = 0) -> str:
    """Send the letter about a notification; on failure, put the next try in the queue.

    Returns:
        What became of it, for staff to read.
    """

    def try_again(at: datetime) -> None:
        send_letter.using(run_after=at).enqueue(pk, tries + 1)

    return deliver(letters.compose(pk), tries, try_again)
