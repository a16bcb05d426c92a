"""Who may sign in, and whose session goes on."""

from typing import Any

from django.contrib.auth.backends import AllowAllUsersModelBackend

from accounts.models import User


class AccountBackend(AllowAllUsersModelBackend):
    """Django's own, but that those who are hidden can show who they are.

    To what end is for `services.prove` to say. Their sessions are over all the same.
    """

    def get_user(self, user_id: Any) -> User | None:
        user = super().get_user(user_id)
        return user if isinstance(user, User) and user.is_active else None
