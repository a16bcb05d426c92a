"""How often each error happened since the last mail about it."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import portalocker
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache

PERIOD = 3600  # seconds in which one mail is sent for one error
COUNT_KEPT = 30 * 24 * 3600  # seconds
LOCK_WAIT = 5  # seconds for another process to be done counting

logger = logging.getLogger(__name__)


class Counts:
    """How often each error happened since the last mail about it, for all processes together.

    Kept in the cache where that is shared; else in a directory; and for this process alone
    where neither can be had. A lock makes one of several processes the one that mails.
    """

    def __init__(self, directory: Path | None) -> None:
        self.directory = directory
        self.own = LocMemCache(f"error_mail {id(self)}", {})

    def add(self, error: str) -> None:
        self._on_store(lambda store: self._add(store, error, 1))

    def take_if_due(self, error: str) -> int:
        """Return the count and begin anew; 0 while the hour of the last mail lasts."""
        return self._on_store(lambda store: self._take_if_due(store, error))

    def give_back(self, error: str, count: int) -> None:
        """Undo a `take_if_due` whose mail could not be sent, so that the next one is."""

        def undo(store: BaseCache) -> int:
            store.delete(f"error_mail:mailed:{error}")
            return self._add(store, error, count)

        self._on_store(undo)

    def _on_store(self, act: Callable[[BaseCache], int]) -> int:
        shared = not isinstance(caches["default"], LocMemCache)
        try:
            if shared:
                return act(caches["default"])
        except Exception:  # the cache is down; the next best does
            logger.debug("the cache does not answer", exc_info=True)
        if self.directory:
            try:
                with _lock(self.directory):
                    return act(FileBasedCache(str(self.directory), {}))
            except Exception:  # no room, no right, or a file that cannot be read
                logger.debug("%s cannot be used", self.directory, exc_info=True)
        return act(self.own)

    @staticmethod
    def _add(store: BaseCache, error: str, count: int) -> int:
        store.add(f"error_mail:count:{error}", 0, COUNT_KEPT)
        return store.incr(f"error_mail:count:{error}", count)

    @staticmethod
    def _take_if_due(store: BaseCache, error: str) -> int:
        count: int = store.get(f"error_mail:count:{error}", 0)
        if not count or not store.add(f"error_mail:mailed:{error}", True, PERIOD):
            return 0
        store.set(f"error_mail:count:{error}", 0, COUNT_KEPT)
        return count


def _lock(directory: Path) -> AbstractContextManager[object]:
    directory.mkdir(parents=True, exist_ok=True)
    return portalocker.Lock(directory / "lock", timeout=LOCK_WAIT)
