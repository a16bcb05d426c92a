"""What staff type about members in the admin."""

from typing import Any

from django.contrib.auth.forms import AdminPasswordChangeForm

from accounts import services
from accounts.models import User


class StaffPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # no subscript at run time
    """Django's own, by the rules of ours, and without a way to leave somebody with none."""

    user: User

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True

    def save(self, commit: bool = True) -> User:
        services.set_password(self.user, password=self.cleaned_data["password1"])
        return self.user
