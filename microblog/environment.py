"""Reads the environment for the settings, and says in one sentence what is wrong with it."""

from email.utils import getaddresses
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

MIN_SECRET_LENGTH = 50  # characters, as Django's own deployment check has it
MIN_SECRET_VARIETY = 5  # different characters, likewise
DEVELOPMENT_SECRET_KEY = "django-insecure-for-development-only"  # noqa: S105  # says so itself


def secret_key(env: environ.Env, *, debug: bool) -> str:
    """Return SECRET_KEY; outside DEBUG there is no default, and a weak one is refused."""
    key: str = env.str("SECRET_KEY", default=DEVELOPMENT_SECRET_KEY if debug else "")
    weak = (
        len(key) < MIN_SECRET_LENGTH
        or len(set(key)) < MIN_SECRET_VARIETY
        or key.startswith("django-insecure-")
    )
    if weak and not debug:
        raise ImproperlyConfigured(
            f"SECRET_KEY must be set to at least {MIN_SECRET_LENGTH} random characters when "
            "DEBUG is off; make one with: python -c 'import secrets; "
            "print(secrets.token_urlsafe(50))'"
        )
    return key


def allowed_hosts(env: environ.Env, *, debug: bool) -> list[str]:
    """Return ALLOWED_HOSTS; outside DEBUG there must be one."""
    hosts: list[str] = env.list("ALLOWED_HOSTS", default=[])
    if not hosts and not debug:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name the site's own hosts when DEBUG is off, for example "
            "ALLOWED_HOSTS=blog.example.org"
        )
    return hosts


def database(env: environ.Env, *, default: str) -> dict[str, Any]:
    """Return the DATABASES entry for DATABASE_URL, made ready for many users at once."""
    config: dict[str, Any] = env.db_url("DATABASE_URL", default=default)
    options: dict[str, Any] = config.setdefault("OPTIONS", {})
    if config["ENGINE"] == "django.db.backends.sqlite3":
        options |= {
            # Readers and the one writer do not wait for each other.
            "init_command": "PRAGMA journal_mode = WAL;",
            # Take the write lock first: a transaction that reads and then finds somebody
            # else writing would fail at once, however long it may wait.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds to wait for the write lock
        }
        # Tests get a file too: connections to a database in memory cannot be concurrent.
        config["TEST"] = {"NAME": f"{config['NAME']}.test"}
    elif config["ENGINE"] == "django.db.backends.postgresql":
        options["pool"] = {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL_SIZE", default=10),
            "timeout": 10,  # seconds to wait for a connection
        }
        config["CONN_HEALTH_CHECKS"] = True  # a connection lost is replaced, not handed out
    else:
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:// or postgres://.")
    return config


def admins(env: environ.Env) -> list[tuple[str, str]]:
    """Return ADMINS, several addresses with or without names: "Ada <ada@example.org>, …"."""
    people = getaddresses([env.str("ADMINS", default="")])
    for _, address in people:
        if "@" not in address:
            raise ImproperlyConfigured(f"ADMINS has {address!r}, which is no e-mail address.")
    return people


def log_file(env: environ.Env, *, default: Path) -> Path | None:
    """Return the log's path in LOG_DIR, which is made if need be; None if LOG_DIR is empty."""
    directory = env.str("LOG_DIR", default=str(default))
    if not directory:
        return None
    path = Path(directory)
    try:
        path.mkdir(parents=True, exist_ok=True)
        (path / "microblog.log").touch()
    except OSError as error:
        raise ImproperlyConfigured(
            f"LOG_DIR must be a directory that can be written to ({error})."
        ) from error
    return path / "microblog.log"
