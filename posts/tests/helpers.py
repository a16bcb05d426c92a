"""What tests of several pages do."""

from typing import Any

import pytest
from django.db import connection

from posts import services
from posts.models import Post


def revise(post: Post, body: str, **changes: Any) -> bool:
    """Have its author change it."""
    says = {"warning": post.warning, "language": post.language} | changes
    return services.revise(post, by=post.author, body=body, **says)


def wait_until_somebody_waits() -> None:
    """Return once another connection to this database, PostgreSQL, waits for a lock."""
    waits = """
        SELECT EXISTS (
            SELECT FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND datname = current_database()
        )
    """
    with connection.cursor() as cursor:
        for _ in range(100):
            cursor.execute("SELECT pg_sleep(0.02), pg_stat_clear_snapshot()")
            cursor.execute(waits)
            if cursor.fetchone() == (True,):
                return
    pytest.fail("nobody came")
