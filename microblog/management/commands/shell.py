from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.management.commands import shell

# fmt: off
QUERY_HELPERS = (
    "Avg", "Case", "Count", "Exists", "F", "Max", "Min", "OuterRef", "Prefetch", "Q",
    "Subquery", "Sum", "Value", "When",
)
# fmt: on


class Command(shell.Command):
    """Django's shell, with every service and the usual query helpers at hand as well."""

    def get_auto_imports(self) -> list[str]:
        return [
            *(super().get_auto_imports() or []),
            *(f"django.db.models.{name}" for name in QUERY_HELPERS),
            "django.conf.settings",
            "django.db.connection",
            "django.db.transaction",
            "django.urls.reverse",
            "django.utils.timezone",
            "datetime.timedelta",
            *_apps_with_services(),
        ]


def _apps_with_services() -> list[str]:
    """Return the apps' names: `posts.services.publish(…)` reads in the shell as in the code."""
    names = [app.name for app in apps.get_app_configs() if find_spec(f"{app.name}.services")]
    for name in names:
        import_module(f"{name}.services")
    return names
