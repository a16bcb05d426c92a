"""What notifications say, and how many wait."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from accounts.templatetags.people import name_of
from notifications import sentences
from notifications.listing import Entry, unread_count
from notifications.models import WINDOW

register = template.Library()


@register.simple_tag
def sentence(entry: Entry) -> SafeString:
    """Draw who did what, with links to who did."""

    def link(person: User) -> SafeString:
        profile = reverse("posts:profile", args=[person.username])
        return format_html('<a href="{}">{}</a>', profile, name_of(person))

    return sentences.full(entry, link, format_html)


@register.simple_tag
def unread(member: User) -> str:
    """Return how many are new, as a badge shows it; empty if there are none."""
    count = unread_count(member)
    if count >= WINDOW:
        return f"{WINDOW - 1}+"
    return str(count) if count else ""
