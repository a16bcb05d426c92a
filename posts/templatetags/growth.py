"""How the site does, for staff: apart from other tags, as only a site with an admin has it."""

from typing import TYPE_CHECKING, Any

from django import template
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from posts import growth
from posts.days import Daily
from posts.models import Post

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

register = template.Library()


@register.inclusion_tag("posts/_growth.html", takes_context=True)
def growth_charts(context: template.Context) -> dict[str, Any]:
    """Draw what the staff member may read of; nothing is counted for who may not."""
    charts: list[tuple[StrPromise, Daily, int]] = []
    if _may_view(User, context):
        joined = growth.joined()
        charts.append((_("Members who joined"), joined, joined.total))
    if _may_view(Post, context):
        written = growth.written()
        charts.append((_("Posts"), written.posts, written.posts.total))
        charts.append((_("Members who posted"), written.authors, written.different_authors))
    return {"days": growth.DAYS, "charts": [chart for chart in charts if chart[1].counts]}


def _may_view(model: type[User | Post], context: template.Context) -> bool:
    return admin.site.get_model_admin(model).has_view_permission(context["request"])
