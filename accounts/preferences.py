"""In which language and time zone a member may read."""

import zoneinfo
from functools import cache

from django.conf import settings

# The areas of the world; what else is there are old names and offsets for machines.
# fmt: off
AREAS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific",
)
# fmt: on


def languages() -> list[tuple[str, str]]:
    """Return those that the site speaks, as choices."""
    return list(settings.LANGUAGES)


@cache
def time_zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the world's, as choices in groups by area."""
    places: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in sorted(zoneinfo.available_timezones()):
        area, _, place = name.partition("/")
        if place and area in places:
            places[area].append((name, place.replace("_", " ").replace("/", ", ")))
    return [("World", [("UTC", "UTC")]), *places.items()]
