from typing import Any

from django.core.management.commands import flush

from microblog.management.disposable import refuse_outside_debug


class Command(flush.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        # Django's own tests empty their own database by this command, with DEBUG off. No
        # one else passes this option: it has no flag.
        if "inhibit_post_migrate" not in options:
            refuse_outside_debug()
        super().handle(*args, **options)
