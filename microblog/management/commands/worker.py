from typing import Any

from django_tasks_db.management.commands import db_worker

from microblog import tasks


class Command(db_worker.Command):
    """django-tasks' own worker, which also sees to what has to be done from time to time."""

    help = "Do what waits to be done in the background: send mail, delete what is over."

    def handle(self, **options: Any) -> None:
        tasks.take_up_lost()
        tasks.schedule()
        super().handle(**options)
