"""Work in the background: letters, which a mail server may refuse, or be slow to take."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django_tasks import task

from accounts import letters
from accounts.models import User

# Between one try and the next, for half a day in all.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]


@task()
def send_letter(name: str, user_pk: int | None, tries: int = 0, to: str = "") -> str:
    """Send a member one of `letters.LETTERS`; on failure, put the next try in the queue.

    What a letter says is made only now: no token waits in the queue.

    Args:
        user_pk: None does nothing, for who must not be told that there is nobody.
        tries: how many failed before this one.
        to: the address, where it is one that the member may not have any more by now.

    Returns:
        What became of it, for staff to read.

    Raises:
        Exception: whatever went wrong, so that staff see this try as failed.
    """
    user = User.objects.filter(pk=user_pk or 0).first()

    def try_again(at: datetime) -> None:
        send_letter.using(run_after=at).enqueue(name, user_pk, tries + 1, to=to)

    return deliver(letters.compose(name, user, to=to) if user else None, tries, try_again)


def deliver(
    message: EmailMultiAlternatives | None, tries: int, try_again: Callable[[datetime], None]
) -> str:
    """Send a letter for a task; on failure, have it tried again later, but not for ever.

    Args:
        message: None if there is no need for it any more.
        tries: how many failed before this one.
        try_again: puts the next try in the queue, for that moment.

    Returns:
        What became of it, for staff to read.

    Raises:
        Exception: whatever went wrong, so that staff see this try as failed.
    """
    if message is None:
        return "There is no need for it any more."
    try:
        message.send()
    except Exception:  # whatever a mail server and the way there can come up with
        if tries < len(WAITS):
            try_again(timezone.now() + WAITS[tries])
        raise
    return "Sent."
