"""What a newcomer must tell, checked as far as it can be without the database."""

from dataclasses import dataclass, field

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User, UserManager
from accounts.usernames import refuse_reserved
from accounts.validators import check_all


@dataclass(frozen=True, slots=True)
class Registration:
    """A valid username, e-mail address and password.

    Raises:
        ValidationError: something is not, told by field: `username`, `email`, `password`.
    """

    username: str
    email: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "username", self.username.strip())
        object.__setattr__(self, "email", UserManager.normalize_email(self.email.strip()))
        user = User(username=self.username, email=self.email)
        check_all(
            lambda: user.clean_fields(exclude={"password"}),
            lambda: refuse_reserved(self.username),
            lambda: check_password(self.password, user),
        )


def check_password(password: str, user: User) -> None:
    """Raise ValidationError for `password` if it will not do for `user`."""
    try:
        if not password:
            raise ValidationError(_("Choose a password."), code="required")
        validate_password(password, user)
    except ValidationError as refusal:
        raise ValidationError({"password": refusal}) from refusal
