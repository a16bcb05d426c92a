"""What a card shows, and what it may offer its viewer."""

from collections.abc import Sequence
from datetime import datetime

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.avatars import avatar_path
from accounts.models import User
from accounts.site import site_url
from accounts.templatetags.people import exact
from posts import services
from posts.markup import Kind, Piece, pieces
from posts.models import Post, Viewer

LINK_SHOWN = 40  # characters of an address

register = template.Library()


@register.filter
def deletable_by(post: Post, viewer: Viewer | None) -> bool:
    return viewer is not None and services.may_delete(viewer, post)


@register.filter
def editable_by(post: Post, viewer: Viewer | None) -> bool:
    return viewer is not None and services.may_edit(viewer, post)


@register.filter
def hideable_by(post: Post, viewer: Viewer | None) -> bool:
    return viewer is not None and services.may_hide(viewer, post)


@register.filter
def pinnable_by(post: Post, viewer: Viewer | None) -> bool:
    return viewer is not None and services.may_pin(viewer, post)


@register.filter
def linked(post: Post) -> SafeString:
    """Draw the text with its links, mentions and hashtags; all else is escaped."""
    members = {mention.name: mention.member.username for mention in post.mentions.all()}
    drawn = ((_draw(piece, members),) for piece in pieces(post.body))
    return format_html_join("", "{}", drawn)


@register.simple_tag
def edited(moment: datetime) -> SafeString:
    """Draw a <time> that reads "edited", which leaves room for more in one line."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="milliseconds"),
        exact(moment),
        _("edited"),
    )


@register.simple_tag
def handle(person: User) -> SafeString:
    """Draw the person's name as a link to their page."""
    profile = reverse("posts:profile", args=[person.username])
    return format_html('<a href="{}">@{}</a>', profile, person.username)


@register.simple_tag
def reposters(people: Sequence[User], viewer: Viewer | None) -> SafeString:
    """Draw who reposted, the newest first, as a sentence; the viewer is "you" in it."""
    first, others = people[0], len(people) - 1
    if others == 1:
        second = people[1]
        if first == viewer:
            return format_html(_("You and {name} reposted"), name=handle(second))
        if second == viewer:
            return format_html(_("{name} and you reposted"), name=handle(first))
        names = {"name": handle(first), "other": handle(second)}
        return format_html(_("{name} and {other} reposted"), **names)
    if first == viewer:
        you = ngettext(
            "You and {count} other reposted", "You and {count} others reposted", others
        )
        return format_html(you if others else _("You reposted"), count=others)
    they = ngettext(
        "{name} and {count} other reposted", "{name} and {count} others reposted", others
    )
    return format_html(
        they if others else _("{name} reposted"), name=handle(first), count=others
    )


@register.simple_tag
def absolute(path: str) -> str:
    """Return the whole address of a path of this site, whatever Host was asked for."""
    return site_url() + path


@register.simple_tag
def picture_url(person: User) -> str:
    """Return the whole address of the picture that the person uploaded."""
    return absolute(avatar_path(person.pk, str(person.avatar.name)))


@register.simple_tag(takes_context=True)
def canonical(context: template.Context, path: str) -> str:
    """Return the address of this page of the listing at `path`, less all else it was asked."""
    before = context["request"].GET.get("before")
    return absolute(f"{path}?before={before}" if before else path)


@register.filter
def from_elsewhere(text: SafeString) -> SafeString:
    """Make the links of `linked` to this site's pages whole, for who reads it elsewhere."""
    # What people wrote is escaped in it, so the quotes are our own.
    return mark_safe(text.replace('href="/', f'href="{site_url()}/'))  # noqa: S308


def _draw(piece: Piece, members: dict[str, str]) -> str:
    """Return what `format_html` takes: safe markup, or text that it escapes."""
    match piece.kind:
        case Kind.LINK:
            shown = piece.text.partition("://")[2]
            if len(shown) > LINK_SHOWN:
                shown = f"{shown[: LINK_SHOWN - 1]}…"
            link = '<a href="{}" rel="nofollow ugc noopener">{}</a>'
            return format_html(link, piece.value, shown)
        case Kind.MENTION if username := members.get(piece.value.lower()):
            profile = reverse("posts:profile", args=[username])
            return format_html('<a href="{}">{}</a>', profile, piece.text)
        case Kind.TAG:
            page = reverse("posts:tag", args=[piece.value])
            return format_html('<a href="{}" rel="tag">{}</a>', page, piece.text)
    return piece.text
