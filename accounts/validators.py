"""Validators beside Django's own, and how several of them speak with one voice."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

MAX_LENGTH = 1_000  # characters


class MaximumLengthValidator:
    """Refuse a password that would only keep the hasher busy."""

    def __init__(self, max_length: int = MAX_LENGTH) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: object | None = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(
                ngettext(
                    "Use a password of at most %(most)d character.",
                    "Use a password of at most %(most)d characters.",
                    self.max_length,
                ),
                code="password_too_long",
                params={"most": self.max_length},
            )

    def get_help_text(self) -> str:
        return ngettext(
            "Your password can have up to %(most)d character.",
            "Your password can have up to %(most)d characters.",
            self.max_length,
        ) % {"most": self.max_length}


def check_all(*checks: Callable[[], object]) -> None:
    """Run every check, also after one that refuses, so that one answer tells all.

    Raises:
        ValidationError: by field, what any of them refused.
    """
    errors: dict[str, list[ValidationError]] = {}
    for check in checks:
        try:
            check()
        except ValidationError as refusal:
            errors = refusal.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)
