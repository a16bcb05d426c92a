"""Model fields that keep a rule of their own."""

from typing import Any

from django.db import models

from accounts.text import clean_text


class CleanCharField(models.CharField):  # type: ignore[type-arg]  # no subscript at run time
    """Text in the one form that `clean_text` brings it to, whatever form it is typed in."""

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(clean_text(value), model_instance)
