"""How much somebody wrote of late, day by day."""

from datetime import date, timedelta

from django.db.models import BigIntegerField, F, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from posts.days import Daily, Days, start_of_week
from posts.models import Post, Viewer, audiences_counted

WEEKS = 26
MOST = 5_000  # rows by one author, the newest, that are looked at


def first_day() -> date:
    """Return the day that the first of the weeks begins with; the last one is this week."""
    return start_of_week(timezone.localdate()) - timedelta(weeks=WEEKS - 1)


def written_by(author: User, viewer: Viewer, *, follows: bool) -> Daily | None:
    """Return how many posts the author wrote per day; None if there are none to tell of.

    They are those that the viewer may see and that the author's counts tell of. Of who wrote
    more than are looked at, the days that were not looked at wholly are left out: so each
    number is exact, and the cost does not grow with what somebody writes. (That it begins
    late tells a viewer that there is much, which may not all be for them, and not what.)

    Args:
        follows: whether the viewer follows the author.
    """
    days = Days.since(first_day())
    before, tomorrow = days.keys[0] - 1, days.keys[-1]
    rows = Post.objects.by(author).filter(pk__gt=before, pk__lt=tomorrow)
    # One step of the index for each row looked at, be it a repost or not for the viewer.
    one_more = Subquery(rows.order_by("-pk").values("pk")[MOST : MOST + 1])
    end = Coalesce(one_more, Value(before), output_field=BigIntegerField())
    counted = rows.visible_to(viewer).filter(
        audience__in=audiences_counted(viewer, author.pk, follows=follows)
    )
    found = list(counted.annotate(end=end).filter(pk__gt=F("end")).values_list("pk", "end"))
    if not found:
        return None
    whole = days.after(found[0][1])
    daily = whole.count([key for key, _ in found])
    return daily if daily.total else None
