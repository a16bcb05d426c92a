"""Model fields that keep a rule of their own."""

import sys
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import lookups

from accounts.text import clean_text, words


class CleanCharField(models.CharField):  # type: ignore[type-arg]  # no subscript at run time
    """Text in the one form that `clean_text` brings it to, whatever form it is typed in."""

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(clean_text(value), model_instance)


class FoldedField(models.TextField):  # type: ignore[type-arg]  # no subscript at run time
    """The words of another field, to find it by without case and accents.

    Written whenever a row is saved or created, however few `update_fields` there are: see
    `User.save`. An `update()` or `bulk_update()` of the other goes past it and has to set both.
    """

    def __init__(self, *, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs |= {"editable": False, "default": ""}
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = " ".join(words(getattr(model_instance, self.of)))
        setattr(model_instance, self.attname, value)
        return value

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Order by code points, as SQLite does: the index then knows what starts alike."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


@FoldedField.register_lookup
class StartsWith(lookups.StartsWith):
    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        """Ask for a range: SQLite's LIKE looks at every row."""
        column, params = self.process_lhs(compiler, connection)
        after = f"{self.rhs}{chr(sys.maxunicode)}"
        return f"{column} >= %s AND {column} < %s", (*params, self.rhs, *params, after)
