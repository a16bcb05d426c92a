from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.show, name="list"),
    path("notifications/bell/", views.bell, name="bell"),
    path("settings/notifications/", views.preferences, name="preferences"),
]
