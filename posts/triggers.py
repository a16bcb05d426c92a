"""The triggers that keep tallies and tombstones and let reposts go with what they show.

In SQLite's words and in PostgreSQL's.

They are installed after every `migrate` and not by a migration: SQLite drops them whenever
Django rebuilds a table to alter it, and cannot rebuild one that another's trigger names.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connections, transaction

SQLITE = {
    "posts_tally_post_added": """
        AFTER INSERT ON posts_post BEGIN
            INSERT INTO posts_tally
                (user_id, posts, members_posts, followers_posts, followers, following)
            SELECT
                NEW.author_id, NEW.audience = 'everyone', NEW.audience = 'members',
                NEW.audience = 'followers', 0, 0
            WHERE NEW.body <> ''
            ON CONFLICT (user_id) DO UPDATE SET
                posts = posts + excluded.posts,
                members_posts = members_posts + excluded.members_posts,
                followers_posts = followers_posts + excluded.followers_posts;
            INSERT INTO posts_posttally (post_id, likes, reposts, replies, members_replies)
            SELECT answered.id, 0, 0, NEW.audience = 'everyone', NEW.audience = 'members'
            FROM posts_post AS answered, accounts_user AS author
            WHERE answered.id = NEW.reply_to_id
                AND author.id = NEW.author_id AND author.is_active
            ON CONFLICT (post_id) DO UPDATE SET
                replies = replies + excluded.replies,
                members_replies = members_replies + excluded.members_replies;
            INSERT INTO posts_posttally (post_id, likes, reposts, replies, members_replies)
            SELECT NEW.repost_of_id, 0, is_active, 0, 0
            FROM accounts_user WHERE id = NEW.author_id AND NEW.body = ''
            ON CONFLICT (post_id) DO UPDATE SET reposts = reposts + excluded.reposts;
        END
    """,
    "posts_tally_post_removed": """
        AFTER DELETE ON posts_post BEGIN
            UPDATE posts_tally SET
                posts = posts - (OLD.audience = 'everyone'),
                members_posts = members_posts - (OLD.audience = 'members'),
                followers_posts = followers_posts - (OLD.audience = 'followers')
            WHERE user_id = OLD.author_id AND OLD.body <> '';
            UPDATE posts_posttally SET
                replies = replies - (OLD.audience = 'everyone'),
                members_replies = members_replies - (OLD.audience = 'members')
            WHERE post_id = OLD.reply_to_id
                AND (SELECT is_active FROM accounts_user WHERE id = OLD.author_id);
            UPDATE posts_posttally SET reposts = reposts - 1
            WHERE post_id = OLD.repost_of_id AND OLD.body = ''
                AND (SELECT is_active FROM accounts_user WHERE id = OLD.author_id);
        END
    """,
    "posts_repost_removed": """
        AFTER DELETE ON posts_post WHEN OLD.body <> '' BEGIN
            DELETE FROM posts_post WHERE repost_of_id = OLD.id AND body = '';
        END
    """,
    "posts_tombstone_removed": """
        AFTER DELETE ON posts_post
        WHEN EXISTS (SELECT 1 FROM posts_post WHERE reply_to_id = OLD.id)
            OR EXISTS (SELECT 1 FROM posts_tombstone WHERE reply_to_id = OLD.id)
        BEGIN
            INSERT INTO posts_tombstone (id, reply_to_id, hidden_at)
            VALUES (OLD.id, OLD.reply_to_id, OLD.hidden_at)
            ON CONFLICT DO NOTHING;
        END
    """,
    "posts_tally_follow_added": """
        AFTER INSERT ON posts_follow BEGIN
            INSERT INTO posts_tally
                (user_id, posts, members_posts, followers_posts, followers, following)
            SELECT NEW.follower_id, 0, 0, 0, 0, is_active
            FROM accounts_user WHERE id = NEW.followed_id
            UNION ALL
            SELECT NEW.followed_id, 0, 0, 0, is_active, 0
            FROM accounts_user WHERE id = NEW.follower_id
            ON CONFLICT (user_id) DO UPDATE SET
                followers = followers + excluded.followers,
                following = following + excluded.following;
        END
    """,
    "posts_tally_follow_removed": """
        AFTER DELETE ON posts_follow BEGIN
            UPDATE posts_tally SET following = following - 1
            WHERE user_id = OLD.follower_id
            AND (SELECT is_active FROM accounts_user WHERE id = OLD.followed_id);
            UPDATE posts_tally SET followers = followers - 1
            WHERE user_id = OLD.followed_id
            AND (SELECT is_active FROM accounts_user WHERE id = OLD.follower_id);
        END
    """,
    "posts_tally_like_added": """
        AFTER INSERT ON posts_like BEGIN
            INSERT INTO posts_posttally (post_id, likes, reposts, replies, members_replies)
            SELECT NEW.post_id, is_active, 0, 0, 0 FROM accounts_user WHERE id = NEW.member_id
            ON CONFLICT (post_id) DO UPDATE SET likes = likes + excluded.likes;
        END
    """,
    "posts_tally_like_removed": """
        AFTER DELETE ON posts_like BEGIN
            UPDATE posts_posttally SET likes = likes - 1
            WHERE post_id = OLD.post_id
            AND (SELECT is_active FROM accounts_user WHERE id = OLD.member_id);
        END
    """,
    "posts_tally_user_hidden": """
        AFTER UPDATE OF is_active ON accounts_user WHEN OLD.is_active <> NEW.is_active BEGIN
            UPDATE posts_tally SET followers = followers + NEW.is_active - OLD.is_active
            WHERE user_id IN (SELECT followed_id FROM posts_follow WHERE follower_id = NEW.id);
            UPDATE posts_tally SET following = following + NEW.is_active - OLD.is_active
            WHERE user_id IN (SELECT follower_id FROM posts_follow WHERE followed_id = NEW.id);
            UPDATE posts_posttally SET likes = likes + NEW.is_active - OLD.is_active
            WHERE post_id IN (SELECT post_id FROM posts_like WHERE member_id = NEW.id);
            UPDATE posts_posttally SET reposts = reposts + NEW.is_active - OLD.is_active
            WHERE post_id IN (
                SELECT repost_of_id FROM posts_post WHERE author_id = NEW.id AND body = ''
            );
            UPDATE posts_posttally SET
                replies = posts_posttally.replies
                    + change.replies * (NEW.is_active - OLD.is_active),
                members_replies = posts_posttally.members_replies
                    + change.members_replies * (NEW.is_active - OLD.is_active)
            FROM (
                SELECT reply_to_id, SUM(audience = 'everyone') AS replies,
                    SUM(audience = 'members') AS members_replies
                FROM posts_post WHERE author_id = NEW.id GROUP BY reply_to_id
            ) AS change
            WHERE post_id = change.reply_to_id;
        END
    """,
}

# How many posts of each author, by audience, are added or removed.
WRITTEN = """
    SELECT author_id AS user_id,
        COUNT(*) FILTER (WHERE audience = 'everyone') AS posts,
        COUNT(*) FILTER (WHERE audience = 'members') AS members_posts,
        COUNT(*) FILTER (WHERE audience = 'followers') AS followers_posts
    FROM changed WHERE body <> '' GROUP BY author_id
