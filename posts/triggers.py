"""The triggers that keep `Tally`, in SQLite's words and in PostgreSQL's.

They are installed after every `migrate` and not by a migration: SQLite drops them whenever
Django rebuilds a table to alter it.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE = {
    "posts_tally_post_added": """
        AFTER INSERT ON posts_post BEGIN
            INSERT INTO posts_tally (user_id, posts, followers, following)
            VALUES (NEW.author_id, 1, 0, 0)
            ON CONFLICT (user_id) DO UPDATE SET posts = posts + 1;
        END
    """,
    "posts_tally_post_removed": """
        AFTER DELETE ON posts_post BEGIN
            UPDATE posts_tally SET posts = posts - 1 WHERE user_id = OLD.author_id;
        END
    """,
    "posts_tally_follow_added": """
        AFTER INSERT ON posts_follow BEGIN
            INSERT INTO posts_tally (user_id, posts, followers, following)
            VALUES (NEW.follower_id, 0, 0, 1), (NEW.followed_id, 0, 1, 0)
            ON CONFLICT (user_id) DO UPDATE SET
                followers = followers + excluded.followers,
                following = following + excluded.following;
        END
    """,
    "posts_tally_follow_removed": """
        AFTER DELETE ON posts_follow BEGIN
            UPDATE posts_tally SET following = following - 1 WHERE user_id = OLD.follower_id;
            UPDATE posts_tally SET followers = followers - 1 WHERE user_id = OLD.followed_id;
        END
    """,
}

# Two people who follow each other at once must lock the two tallies in the same order, or
# each would wait for the other: hence every ORDER BY.
POSTGRESQL = {
    "posts_tally_post": """
        CREATE OR REPLACE FUNCTION posts_tally_post() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                INSERT INTO posts_tally (user_id, posts, followers, following)
                VALUES (NEW.author_id, 1, 0, 0)
                ON CONFLICT (user_id) DO UPDATE SET posts = posts_tally.posts + 1;
            ELSE
                UPDATE posts_tally SET posts = posts - 1 WHERE user_id = OLD.author_id;
            END IF;
            RETURN NULL;
        END $$;
        CREATE OR REPLACE TRIGGER posts_tally_post AFTER INSERT OR DELETE ON posts_post
        FOR EACH ROW EXECUTE FUNCTION posts_tally_post();
    """,
    "posts_tally_follow": """
        CREATE OR REPLACE FUNCTION posts_tally_follow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                INSERT INTO posts_tally (user_id, posts, followers, following)
                SELECT user_id, 0, followers, following
                FROM (VALUES (NEW.follower_id, 0, 1), (NEW.followed_id, 1, 0))
                    AS change (user_id, followers, following)
                ORDER BY user_id
                ON CONFLICT (user_id) DO UPDATE SET
                    followers = posts_tally.followers + excluded.followers,
                    following = posts_tally.following + excluded.following;
            ELSE
                PERFORM FROM posts_tally
                WHERE user_id IN (OLD.follower_id, OLD.followed_id)
                ORDER BY user_id FOR UPDATE;
                UPDATE posts_tally SET following = following - 1
                WHERE user_id = OLD.follower_id;
                UPDATE posts_tally SET followers = followers - 1
                WHERE user_id = OLD.followed_id;
            END IF;
            RETURN NULL;
        END $$;
        CREATE OR REPLACE TRIGGER posts_tally_follow AFTER INSERT OR DELETE ON posts_follow
        FOR EACH ROW EXECUTE FUNCTION posts_tally_follow();
    """,
}

INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger",
}

RECOUNT = """
    INSERT INTO posts_tally (user_id, posts, followers, following)
    SELECT id,
        (SELECT COUNT(*) FROM posts_post WHERE author_id = accounts_user.id),
        (SELECT COUNT(*) FROM posts_follow WHERE followed_id = accounts_user.id),
        (SELECT COUNT(*) FROM posts_follow WHERE follower_id = accounts_user.id)
    FROM accounts_user
"""


def install(using: str, **kwargs: Any) -> None:
    """Install the triggers; count anew if they were not there, as nobody kept count then.

    A receiver of `post_migrate`.
    """
    connection = connections[using]
    if "posts_tally" not in connection.introspection.table_names():
        return  # migrated back to nothing
    triggers = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        missing = triggers.keys() - {name for (name,) in cursor.fetchall()}
    for name, sql in triggers.items():
        _replace(connection, name, sql)
    if missing:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM posts_tally")
            cursor.execute(RECOUNT)


def _replace(connection: BaseDatabaseWrapper, name: str, sql: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            sql = f"CREATE TRIGGER {name} {sql}"
        cursor.execute(sql)
