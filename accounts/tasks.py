"""Work in the background: letters, which a mail server may refuse, or be slow to take."""

from datetime import timedelta

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
    message = letters.compose(name, user, to=to) if user else None
    if message is None:
        return "There is no need for it any more."
    try:
        message.send()
    except Exception:  # whatever a mail server and the way there can come up with
        if tries < len(WAITS):
            later = send_letter.using(run_after=timezone.now() + WAITS[tries])
            later.enqueue(name, user_pk, tries + 1, to=to)
        raise
    return "Sent."
