"""Answers that are kept for a while in the cache, and found anew where it is down."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from django.core.cache import cache

DAY = 24 * 60 * 60  # seconds that an answer may stand in for the next one
FINDING = 30  # seconds that whoever finds the next one has for it

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")


def kept(key: str, find: Callable[[], Answer], *, seconds: int) -> Answer:
    """Return what `find` finds, or found so many seconds ago at most.

    When that is over, one asks anew, and whoever comes meanwhile gets what was found last.
    """
    try:
        found: tuple[float, Answer] | None = cache.get(key)
        if found and (time.time() - found[0] < seconds or not cache.add(f"{key}/", 1, FINDING)):
            return found[1]
    except Exception:  # whatever the cache is, and whatever it has
        logger.warning("the cache does not answer", exc_info=True)
        return find()
    answer = find()
    with suppress(Exception):
        cache.set(key, (time.time(), answer), DAY)
        cache.delete(f"{key}/")
    return answer
