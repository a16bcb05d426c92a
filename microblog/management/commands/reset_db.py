from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from microblog.management.disposable import refuse_outside_debug


class Command(BaseCommand):
    help = "Throw the whole database away and migrate a new one. Only in DEBUG."
    requires_system_checks = []  # the database may be in any state

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_outside_debug()
        if connection.vendor == "sqlite":
            connection.close()
            for suffix in ("", "-wal", "-shm"):
                Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
        else:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        call_command("migrate", verbosity=options["verbosity"])
        self.stdout.write("The database is new and empty.")
