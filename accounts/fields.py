"""Model fields that keep a rule of their own."""

from typing import Any

from django.db import models

from accounts.text import clean_text, folded


class CleanCharField(models.CharField):  # type: ignore[type-arg]  # no subscript at run time
    """Text in the one form that `clean_text` brings it to, whatever form it is typed in."""

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(clean_text(value), model_instance)


class FoldedField(models.TextField):  # type: ignore[type-arg]  # no subscript at run time
    """What `folded` makes of another field, whenever that is saved."""

    def __init__(self, *, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs |= {"editable": False, "default": ""}
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = folded(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value
