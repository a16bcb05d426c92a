from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts import services
from accounts.management.passwords import as_command_error, ask_password
from accounts.models import User


class Command(BaseCommand):
    help = "Give a member another password, or the hash of one that they have elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--hash", help="made by Django, bcrypt, Argon2 or Werkzeug")

    def handle(self, *args: Any, username: str, hash: str | None, **options: Any) -> None:
        try:
            user = User.objects.get_by_natural_key(username)
            if hash:
                services.adopt_password(user, encoded=hash)
            else:
                services.set_password(user, password=ask_password())
        except User.DoesNotExist:
            raise CommandError(f"There is no member called {username}.") from None
        except ValidationError as refusal:
            raise as_command_error(refusal) from refusal
        except ValueError as error:
            raise CommandError("That is no password hash of a known kind.") from error
        self.stdout.write(f"{user} has another password now.")
