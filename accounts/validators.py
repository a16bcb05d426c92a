"""Password validators beside Django's own, for AUTH_PASSWORD_VALIDATORS."""

from django.core.exceptions import ValidationError

MAX_LENGTH = 1_000  # characters


class MaximumLengthValidator:
    """Refuse a password that would only keep the hasher busy."""

    def __init__(self, max_length: int = MAX_LENGTH) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: object | None = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(
                f"Use a password of at most {self.max_length} characters.",
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return f"Your password can have up to {self.max_length} characters."
