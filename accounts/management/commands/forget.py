from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts import services
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Delete what we promised to: members who asked for it and whose days of grace are "
        "over, and what is older than we keep of the others' history."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count the members")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if dry_run:
            self.stdout.write(f"Members due: {User.objects.due_for_deletion().count()}.")
            return
        self.stdout.write(f"Members deleted: {services.delete_due()}.")
        services.forget_old()
