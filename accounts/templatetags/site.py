"""What this site is, for pages that may have no context: those for errors."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import site

DIRECTED = ("reply", "previous", "next")  # the other way round in scripts from right to left

register = template.Library()

register.simple_tag(site.site_name)
register.simple_tag(site.site_welcome)
register.simple_tag(site.site_accent)


@register.simple_tag
def icon(name: str, *, filled: bool = False) -> SafeString:
    """Draw a symbol of static/img/icons.svg; it says nothing to who does not see it."""
    return format_html(
        '<svg class="icon{}{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " icon-filled" if filled else "",
        " icon-directed" if name in DIRECTED else "",
        static("img/icons.svg"),
        name,
    )
