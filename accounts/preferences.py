"""In which language and time zone a member may read."""

import zoneinfo
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The areas of the world; what else is there are old names and offsets for machines.
AREAS: dict[str, "StrOrPromise"] = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


def languages() -> list[tuple[str, str]]:
    """Return those that the site speaks, as choices."""
    return list(settings.LANGUAGES)


@cache
def time_zones() -> list[tuple["StrOrPromise", list[tuple[str, str]]]]:
    """Return the world's, as choices in groups by area."""
    places: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in sorted(zoneinfo.available_timezones()):
        area, slash, place = name.partition("/")
        if slash and area in places:
            places[area].append((name, place.replace("_", " ").replace("/", ", ")))
    groups = [(name, places[area]) for area, name in AREAS.items()]
    return [(_("World"), [("UTC", "UTC")]), *groups]
