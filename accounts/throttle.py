"""How often one may knock at a door that strangers can knock on.

Counted in the database, per account and per network. The cache could be down or emptied, and
then everyone could guess without end, or nobody could sign in.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Attempt, User
from accounts.origins import Origin

Door = Attempt.Door

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` attempts in any `period`."""

    count: int
    period: timedelta


# A botnet guesses at one account from many networks; a loud host at many accounts from one.
PER_ACCOUNT = {
    Door.SIGN_IN: [Limit(10, timedelta(minutes=15)), Limit(50, timedelta(days=1))],
    Door.RESET: [Limit(3, timedelta(hours=1))],
    Door.VERIFY: [Limit(5, timedelta(hours=1))],
}
# Generous: a class or an office is one network.
PER_NETWORK = {
    Door.SIGN_IN: [Limit(50, timedelta(minutes=15))],
    Door.JOIN: [Limit(60, timedelta(hours=1))],
    Door.RESET: [Limit(20, timedelta(hours=1))],
    Door.KEEP: [Limit(60, timedelta(hours=1))],
    Door.VERIFY: [Limit(30, timedelta(hours=1))],
}


class ThrottledError(Exception):
    """Too many attempts; `wait` is the time until the next one is let through."""

    def __init__(self, door: Door, wait: timedelta) -> None:
        super().__init__(f"too many attempts at {door}, wait {wait}")
        self.door, self.wait = door, wait


def attempt(door: Door, origin: Origin, *, name: str = "", user: User | None = None) -> Attempt:
    """Count an attempt, which whoever calls deletes if it need not count after all.

    The owner's own browsers are not kept waiting for what others do: one that the member has
    signed in with before is counted alone.

    Args:
        name: what was typed, which is kept as a hash. A name and an address are counted
            apart, or the count of the one would tell whose the other is.
        user: whose account it is about, if anybody's.

    Raises:
        ThrottledError: there were too many.
    """
    mark, _, known = origin.known.partition(":")
    is_theirs = user is not None and mark == mark_of(user)
    row = Attempt(
        door=door,
        network=origin.network,
        account=_hash(name) if name else "",
        known=known if door is Door.SIGN_IN and is_theirs else "",
        user=user,
    )
    _refuse_if_over(row, own=0)  # before anything is written: who floods us shall cost little
    try:
        row.save(force_insert=True)
    except IntegrityError:  # the user is deleted in this very moment
        row.user = None
        row.save(force_insert=True)
    try:
        # Once more: of many guesses at the same time each sees those that were quicker.
        _refuse_if_over(row, own=1)
    except ThrottledError:
        row.delete()
        raise
    return row


def mark_of(user: User) -> str:
    """Return what a browser must show to be known for the user; a new password ends it."""
    digest = salted_hmac("accounts.throttle.mark", user.password).hexdigest()
    return f"{user.pk}-{digest[:16]}"


def forgive(user: User) -> None:
    """Forget the failures to sign in to the user's account: they have a new password."""
    Attempt.objects.filter(door=Door.SIGN_IN, user=user).delete()


def _refuse_if_over(row: Attempt, *, own: int) -> None:
    waits = [wait for limit, key in _limits(row) if (wait := _wait(row, limit, key, own))]
    if waits:
        logger.warning("too many attempts: %s from %s", row.door, row.network)
        raise ThrottledError(Door(row.door), max(waits))


def _limits(row: Attempt) -> Iterable[tuple[Limit, dict[str, str]]]:
    door = Door(row.door)
    if row.account:
        key = {"account": row.account, "known": row.known}
        yield from ((limit, key) for limit in PER_ACCOUNT.get(door, []))
    if row.network and not row.known:
        key = {"network": row.network, "known": ""}
        yield from ((limit, key) for limit in PER_NETWORK.get(door, []))


def _wait(row: Attempt, limit: Limit, key: dict[str, str], own: int) -> timedelta | None:
    """Return the time until one of the last `limit.count` attempts is old enough, if any."""
    since = row.at - limit.period
    attempts = Attempt.objects.filter(door=row.door, at__gt=since, **key).order_by("-at")
    last = limit.count + own - 1
    oldest: datetime | None = attempts.values_list("at", flat=True)[last : last + 1].first()
    return oldest + limit.period - timezone.now() if oldest else None


def _hash(account: str) -> str:
    # In capitals, as the database compares.
    return salted_hmac("accounts.throttle", account.upper(), algorithm="sha256").hexdigest()
