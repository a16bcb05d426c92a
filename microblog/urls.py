"""Addresses of the whole site: each app's own, staff's admin, and the health checks."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts.access import staff_required
from microblog import health

admin.site.site_header = "Microblog staff"
admin.site.site_title = "Microblog staff"
# One door to sign in at, for staff too.
admin.site.login = staff_required(admin.site.login)  # type: ignore[method-assign, assignment]

handler500 = "microblog.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", include("accounts.urls")),
    path("", include("posts.urls")),
]
if settings.DEBUG and find_spec("debug_toolbar"):
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))
