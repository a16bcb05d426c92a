"""What happened to an account: kept for its owner to see, for a while."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Attempt, SecurityEvent, User
from accounts.origins import INSIDE, Origin

KEPT = timedelta(days=90)
ATTEMPTS_KEPT = timedelta(days=30)
RECENT = 20  # entries


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened, from a device on a network; both may be unknown."""

    what: str
    at: datetime
    device: str
    network: str


def record(user: User, kind: SecurityEvent.Kind, origin: Origin = INSIDE) -> None:
    SecurityEvent.objects.create(
        user=user, kind=kind, device=origin.device, network=origin.network
    )


def recent_history(user: User) -> list[Entry]:
    """Return what happened of late, failures to sign in as well, newest first."""
    entries = sorted(_entries(user), key=lambda entry: entry.at, reverse=True)
    return entries[:RECENT]


def _entries(user: User) -> Iterator[Entry]:
    for event in SecurityEvent.objects.of(user)[:RECENT]:
        yield Entry(event.get_kind_display(), event.at, event.device, event.network)
    failures = Attempt.objects.filter(user=user, door=Attempt.Door.SIGN_IN)
    for failure in failures.order_by("-pk")[:RECENT]:
        yield Entry("Failed to sign in", failure.at, "", failure.network)


def forget_old() -> None:
    """Delete what is older than we promise to keep it."""
    now = timezone.now()
    SecurityEvent.objects.filter(at__lt=now - KEPT).delete()
    Attempt.objects.filter(at__lt=now - ATTEMPTS_KEPT).delete()
