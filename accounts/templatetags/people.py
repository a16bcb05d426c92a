"""How people and moments are drawn."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from accounts.avatars import built_in_avatar, uploaded_avatar
from accounts.models import User
from accounts.origins import spoken

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = template.Library()

register.filter(spoken)


@register.simple_tag
def avatar(user: User) -> SafeString:
    if file := user.avatar.name:
        return uploaded_avatar(user.pk, file)
    return built_in_avatar(user.pk, user.shown_name)


@register.simple_tag
def name_of(member: User) -> SafeString:
    """Draw what somebody is called. A display name never stands without the username."""
    if not member.display_name:
        return format_html("{}", member.username)
    shown = '<bdi>{}</bdi> <span class="handle">@{}</span>'
    return format_html(shown, member.display_name, member.username)


@register.simple_tag
def other_settings_pages() -> dict[str, "StrOrPromise"]:
    """Return those of other apps, names by URL name: the project's `SETTINGS_PAGES`."""
    return getattr(settings, "SETTINGS_PAGES", {})


@register.simple_tag
def ago(moment: datetime) -> SafeString:
    """Draw a <time> that reads "5 minutes ago" and holds the exact moment.

    From a week on it reads as a date, which helps more. Until then it grows older on a page
    that stays open (static/js/times.js).
    """
    age = timezone.now() - moment
    grows = age < timedelta(weeks=1)
    local = timezone.localtime(moment)
    if age < timedelta(minutes=1):
        text = _("just now")
    elif grows:
        time = timesince(moment, depth=1).replace("\xa0", " ")
        text = _("%(time)s ago") % {"time": time}
    else:
        text = date_format(local, "SHORT_DATE_FORMAT")
    return format_html(
        '<time datetime="{}" title="{}"{}>{}</time>',
        # HTML's <time> takes milliseconds at most.
        moment.isoformat(timespec="milliseconds"),
        exact(moment),
        mark_safe(" data-ago") if grows else "",
        text,
    )


def exact(moment: datetime) -> str:
    """Return the moment to the minute, with the reader's time zone."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'DATETIME_FORMAT')} {date_format(local, 'T')}"
