"""Ending sessions: one, or all but the one in hand."""

import uuid

from django.db import transaction

from accounts.models import SecurityEvent, Session, User
from accounts.origins import INSIDE, Origin
from accounts.services.history import record


def end_session(user: User, public_id: uuid.UUID, *, origin: Origin = INSIDE) -> bool:
    """End one of the user's sessions.

    Returns:
        Whether it was there, and theirs.
    """
    with transaction.atomic():
        ended, _ = Session.objects.of(user).filter(public_id=public_id).delete()
        if ended:
            record(user, SecurityEvent.Kind.SESSIONS_ENDED, origin)
    return bool(ended)


def end_other_sessions(user: User, *, keep: str | None = None, origin: Origin = INSIDE) -> int:
    """End the user's sessions but for the one whose key is `keep`; return how many."""
    with transaction.atomic():
        ended, _ = Session.objects.of(user).exclude(pk=keep).delete()
        if ended:
            record(user, SecurityEvent.Kind.SESSIONS_ENDED, origin)
    return ended
