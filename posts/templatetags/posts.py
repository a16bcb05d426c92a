"""What a card may offer its viewer."""

from django import template

from posts import services
from posts.models import Post, Viewer

register = template.Library()


@register.filter
def deletable_by(post: Post, viewer: Viewer | None) -> bool:
    return viewer is not None and services.may_delete(viewer, post)
