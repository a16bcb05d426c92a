"""Rules about how far members have read."""

from accounts.models import User
from posts.models import ReadMark


def read_home(*, member: User, up_to: int) -> int | None:
    """Note up to where the member has read home now; it never goes back.

    Nothing is written where nothing is new.

    Returns:
        Up to where they had read before; None if they never did.
    """
    before = ReadMark.objects.home_of(member)
    if before is None:
        ReadMark.objects.bulk_create([ReadMark(member=member)], ignore_conflicts=True)
    if before is None or before < up_to:
        ReadMark.objects.filter(member=member, home__lt=up_to).update(home=up_to)
    return before
