from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.show, name="list"),
    path("settings/notifications/", views.preferences, name="preferences"),
]
