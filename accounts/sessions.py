"""The session engine: Django's own of the database, whose rows tell whose they are.

Set `SESSION_ENGINE = "accounts.sessions"`.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from accounts.models import Session
from accounts.origins import Origin

SIGN_IN = "accounts_sign_in"
USED_EVERY = timedelta(minutes=5)  # how exactly the last use is noted


class SessionStore(db.SessionStore):
    used_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str) -> bool:
        # What cannot be a key is not looked for: PostgreSQL takes no NUL in a text.
        valid: bool = super()._validate_session_key(key)  # type: ignore[misc]  # not in the stubs
        return valid and key.isascii() and key.isalnum()

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]  # nor this
        self.used_at = row.used_at if row else None
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101  # see get_model_class
        sign_in = data.get(SIGN_IN, {})
        row.user_id = data.get(SESSION_KEY)
        row.device, row.network = sign_in.get("device", ""), sign_in.get("network", "")
        row.signed_in_at = sign_in.get("at")
        return row

    def note_sign_in(self, origin: Origin) -> None:
        """Remember from where the member signed in, now."""
        self[SIGN_IN] = {
            "device": origin.device,
            "network": origin.network,
            "at": timezone.now().isoformat(),
        }

    def note_use(self) -> None:
        """Remember that the session is used now; writes once in `USED_EVERY`."""
        now = timezone.now()
        if self.used_at and now - self.used_at >= USED_EVERY:
            Session.objects.filter(pk=self.session_key).update(used_at=now)
            self.used_at = now
