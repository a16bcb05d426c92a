"""Ids of posts: 64-bit integers that sort by time."""

import secrets
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
RANDOM_BITS = 16


def first_post_id(at: datetime) -> int:
    """Return the least id that a post made at `at` can have.

    Raises:
        ValueError: `at` is earlier than 1970.
    """
    if at < EPOCH:
        raise ValueError(f"no post id before 1970: {at}")
    return (at - EPOCH) // MILLISECOND << RANDOM_BITS


def new_post_id(at: datetime) -> int:
    """Return an id for a post made at `at`; ids sort as their times do.

    63 bits: whole milliseconds since 1970 (UTC), then 16 random bits. Two posts of
    one millisecond draw the same id once in 65,536 times.

    Source: Snowflake's layout with chance in place of a machine's number,
    https://github.com/twitter-archive/snowflake/tree/snowflake-2010

    Raises:
        ValueError: `at` is earlier than 1970.
    """
    return first_post_id(at) | secrets.randbits(RANDOM_BITS)
