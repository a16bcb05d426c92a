"""What this site is, for pages that may have no context: those for errors."""

from django import template

from accounts import site

register = template.Library()

register.simple_tag(site.site_name)
register.simple_tag(site.site_welcome)
register.simple_tag(site.site_accent)
