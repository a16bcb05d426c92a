"""Leaving the stage: suspended by staff, by oneself for a while, or for good."""

import logging
import re
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import SecurityEvent, User
from accounts.origins import INSIDE, Origin
from accounts.services.history import record
from accounts.services.sessions import end_sessions
from accounts.tasks import send_letter

GRACE = timedelta(days=14)  # in which signing in undoes a deletion
AT_HOME: dict[str, Any] = {
    "is_active": True,
    "left_at": None,
    "delete_on": None,
    "suspension_reason": "",
}
ANYWHERE = Q()
REDACTED = "somebody who left"

logger = logging.getLogger(__name__)


def deactivate(user: User, *, reason: str = "") -> None:
    """Hide the member and all they wrote and end their sessions, until staff reactivate them.

    If they had asked to be deleted, they still will be, unless staff reactivate them before.

    Args:
        reason: told to them when they try to sign in.
    """
    with transaction.atomic():
        _stand(user, is_active=False, left_at=None, suspension_reason=reason)
        end_sessions(user)


def reactivate(user: User) -> None:
    """Show the member and all they wrote again, and let them sign in."""
    _stand(user, **AT_HOME)


def leave(user: User, *, origin: Origin = INSIDE) -> None:
    """Hide the member and all they wrote, until they sign in again."""
    with transaction.atomic():
        _go(user, SecurityEvent.Kind.LEFT, origin, delete_on=None)


def leave_for_good(user: User, *, origin: Origin = INSIDE) -> None:
    """Hide the member now, and delete all of theirs when the days of grace are over."""
    with transaction.atomic():
        kind = SecurityEvent.Kind.DELETION_ASKED
        if _go(user, kind, origin, delete_on=timezone.now() + GRACE):
            send_letter.enqueue("goodbye", user.pk)


def come_back(user: User, *, origin: Origin = INSIDE) -> bool:
    """Undo `leave` and `leave_for_good`.

    Returns:
        Whether they are back; not if staff sent them away meanwhile.
    """
    with transaction.atomic():
        back = _stand(user, **AT_HOME, where=Q(left_at__isnull=False))
        if back:
            record(user, SecurityEvent.Kind.CAME_BACK, origin)
    return back


def _go(
    user: User, kind: SecurityEvent.Kind, origin: Origin, *, delete_on: datetime | None
) -> bool:
    """Return whether they left now; not if they are gone already, by whatever hand."""
    gone = _stand(
        user,
        is_active=False,
        left_at=timezone.now(),
        delete_on=delete_on,
        where=Q(is_active=True),
    )
    if gone:
        end_sessions(user)
        record(user, kind, origin)
    return gone


def _stand(user: User, *, where: Q = ANYWHERE, **standing: Any) -> bool:
    """Set how the member stands, if the database has them where they are expected to be."""
    changed = User.objects.filter(where, pk=user.pk).update(**standing)
    if changed:
        for name, value in standing.items():
            setattr(user, name, value)
    return bool(changed)


def delete_due() -> int:
    """Delete all of those whose days of grace are over; return how many they were."""
    due = list(User.objects.due_for_deletion().values_list("pk", flat=True))
    return sum(map(_delete_or_log, due))


def _delete_or_log(pk: int) -> bool:
    """One who cannot be deleted does not keep the others from it."""
    try:
        return _delete_if_due(pk)
    except Exception:  # a broken storage, a table that another app locks
        logger.exception("could not delete the member %d", pk)
        return False


def _delete_if_due(pk: int) -> bool:
    with transaction.atomic():
        # Looked at once more, and locked: they may be coming back in this very moment.
        user = User.objects.due_for_deletion().select_for_update().filter(pk=pk).first()
        if user is None:
            return False
        if picture := user.avatar.name:
            transaction.on_commit(lambda: user.avatar.storage.delete(picture), robust=True)
        _forget_in_logs(user)
        user.delete()
    return True


def _forget_in_logs(user: User) -> None:
    """Take the member out of what no foreign key ties to them."""
    if apps.is_installed("django.contrib.admin"):
        entries = apps.get_model("admin", "LogEntry").objects
        about = Q(content_type__app_label="accounts", content_type__model="user")
        entries.filter(about, object_id=str(user.pk)).delete()
        names = [user.username, *user.former_names.values_list("name", flat=True)]
        named = "|".join(map(re.escape, names))
        # This reads the whole log, once for each who leaves for good.
        entries.filter(object_repr__iregex=rf"(^|\W)({named})(\W|$)").update(
            object_repr=REDACTED
        )
    letters = DBTaskResult.objects.filter(task_path=send_letter.module_path)
    letters.filter(args_kwargs__args__1=user.pk).delete()
