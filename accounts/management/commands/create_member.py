from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand

from accounts import services
from accounts.management.passwords import as_command_error, ask_password
from accounts.registration import Registration


class Command(BaseCommand):
    help = "Sign somebody up, by the rules of the registration page. Asks for the password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("email")

    def handle(self, *args: Any, username: str, email: str, **options: Any) -> None:
        try:
            user = services.sign_up(Registration(username, email, ask_password()))
        except ValidationError as refusal:
            raise as_command_error(refusal) from refusal
        self.stdout.write(f"{user} can sign in now.")