"""

# What a follow that is added or removed changes: each side counts the other if it is visible.
SIDES = """
    SELECT user_id, SUM(followers) AS followers, SUM(following) AS following
    FROM (
        SELECT followed_id AS user_id, is_active::int AS followers, 0 AS following
        FROM changed JOIN accounts_user ON accounts_user.id = follower_id
        UNION ALL
        SELECT follower_id, 0, is_active::int
        FROM changed JOIN accounts_user ON accounts_user.id = followed_id
    ) AS side
    GROUP BY user_id
"""

ANSWERED = """
    SELECT answered.id AS post_id,
        COUNT(*) FILTER (WHERE changed.audience = 'everyone') AS replies,
        COUNT(*) FILTER (WHERE changed.audience = 'members') AS members_replies
    FROM changed
    JOIN posts_post AS answered ON answered.id = changed.reply_to_id
    JOIN accounts_user AS author ON author.id = changed.author_id AND author.is_active
    GROUP BY answered.id
"""

REPOSTED = """
    SELECT repost_of_id AS post_id, SUM(is_active::int) AS reposts
    FROM changed JOIN accounts_user ON accounts_user.id = author_id
    WHERE body = ''
    GROUP BY repost_of_id
"""

LIKED = """
    SELECT post_id, SUM(is_active::int) AS likes
    FROM changed JOIN accounts_user ON accounts_user.id = member_id
    GROUP BY post_id
