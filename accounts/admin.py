"""Staff's view of the members; what they do here goes through the services."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as AuthGroupAdmin
from django.contrib.auth.admin import UserAdmin as AuthUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.access import fresh_login_required
from accounts.forms.doors import RegistrationForm
from accounts.forms.staff import StaffPasswordForm
from accounts.models import Attempt, User
from accounts.paginator import BoundedPaginator

FACTS = ("date_joined", "last_login", "last_seen", "email_verified_at", "left_at", "delete_on")


@admin.register(User)
class UserAdmin(AuthUserAdmin):
    fieldsets = (
        (None, {"fields": ("username", "display_name", "email", "about_me", "password")}),
        (
            _("Standing"),
            {"fields": ("is_active", "suspension_reason", "is_staff", "is_superuser")},
        ),
        (
            _("Permissions"),
            {"fields": ("groups", "user_permissions"), "classes": ("collapse",)},
        ),
        (_("Facts"), {"fields": FACTS}),
    )
    # What members say of themselves is theirs; staff act by the actions below.
    readonly_fields = ("username", "display_name", "email", "about_me", *FACTS)
    change_password_form = StaffPasswordForm
    list_display = ("username", "email", "is_active", "is_staff", "date_joined", "last_seen")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("username__istartswith", "email__istartswith")
    search_help_text = _("The start of a username or an e-mail address.")
    ordering = ("-pk",)
    paginator = BoundedPaginator
    show_full_result_count = False
    actions = ("deactivate", "reactivate", "clear_profile")

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Sign somebody up, as the registration page does."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RegistrationForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and (user := form.sign_up()):
            self.log_addition(request, user, "Signed up by staff.")
            messages.success(request, _("%(name)s can sign in now.") % {"name": user})
            return redirect("admin:accounts_user_change", user.pk)
        context = self.admin_site.each_context(request)
        context |= {"form": form, "opts": self.opts, "title": _("Add member")}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return render(request, "accounts/add_member.html", context, status=status)

    @method_decorator(fresh_login_required)
    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Ask staff for their own password first."""
        return super().user_change_password(request, id, form_url)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only superusers say who is staff; others could raise themselves."""
        powers = ("is_staff", "is_superuser", "groups", "user_permissions")
        fields = self.readonly_fields
        return fields if request.user.is_superuser else (*fields, *powers)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Staff moderate members; only superusers moderate staff."""
        if obj and (obj.is_staff or obj.is_superuser) and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # deactivating hides all of somebody at once, and can be undone

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        # A bare save() would put back stale values of what was not edited.
        columns = {field.name for field in obj._meta.concrete_fields} - {"is_active"}
        obj.save(update_fields=columns.intersection(form.changed_data))
        if "is_active" in form.changed_data:
            if obj.is_active:
                services.reactivate(obj)
            else:
                services.deactivate(obj, reason=obj.suspension_reason)

    @admin.action(
        description=_("Deactivate: hide them and all they wrote"), permissions=["change"]
    )
    def deactivate(self, request: HttpRequest, members: QuerySet[User]) -> None:
        def deactivate(member: User) -> None:
            services.deactivate(member, reason=member.suspension_reason)

        done = self._for_each(request, members, deactivate, log="Deactivated.")
        messages.success(request, _("Deactivated: %(names)s.") % {"names": done})

    @admin.action(description=_("Reactivate"), permissions=["change"])
    def reactivate(self, request: HttpRequest, members: QuerySet[User]) -> None:
        done = self._for_each(request, members, services.reactivate, log="Reactivated.")
        messages.success(request, _("Reactivated: %(names)s.") % {"names": done})

    @admin.action(description=_("Clear what they say about themselves"), permissions=["change"])
    def clear_profile(self, request: HttpRequest, members: QuerySet[User]) -> None:
        done = self._for_each(request, members, services.clear_profile, log="Cleared.")
        messages.success(request, _("Cleared: %(names)s.") % {"names": done})

    def _for_each(
        self,
        request: HttpRequest,
        members: QuerySet[User],
        act: Callable[[User], None],
        *,
        log: str,
    ) -> str:
        """Do it to those whom the staff member may change; return their names.

        Args:
            log: what the admin's history keeps of it, in English as all that is logged.
        """
        allowed = [one for one in members if self.has_change_permission(request, one)]
        for member in allowed:
            act(member)
            self.log_change(request, member, log)
        return ", ".join(map(str, allowed)) or gettext("nobody")


@admin.register(Attempt)
class AttemptAdmin(admin.ModelAdmin):
    """Who knocks too often, and where: failures to sign in above all."""

    list_display = ("at", "door", "user", "network")
    list_select_related = ("user",)
    list_filter = ("door",)
    search_fields = ("user__username__istartswith", "network__startswith")
    search_help_text = _("The start of a username or a network.")
    fields = ("at", "door", "user", "network")
    ordering = ("-pk",)
    paginator = BoundedPaginator
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # that would let whoever knocks begin anew


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(AuthGroupAdmin):
    """Only superusers say what groups may: others could raise their own."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser
