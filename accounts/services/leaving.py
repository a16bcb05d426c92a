"""Leaving the stage: suspended by staff, by oneself for a while, or for good."""

import re
from datetime import timedelta

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
STANDING = ("is_active", "left_at", "delete_on", "suspension_reason")
REDACTED = "somebody who left"


def deactivate(user: User, *, reason: str = "") -> None:
    """Hide the member and all they wrote and end their sessions, until staff reactivate them.

    If they had asked to be deleted, they still will be, unless staff reactivate them before.

    Args:
        reason: told to them when they try to sign in.
    """
    user.is_active, user.left_at, user.suspension_reason = False, None, reason
    with transaction.atomic():
        user.save(update_fields=STANDING)
        end_sessions(user)


def reactivate(user: User) -> None:
    """Show the member and all they wrote again, and let them sign in."""
    user.is_active, user.left_at, user.delete_on = True, None, None
    user.suspension_reason = ""
    user.save(update_fields=STANDING)


def leave(user: User, *, origin: Origin = INSIDE) -> None:
    """Hide the member and all they wrote, until they sign in again."""
    with transaction.atomic():
        _hide(user, SecurityEvent.Kind.LEFT, origin)


def leave_for_good(user: User, *, origin: Origin = INSIDE) -> None:
    """Hide the member now, and delete all of theirs when the days of grace are over."""
    user.delete_on = timezone.now() + GRACE
    with transaction.atomic():
        _hide(user, SecurityEvent.Kind.DELETION_ASKED, origin)
        send_letter.enqueue("goodbye", user.pk)


def _hide(user: User, kind: SecurityEvent.Kind, origin: Origin) -> None:
    user.is_active, user.left_at = False, timezone.now()
    user.save(update_fields=STANDING)
    end_sessions(user)
    record(user, kind, origin)


def come_back(user: User, *, origin: Origin = INSIDE) -> None:
    """Undo `leave` and `leave_for_good`."""
    with transaction.atomic():
        reactivate(user)
        record(user, SecurityEvent.Kind.CAME_BACK, origin)


def delete_due() -> int:
    """Delete all of those whose days of grace are over; return how many they were."""
    due = list(User.objects.due_for_deletion().values_list("pk", flat=True))
    return sum(map(_delete_if_due, due))


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
