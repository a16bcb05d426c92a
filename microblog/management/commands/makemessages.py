"""`makemessages`, for catalogues that say nothing but what is to be translated."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import makemessages


class Command(makemessages.Command):
    help = "Bring the catalogues in locale/ up to date with the sources, and compile them."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            add_location="file",  # a line's number would change with every line above it
            no_wrap=True,
            no_obsolete=True,
            ignore_patterns=["tests", "benchmarks"],
        )

    def handle(self, *args: Any, **options: Any) -> None:
        options["all"] = options["all"] or not options["locale"]
        super().handle(*args, **options)
        call_command(
            "compilemessages", ignore_patterns=[".venv"], verbosity=options["verbosity"]
        )

    def write_po_file(self, potfile: str, locale: str) -> None:
        super().write_po_file(potfile, locale)
        catalogue = Path(potfile).parent / locale / "LC_MESSAGES" / "django.po"
        lines = catalogue.read_text().splitlines(keepends=True)
        # The date would make a change of every run.
        catalogue.write_text(
            "".join(line for line in lines if not line.startswith('"POT-Creation-Date'))
        )
