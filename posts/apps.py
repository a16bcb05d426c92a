"""The posts app."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = _("Posts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from posts import checks, fulltext, triggers

        register(checks.body_limit)
        pre_migrate.connect(triggers.remove, sender=self)
        pre_migrate.connect(fulltext.remove, sender=self)
        post_migrate.connect(triggers.install, sender=self)
        post_migrate.connect(fulltext.install, sender=self)
