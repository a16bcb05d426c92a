"""`accounts` works in another project, where neither `posts` nor `microblog` is."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from microblog.tests.processes import ROOT

CHECKS = [
    "django check --fail-level WARNING",
    "django makemigrations --check",
    "django migrate --verbosity 0",
    # The marker is one of pyproject.toml, which stays behind.
    "pytest -q -n0 -p no:randomly -W error -o markers=browser -m 'not browser' accounts/tests "
    # What asks nothing of the project is tested enough in this one.
    "--ignore-glob=*_images.py --ignore-glob=*_any_input.py --ignore-glob=*_password_lab.py",
]


def test_accounts_is_all_that_another_project_needs_of_ours(tmp_path: Path) -> None:
    for folder in ("accounts", "templates/accounts"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "accounts.tests.lifted.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}?transaction_mode=IMMEDIATE",
    }

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  # our own command
            [sys.executable, *args],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    for left_behind in ("posts", "microblog"):
        assert "ModuleNotFoundError" in run("-c", f"import {left_behind}").stdout
    for check in CHECKS:
        done = run("-m", *shlex.split(check))
        assert done.returncode == 0, f"{check}\n{done.stdout}"
