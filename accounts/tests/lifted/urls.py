from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView, TemplateView

from accounts.views.doors import staff_door

urlpatterns = [
    path("", TemplateView.as_view(template_name="base.html")),
    path("admin/login/", staff_door),  # these go before the admin's own
    path(
        "admin/password_change/", RedirectView.as_view(pattern_name="accounts:change_password")
    ),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
]
