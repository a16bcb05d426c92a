from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from accounts.views.doors import staff_door

urlpatterns = [
    path("", TemplateView.as_view(template_name="base.html")),
    path("admin/login/", staff_door),  # goes before the admin's own
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
]
