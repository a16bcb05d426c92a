#!/usr/bin/env python
"""Django's command-line utility for administrative tasks."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microblog.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # for the operator, whom a traceback would not help
        sys.exit(f"Microblog cannot start: {error}")


if __name__ == "__main__":
    main()
