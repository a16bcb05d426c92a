from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts import services
from accounts.models import User


class Command(BaseCommand):
    help = "Delete all of members who asked for it and whose days of grace are over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if dry_run:
            self.stdout.write(f"{User.objects.due_for_deletion().count()} members are due.")
        else:
            self.stdout.write(f"{services.delete_due()} members are deleted.")
