"""Staff's view of the members; what they do here goes through the services."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as AuthUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts import services
from accounts.forms import check_registration
from accounts.models import User
from accounts.paginator import BoundedPaginator


class NewMemberForm(BaseUserCreationForm):
    """What the registration page asks, with the same rules."""

    class Meta:
        model = User
        fields = ("username", "email")

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.registration = check_registration(self)
        return self.cleaned_data


@admin.register(User)
class UserAdmin(AuthUserAdmin):
    add_form = NewMemberForm
    add_fieldsets = ((None, {"fields": ("username", "email", "password1", "password2")}),)
    fieldsets = (
        (None, {"fields": ("username", "email", "about_me", "password")}),
        ("Standing", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Permissions", {"fields": ("groups", "user_permissions"), "classes": ("collapse",)}),
        ("Facts", {"fields": ("date_joined", "last_login", "last_seen")}),
    )
    readonly_fields = ("date_joined", "last_login", "last_seen")
    list_display = ("username", "email", "is_active", "is_staff", "date_joined", "last_seen")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("username__istartswith", "email__istartswith")
    search_help_text = "The start of a username or an e-mail address."
    ordering = ("-pk",)
    paginator = BoundedPaginator
    show_full_result_count = False
    actions = ("deactivate", "reactivate")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.__dict__.update(services.sign_up(form.registration).__dict__)
            return
        # A bare save() would put back stale values of what was not edited.
        columns = {field.name for field in obj._meta.concrete_fields} - {"is_active"}
        obj.save(update_fields=columns.intersection(form.changed_data))
        if "is_active" in form.changed_data:
            (services.reactivate if obj.is_active else services.deactivate)(obj)

    @admin.action(
        description="Deactivate: hide them and all they wrote", permissions=["change"]
    )
    def deactivate(self, request: HttpRequest, members: QuerySet[User]) -> None:
        for member in members:
            services.deactivate(member)
        messages.success(request, f"Deactivated: {_names(members)}.")

    @admin.action(description="Reactivate", permissions=["change"])
    def reactivate(self, request: HttpRequest, members: QuerySet[User]) -> None:
        for member in members:
            services.reactivate(member)
        messages.success(request, f"Reactivated: {_names(members)}.")


def _names(members: QuerySet[User]) -> str:
    return ", ".join(str(member) for member in members)