"""

# Triggers per statement, not per row, so that many rows added or removed at once are one
# update of each tally. Two people who follow each other at once must lock the two tallies in
# the same order, or each would wait for the other: hence every ORDER BY. People are locked
# too, against being hidden by one while another counts them as visible.
POSTGRESQL = [
    f"""
        CREATE OR REPLACE FUNCTION posts_tally_post() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM FROM accounts_user
            WHERE id IN (
                SELECT author_id FROM changed WHERE reply_to_id IS NOT NULL OR body = ''
            )
            ORDER BY id FOR SHARE;
            IF TG_OP = 'INSERT' THEN
                INSERT INTO posts_tally
                    (user_id, posts, members_posts, followers_posts, followers, following)
                SELECT user_id, posts, members_posts, followers_posts, 0, 0
                FROM ({WRITTEN}) AS change ORDER BY user_id
                ON CONFLICT (user_id) DO UPDATE SET
                    posts = posts_tally.posts + excluded.posts,
                    members_posts = posts_tally.members_posts + excluded.members_posts,
                    followers_posts = posts_tally.followers_posts + excluded.followers_posts;
                INSERT INTO posts_posttally (post_id, likes, reposts, replies, members_replies)
                SELECT post_id, 0, COALESCE(reposts, 0), COALESCE(replies, 0),
                    COALESCE(members_replies, 0)
                FROM ({ANSWERED}) AS answered
                FULL JOIN ({REPOSTED}) AS reposted USING (post_id)
                ORDER BY post_id
                ON CONFLICT (post_id) DO UPDATE SET
                    reposts = posts_posttally.reposts + excluded.reposts,
                    replies = posts_posttally.replies + excluded.replies,
                    members_replies =
                        posts_posttally.members_replies + excluded.members_replies;
            ELSE
                PERFORM FROM posts_tally
                WHERE user_id IN (SELECT author_id FROM changed)
                ORDER BY user_id FOR UPDATE;
                UPDATE posts_tally SET
                    posts = posts_tally.posts - change.posts,
                    members_posts = posts_tally.members_posts - change.members_posts,
                    followers_posts = posts_tally.followers_posts - change.followers_posts
                FROM ({WRITTEN}) AS change
                WHERE posts_tally.user_id = change.user_id;
                PERFORM FROM posts_posttally
                WHERE post_id IN (
                    SELECT reply_to_id FROM changed UNION SELECT repost_of_id FROM changed
                )
                ORDER BY post_id FOR UPDATE;
                UPDATE posts_posttally SET
                    replies = posts_posttally.replies - change.replies,
                    members_replies = posts_posttally.members_replies - change.members_replies
                FROM ({ANSWERED}) AS change
                WHERE posts_posttally.post_id = change.post_id;
                UPDATE posts_posttally SET reposts = posts_posttally.reposts - change.reposts
                FROM ({REPOSTED}) AS change
                WHERE posts_posttally.post_id = change.post_id;
                IF EXISTS (SELECT FROM changed WHERE body <> '') THEN  -- or it would go on
                    DELETE FROM posts_post
                    WHERE body = '' AND repost_of_id IN (SELECT id FROM changed);
                END IF;
                LOOP  -- upwards, where a post and what it answers go in one statement
                    INSERT INTO posts_tombstone (id, reply_to_id, hidden_at)
                    SELECT id, reply_to_id, hidden_at FROM changed
                    WHERE EXISTS (SELECT FROM posts_post WHERE reply_to_id = changed.id)
                        OR EXISTS (SELECT FROM posts_tombstone WHERE reply_to_id = changed.id)
                    ON CONFLICT DO NOTHING;
                    EXIT WHEN NOT FOUND;
                END LOOP;
            END IF;
            RETURN NULL;
        END $$
    """,  # noqa: S608  # of our own words
    f"""
        CREATE OR REPLACE FUNCTION posts_tally_follow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM FROM accounts_user
            WHERE id IN (SELECT followed_id FROM changed UNION SELECT follower_id FROM changed)
            ORDER BY id FOR SHARE;
            IF TG_OP = 'INSERT' THEN
                INSERT INTO posts_tally
                    (user_id, posts, members_posts, followers_posts, followers, following)
                SELECT user_id, 0, 0, 0, followers, following FROM ({SIDES}) AS change
                ORDER BY user_id
                ON CONFLICT (user_id) DO UPDATE SET
                    followers = posts_tally.followers + excluded.followers,
                    following = posts_tally.following + excluded.following;
            ELSE
                PERFORM FROM posts_tally
                WHERE user_id IN (
                    SELECT followed_id FROM changed UNION SELECT follower_id FROM changed
                )
                ORDER BY user_id FOR UPDATE;
                UPDATE posts_tally SET
                    followers = posts_tally.followers - change.followers,
                    following = posts_tally.following - change.following
                FROM ({SIDES}) AS change
                WHERE posts_tally.user_id = change.user_id;
            END IF;
            RETURN NULL;
        END $$
    """,  # noqa: S608  # of our own words
    f"""
        CREATE OR REPLACE FUNCTION posts_tally_like() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM FROM accounts_user
            WHERE id IN (SELECT member_id FROM changed) ORDER BY id FOR SHARE;
            IF TG_OP = 'INSERT' THEN
                INSERT INTO posts_posttally (post_id, likes, reposts, replies, members_replies)
                SELECT post_id, likes, 0, 0, 0 FROM ({LIKED}) AS change ORDER BY post_id
                ON CONFLICT (post_id) DO UPDATE SET
                    likes = posts_posttally.likes + excluded.likes;
            ELSE
                PERFORM FROM posts_posttally
                WHERE post_id IN (SELECT post_id FROM changed) ORDER BY post_id FOR UPDATE;
                UPDATE posts_posttally SET likes = posts_posttally.likes - change.likes
                FROM ({LIKED}) AS change WHERE posts_posttally.post_id = change.post_id;
            END IF;
            RETURN NULL;
        END $$
    """,  # noqa: S608  # of our own words
    """
        CREATE OR REPLACE FUNCTION posts_tally_user() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            step int := NEW.is_active::int - OLD.is_active::int;
        BEGIN
            PERFORM FROM posts_tally
            WHERE user_id IN (
                SELECT followed_id FROM posts_follow WHERE follower_id = NEW.id
                UNION SELECT follower_id FROM posts_follow WHERE followed_id = NEW.id
            )
            ORDER BY user_id FOR UPDATE;
            UPDATE posts_tally SET followers = followers + step
            WHERE user_id IN (SELECT followed_id FROM posts_follow WHERE follower_id = NEW.id);
            UPDATE posts_tally SET following = following + step
            WHERE user_id IN (SELECT follower_id FROM posts_follow WHERE followed_id = NEW.id);
            PERFORM FROM posts_posttally
            WHERE post_id IN (
                SELECT post_id FROM posts_like WHERE member_id = NEW.id
                UNION SELECT reply_to_id FROM posts_post WHERE author_id = NEW.id
                UNION SELECT repost_of_id FROM posts_post WHERE author_id = NEW.id
            )
            ORDER BY post_id FOR UPDATE;
            UPDATE posts_posttally SET
                replies = posts_posttally.replies + change.replies * step,
                members_replies = posts_posttally.members_replies
                    + change.members_replies * step
            FROM (
                SELECT reply_to_id,
                    COUNT(*) FILTER (WHERE audience = 'everyone') AS replies,
                    COUNT(*) FILTER (WHERE audience = 'members') AS members_replies
                FROM posts_post WHERE author_id = NEW.id GROUP BY reply_to_id
            ) AS change
            WHERE post_id = change.reply_to_id;
            UPDATE posts_posttally SET likes = likes + step
            WHERE post_id IN (SELECT post_id FROM posts_like WHERE member_id = NEW.id);
            UPDATE posts_posttally SET reposts = reposts + step
            WHERE post_id IN (
                SELECT repost_of_id FROM posts_post WHERE author_id = NEW.id AND body = ''
            );
            RETURN NULL;
        END $$
    """,
    """
        CREATE OR REPLACE TRIGGER posts_tally_user_hidden
        AFTER UPDATE OF is_active ON accounts_user
        FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active)
        EXECUTE FUNCTION posts_tally_user()
    """,
    *(
        f"""
        CREATE OR REPLACE TRIGGER {function}_{name} AFTER {event} ON {table}
        REFERENCING {rows} TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION {function}()
        """
        for function, table in (
            ("posts_tally_post", "posts_post"),
            ("posts_tally_follow", "posts_follow"),
            ("posts_tally_like", "posts_like"),
        )
        for name, event, rows in (("added", "INSERT", "NEW"), ("removed", "DELETE", "OLD"))
    ),
]

INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger",
}

RECOUNT = """
    INSERT INTO posts_tally
        (user_id, posts, members_posts, followers_posts, followers, following)
    SELECT id,
        (SELECT COUNT(*) FROM posts_post
            WHERE author_id = person.id AND audience = 'everyone' AND body <> ''),
        (SELECT COUNT(*) FROM posts_post
            WHERE author_id = person.id AND audience = 'members' AND body <> ''),
        (SELECT COUNT(*) FROM posts_post
            WHERE author_id = person.id AND audience = 'followers' AND body <> ''),
        (SELECT COUNT(*) FROM posts_follow JOIN accounts_user AS follower
            ON follower.id = follower_id AND follower.is_active WHERE followed_id = person.id),
        (SELECT COUNT(*) FROM posts_follow JOIN accounts_user AS followed
            ON followed.id = followed_id AND followed.is_active WHERE follower_id = person.id)
    FROM accounts_user AS person
"""

RECOUNT_OF_POSTS = """
    INSERT INTO posts_posttally (post_id, likes, reposts, replies, members_replies)
    SELECT post_id, SUM(likes), SUM(reposts), SUM(replies), SUM(members_replies)
    FROM (
        SELECT post_id, 1 AS likes, 0 AS reposts, 0 AS replies, 0 AS members_replies
        FROM posts_like JOIN accounts_user ON accounts_user.id = member_id AND is_active
        UNION ALL
        SELECT repost_of_id, 0, 1, 0, 0
        FROM posts_post JOIN accounts_user ON accounts_user.id = author_id AND is_active
        WHERE body = ''
        UNION ALL
        SELECT answered.id, 0, 0, CASE reply.audience WHEN 'everyone' THEN 1 ELSE 0 END,
            CASE reply.audience WHEN 'members' THEN 1 ELSE 0 END
        FROM posts_post AS reply
        JOIN posts_post AS answered ON answered.id = reply.reply_to_id
        JOIN accounts_user AS author ON author.id = reply.author_id AND author.is_active
    ) AS deed
    GROUP BY post_id
"""


def install(using: str, **kwargs: Any) -> None:
    """Install the triggers; count anew if they were not there, as nobody kept count then.

    A receiver of `post_migrate`.
    """
    connection = connections[using]
    if "posts_tombstone" not in connection.introspection.table_names():
        return  # migrated back to nothing
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
        missing = {name for name in SQLITE if name.startswith("posts_tally")} - there
        for sql in _statements(connection.vendor):
            cursor.execute(sql)
        if missing:
            cursor.execute("DELETE FROM posts_tally")
            cursor.execute(RECOUNT)
            cursor.execute("DELETE FROM posts_posttally")
            cursor.execute(RECOUNT_OF_POSTS)


def remove(using: str, plan: Sequence[tuple[Any, bool]], **kwargs: Any) -> None:
    """Take the triggers out of the way before migrations, of whichever app, run.

    Always on SQLite. On PostgreSQL where one goes back alone, for there they would write to
    columns that are gone by then; to count all anew is too dear to do it each time.

    A receiver of `pre_migrate`; the plan says of each migration whether it is undone.
    """
    connection = connections[using]
    back = any(undone for _, undone in plan)
    with connection.cursor() as cursor:
        if plan and connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        elif back and connection.vendor == "postgresql":
            for function in ("post", "follow", "like", "user"):
                cursor.execute(f"DROP FUNCTION IF EXISTS posts_tally_{function} CASCADE")


def _statements(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield from POSTGRESQL
        return
    for name, sql in SQLITE.items():
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} {sql}"
