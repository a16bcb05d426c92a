"""Addresses of the whole site: each app's own, staff's admin, and the health checks."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from accounts.views.doors import staff_door
from microblog import health, styleguide, theme

admin.site.site_header = admin.site.site_title = format_lazy(
    _("{site} staff"), site=settings.SITE_NAME
)

handler500 = "microblog.errors.server_error"

urlpatterns = [
    path("admin/login/", staff_door),  # these go before the admin's own
    path(
        "admin/password_change/", RedirectView.as_view(pattern_name="accounts:change_password")
    ),
    path("admin/", admin.site.urls),
    path("accent.css", theme.accent, name="accent"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", include("accounts.urls")),
    path("", include("posts.urls")),
    path("", include("notifications.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide.guide))
if "debug_toolbar" in settings.INSTALLED_APPS:
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))
