"""How many notifications wait, on every page of a member."""

from django import template

from accounts.models import User
from notifications.listing import unread_count
from notifications.models import WINDOW

register = template.Library()


@register.simple_tag
def unread(member: User) -> str:
    """Return how many are new, as a badge shows it; empty if there are none."""
    count = unread_count(member)
    if count >= WINDOW:
        return f"{WINDOW - 1}+"
    return str(count) if count else ""
