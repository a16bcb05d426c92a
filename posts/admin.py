"""Staff's view of posts and follows; what they do here goes through the services."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.paginator import BoundedPaginator
from posts import services
from posts.ids import first_post_id
from posts.models import Follow, Post, Revision

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST_SHOWN = 50  # revisions


class PublishedFilter(admin.SimpleListFilter):
    """By time of publishing, read off the primary key's index."""

    title = _("published")
    parameter_name = "published"
    SINCE = {
        "day": (timedelta(days=1), _("In the last day")),
        "week": (timedelta(weeks=1), _("In the last week")),
        "month": (timedelta(days=30), _("In the last month")),
    }

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> Iterable[tuple[str, "StrPromise"]]:
        return [(name, words) for name, (age, words) in self.SINCE.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> QuerySet[Post]:
        if found := self.SINCE.get(self.value() or ""):
            since: datetime = timezone.now() - found[0]
            return queryset.filter(pk__gte=first_post_id(since))
        return queryset


class FactsAdmin(admin.ModelAdmin):
    """What members did: to be read, searched and removed, not written."""

    paginator = BoundedPaginator
    show_full_result_count = False
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Post)
class PostAdmin(FactsAdmin):
    list_display = ("__str__", "author", "created_at")
    list_select_related = ("author",)
    list_filter = (PublishedFilter, "audience")
    search_fields = ("body", "author__username__istartswith")
    search_help_text = _("Words of a post, or the start of its author's name.")
    readonly_fields = ("said_before",)
    fields = ("author", "audience", "warning", "body", "language", "created_at", "said_before")

    @admin.display(
        description=format_lazy(_("What it said before (up to {most} times)"), most=MOST_SHOWN)
    )
    def said_before(self, post: Post) -> str:
        revisions = Revision.objects.of(post).order_by("-pk")[:MOST_SHOWN]
        said = ((one.written_at, one.warning, one.body) for one in revisions)
        return format_html_join("", "<p>{}<br><strong>{}</strong><br>{}</p>", said) or "—"

    def delete_model(self, request: HttpRequest, obj: Post) -> None:
        services.delete(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        for post in queryset:
            self.delete_model(request, post)


@admin.register(Follow)
class FollowAdmin(FactsAdmin):
    list_display = ("follower", "followed", "created_at")
    list_select_related = ("follower", "followed")
    search_fields = ("follower__username__istartswith", "followed__username__istartswith")
    search_help_text = _("The start of either name.")
    fields = ("follower", "followed", "created_at")

    def delete_model(self, request: HttpRequest, obj: Follow) -> None:
        services.unfollow(follower=obj.follower, followed=obj.followed)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Follow]) -> None:
        for follow in queryset.select_related("follower", "followed"):
            self.delete_model(request, follow)
