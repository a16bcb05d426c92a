"""What happened to an account: kept for its owner to see, for a while."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Attempt, SecurityEvent, User
from accounts.origins import INSIDE, Origin

KEPT = timedelta(days=90)
ATTEMPTS_KEPT = timedelta(days=30)


def record(user: User, kind: SecurityEvent.Kind, origin: Origin = INSIDE) -> None:
    SecurityEvent.objects.create(
        user=user, kind=kind, device=origin.device, network=origin.network
    )


def forget_old() -> None:
    """Delete what is older than we promise to keep it."""
    now = timezone.now()
    SecurityEvent.objects.filter(at__lt=now - KEPT).delete()
    Attempt.objects.filter(at__lt=now - ATTEMPTS_KEPT).delete()
