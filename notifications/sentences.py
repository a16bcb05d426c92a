"""How a notification is said, in the language of who reads it."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from notifications.listing import MOST, Entry
from notifications.models import Kind

Text = TypeVar("Text", bound=str)


def full(entry: Entry, draw: Callable[[User], Text], fill: Callable[..., Text]) -> Text:
    """Return who did what: both of two, and of more the latest, by name.

    Args:
        draw: returns a person's name, as it is to stand in the sentence.
        fill: puts it there: `str.format`, or `format_html`.
    """
    names = {"name": draw(entry.named[0]), "other": draw(entry.named[-1])}
    who = fill(_who(entry.count), **names, count=min(entry.count, MOST - 1) - 1)
    return fill(_deed(entry.kind, entry.count), who=who)


def short(entry: Entry) -> str:
    """Return the same with one name alone."""
    who = _("{name} and others") if entry.count > 1 else "{name}"
    who = who.format(name=entry.people[0].username)
    return _deed(entry.kind, entry.count).format(who=who)


def _who(count: int) -> str:
    if count == 1:
        return "{name}"
    if count == 2:
        return _("{name} and {other}")
    if count >= MOST:  # nobody counted further
        return _("{name} and more than {count} others")
    return ngettext("{name} and {count} other", "{name} and {count} others", count - 1)


def _deed(kind: Kind, count: int) -> str:
    # English has one form for both; others do not.
    return {
        Kind.MENTION: ngettext("{who} mentioned you", "{who} mentioned you", count),
        Kind.REPLY: ngettext("{who} replied to you", "{who} replied to you", count),
        Kind.QUOTE: ngettext("{who} quoted you", "{who} quoted you", count),
        Kind.LIKE: ngettext("{who} liked your post", "{who} liked your post", count),
        Kind.REPOST: ngettext("{who} reposted your post", "{who} reposted your post", count),
        Kind.FOLLOW: ngettext("{who} followed you", "{who} followed you", count),
        Kind.REQUEST: ngettext("{who} asked to follow you", "{who} asked to follow you", count),
        Kind.ACCEPTED: ngettext(
            "{who} accepted your follow request", "{who} accepted your follow request", count
        ),
    }[kind]
