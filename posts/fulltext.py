"""SQLite's index of words, and the triggers that keep it as `PostWords` is.

Installed after every `migrate`, for the reasons that posts/triggers.py tells.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connections, transaction

# Only our blanks separate: all that is not ASCII is part of a word to this tokenizer.
TABLE = """
    CREATE VIRTUAL TABLE IF NOT EXISTS posts_postwords_fts USING fts5(
        words, content='posts_postwords', content_rowid='post_id',
        tokenize="ascii tokenchars '_@#:'"
    )
"""
ADD = "INSERT INTO posts_postwords_fts (rowid, words) VALUES (NEW.post_id, NEW.words);"
REMOVE = """
    INSERT INTO posts_postwords_fts (posts_postwords_fts, rowid, words)
    VALUES ('delete', OLD.post_id, OLD.words);
"""
TRIGGERS = {
    "posts_postwords_added": f"AFTER INSERT ON posts_postwords BEGIN {ADD} END",
    "posts_postwords_removed": f"AFTER DELETE ON posts_postwords BEGIN {REMOVE} END",
    "posts_postwords_changed": f"AFTER UPDATE ON posts_postwords BEGIN {REMOVE} {ADD} END",
}


def install(using: str, **kwargs: Any) -> None:
    """Install the index; fill it anew if its triggers were not there. For `post_migrate`."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    if "posts_postwords" not in connection.introspection.table_names():
        return  # migrated back
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        missing = set(TRIGGERS) - {name for (name,) in cursor.fetchall()}
        for name, sql in TRIGGERS.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"CREATE TRIGGER {name} {sql}")
        if missing:
            cursor.execute(
                "INSERT INTO posts_postwords_fts (posts_postwords_fts) VALUES ('rebuild')"
            )


def remove(using: str, plan: Sequence[object], **kwargs: Any) -> None:
    """Take the triggers out of the migrations' way. For `pre_migrate`."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
