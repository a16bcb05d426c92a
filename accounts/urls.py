from django.urls import path
from django.views.generic import RedirectView

from accounts.views import avatars, doors, leaving, letters, security, settings

app_name = "accounts"
urlpatterns = [
    path("register/", doors.register, name="register"),
    path("login/", doors.LoginView.as_view(), name="login"),
    path("logout/", doors.LogoutView.as_view(), name="logout"),
    path("confirm/", doors.confirm, name="confirm"),
    path("password-reset/", letters.reset, name="reset"),
    path("password-reset/sent/", letters.reset_sent, name="reset_sent"),
    path(
        "password-reset/<uidb64>/<token>/",
        letters.ResetPasswordView.as_view(),
        name="reset_password",
    ),
    path("confirm-address/<token>/", letters.confirm_address, name="confirm_address"),
    path(
        ".well-known/change-password",
        RedirectView.as_view(pattern_name="accounts:change_password"),
    ),
    path("settings/", RedirectView.as_view(pattern_name="accounts:edit_profile")),
    path("settings/profile/", settings.edit_profile, name="edit_profile"),
    path("settings/profile/avatar/", settings.set_avatar, name="set_avatar"),
    path("settings/profile/avatar/remove/", settings.remove_avatar, name="remove_avatar"),
    path("settings/account/", settings.edit_account, name="edit_account"),
    path("settings/account/email/", settings.change_email, name="change_email"),
    path(
        "settings/account/email/forget/",
        settings.forget_pending_email,
        name="forget_pending_email",
    ),
    path("settings/account/email/send/", settings.send_confirmation, name="send_confirmation"),
    path("settings/security/", security.security, name="security"),
    path("settings/security/password/", security.change_password, name="change_password"),
    path(
        "settings/security/sessions/end/",
        security.end_other_sessions,
        name="end_other_sessions",
    ),
    path(
        "settings/security/sessions/<slug:public_id>/end/",
        security.end_session,
        name="end_session",
    ),
    path("settings/privacy/", settings.edit_privacy, name="edit_privacy"),
    path("settings/data/", leaving.data, name="data"),
    path("settings/data/deactivate/", leaving.deactivate, name="deactivate"),
    path("settings/data/delete/", leaving.delete, name="delete"),
    path("avatars/<int:pk>/<slug:name>.webp", avatars.avatar, name="avatar"),
]
