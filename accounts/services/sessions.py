"""Ending sessions: one, or all but the one in hand."""

from accounts.models import SecurityEvent, Session, User
from accounts.origins import INSIDE, Origin
from accounts.services.history import record


def end_session(user: User, public_id: str, *, origin: Origin = INSIDE) -> bool:
    """End one of the user's sessions.

    Returns:
        Whether it was there, and theirs.
    """
    for session in Session.objects.of(user):
        if session.public_id == public_id:
            session.delete()
            record(user, SecurityEvent.Kind.SESSIONS_ENDED, origin)
            return True
    return False


def end_other_sessions(user: User, *, here: str | None, origin: Origin = INSIDE) -> None:
    """End the user's sessions but for the one whose key is `here`, because they want it so."""
    end_sessions(user, but=here)
    record(user, SecurityEvent.Kind.SESSIONS_ENDED, origin)


def end_sessions(user: User, *, but: str | None = None) -> None:
    """End the user's sessions but for the one whose key is given."""
    Session.objects.of(user).exclude(pk=but).delete()
