"""The project in processes of its own, with an environment of its own."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "DEBUG": "False",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijkl",
    "ALLOWED_HOSTS": "blog.example.org",
    "LOG_DIR": "",
    "MEDIA_DIR": f"{tempfile.gettempdir()}/microblog-media",
    "DATABASE_URL": "sqlite:///:memory:",
}


def manage(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with production settings but for what is given."""
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env=PRODUCTION | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def eventually(condition: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()
