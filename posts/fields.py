"""A column of words to search in: text on SQLite, `tsvector` on PostgreSQL."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """All of the `wanted` phrases, at least one, and none of the `unwanted`."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...] = ()

    def fts5(self) -> str:
        wanted = " AND ".join(f'"{" ".join(phrase)}"' for phrase in self.wanted)
        unwanted = " OR ".join(f'"{" ".join(phrase)}"' for phrase in self.unwanted)
        return f"({wanted}) NOT ({unwanted})" if unwanted else wanted

    def tsquery(self) -> str:
        wanted = [_tsquery(phrase) for phrase in self.wanted]
        return " & ".join([*wanted, *(f"!{_tsquery(phrase)}" for phrase in self.unwanted)])


def _tsquery(phrase: Phrase) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in phrase) + ")"


class WordsField(models.Field[str, str]):
    """Words separated by blanks, none of which has a quote or a backslash in it."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(
        self, value: Any, compiler: Any, connection: BaseDatabaseWrapper
    ) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        if connection.vendor != "postgresql":
            return value
        # Spelled out, so that PostgreSQL's own parser splits nothing in its own way.
        return " ".join(f"'{word}':{at}" for at, word in enumerate(value.split(), 1))


@WordsField.register_lookup
class Matches(models.Lookup[Expression]):
    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(
        self, compiler: Any, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} @@ %s::tsquery", (*params, self.rhs.tsquery())
        key = column.rpartition(".")[0] + '."post_id"'
        found = "SELECT rowid FROM posts_postwords_fts WHERE posts_postwords_fts MATCH %s"
        return f"{key} IN ({found})", (*params, self.rhs.fts5())
