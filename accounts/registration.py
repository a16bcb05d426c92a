"""What a newcomer must tell, checked as far as it can be without the database."""

from dataclasses import dataclass, field

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User, UserManager
from accounts.usernames import refuse_reserved


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
        errors: dict[str, ValidationError] = {}
        for name, check in (
            ("username", self._check_username),
            ("email", self._check_email),
            ("password", self._check_password),
        ):
            try:
                check()
            except ValidationError as error:
                errors[name] = error
        if errors:
            raise ValidationError(errors)

    def _check_username(self) -> None:
        User._meta.get_field("username").clean(self.username, None)
        refuse_reserved(self.username)

    def _check_email(self) -> None:
        User._meta.get_field("email").clean(self.email, None)

    def _check_password(self) -> None:
        if not self.password:
            raise ValidationError("Choose a password.", code="required")
        validate_password(self.password, User(username=self.username, email=self.email))
