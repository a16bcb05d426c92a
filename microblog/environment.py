"""Reads the environment for the settings, and says in one sentence what is wrong with it."""

import os
import re
from collections.abc import Callable
from email.utils import getaddresses
from pathlib import Path
from typing import Any

import environ
from django.core.checks.security.base import (
    SECRET_KEY_INSECURE_PREFIX,
    SECRET_KEY_MIN_LENGTH,
    SECRET_KEY_MIN_UNIQUE_CHARACTERS,
)
from django.core.exceptions import ImproperlyConfigured

MIN_PEPPER_LENGTH = 32  # characters
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DEVELOPMENT_SECRET_KEY = f"{SECRET_KEY_INSECURE_PREFIX}for-development-only"
TRUE, FALSE = ("true", "on", "yes", "1"), ("false", "off", "no", "0")


def flag(env: environ.Env, name: str, *, default: bool) -> bool:
    """Return a variable that is on or off. (django-environ takes any other word for off.)"""
    word = env.str(name, default=str(default)).lower()
    if word not in TRUE + FALSE:
        raise ImproperlyConfigured(f"{name} must be True or False, not {word!r}.")
    return word in TRUE


def number(env: environ.Env, name: str, *, default: int, most: int = 10**12) -> int:
    """Return a variable that is a whole number, from 1 to `most`."""
    word = env.str(name, default=str(default))
    digits = word.isascii() and word.isdecimal() and len(word) <= len(str(most))
    if not (digits and 1 <= int(word) <= most):
        raise ImproperlyConfigured(f"{name} must be a whole number from 1 to {most}.")
    return int(word)


def address(
    env: environ.Env, parse: Callable[[str], dict[str, Any]], name: str, default: str
) -> dict[str, Any]:
    """Return what `parse`, one of django-environ's, makes of a variable that holds a URL."""
    try:
        return parse(env.str(name, default=default))
    except (ImproperlyConfigured, KeyError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name} must be a URL of a known kind ({error})."
        ) from error


def log_level(env: environ.Env) -> str:
    """Return LOG_LEVEL, one of logging's own."""
    level: str = env.str("LOG_LEVEL", default="INFO").upper()
    if level not in LOG_LEVELS:
        raise ImproperlyConfigured(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}.")
    return level


def secret_key(env: environ.Env, *, debug: bool) -> str:
    """Return SECRET_KEY; outside DEBUG there is no default, and a weak one is refused."""
    key: str = env.ENVIRON.get("SECRET_KEY") or (DEVELOPMENT_SECRET_KEY if debug else "")
    weak = (
        len(key) < SECRET_KEY_MIN_LENGTH
        or len(set(key)) < SECRET_KEY_MIN_UNIQUE_CHARACTERS
        or key.startswith(SECRET_KEY_INSECURE_PREFIX)
    )
    if weak and not debug:
        raise ImproperlyConfigured(
            f"SECRET_KEY must be set to at least {SECRET_KEY_MIN_LENGTH} random characters "
            "when DEBUG is off; make one with: python -c 'import secrets; "
            "print(secrets.token_urlsafe(50))'"
        )
    return key


def password_peppers(env: environ.Env) -> list[str]:
    """Return PASSWORD_PEPPERS, comma-separated secrets; there may be none, but no weak one."""
    # Read as it is: django-environ would take a "$" at its start for another variable's name.
    peppers = _items(env.ENVIRON.get("PASSWORD_PEPPERS", ""))
    if any(len(pepper) < MIN_PEPPER_LENGTH for pepper in peppers):
        raise ImproperlyConfigured(
            f"PASSWORD_PEPPERS must each have at least {MIN_PEPPER_LENGTH} random characters."
        )
    return peppers


def allowed_hosts(env: environ.Env, *, debug: bool) -> list[str]:
    """Return ALLOWED_HOSTS; outside DEBUG there must be one."""
    hosts = _items(env.str("ALLOWED_HOSTS", default=""))
    if any("/" in host or (":" in host and host[0] != "[") for host in hosts):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS are names alone, without https://, a port or a path."
        )
    if not hosts and not debug:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name the site's own hosts when DEBUG is off, for example "
            "ALLOWED_HOSTS=blog.example.org"
        )
    return hosts


def site_url(env: environ.Env, *, hosts: list[str], https: bool, debug: bool) -> str:
    """Return SITE_URL, or the address of the first of `hosts`, the allowed ones."""
    default = "http://127.0.0.1:8000"
    if not debug:
        if hosts[0].startswith((".", "*")) and not env.str("SITE_URL", default=""):
            raise ImproperlyConfigured(
                "SITE_URL must tell the site's address: ALLOWED_HOSTS starts with a pattern."
            )
        default = f"{'https' if https else 'http'}://{hosts[0]}"
    url: str = env.str("SITE_URL", default=default).rstrip("/")
    if not re.fullmatch(r"https?://[^/?#\s]+", url):
        raise ImproperlyConfigured("SITE_URL must be like https://blog.example.org.")
    return url


def line(env: environ.Env, name: str, *, default: str, most: int) -> str:
    """Return a text of one line and at most so many characters."""
    text: str = env.str(name, default=default).strip()
    if len(text) > most or not text.isprintable():
        raise ImproperlyConfigured(f"{name} must be one line of at most {most} characters.")
    return text or default


def colour(env: environ.Env, name: str) -> str:
    """Return a colour as style sheets have it, like #0b6e4f; empty if unset."""
    value: str = env.str(name, default="")
    if value and not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise ImproperlyConfigured(f"{name} must be like #0b6e4f.")
    return value.lower()


def trusted_origins(env: environ.Env) -> list[str]:
    """Return CSRF_TRUSTED_ORIGINS, each with its scheme."""
    origins = _items(env.str("CSRF_TRUSTED_ORIGINS", default=""))
    if any("://" not in origin for origin in origins):
        raise ImproperlyConfigured("CSRF_TRUSTED_ORIGINS need their scheme, as in https://….")
    return origins


def _items(text: str) -> list[str]:
    """Return what stands between the commas, without blanks around it."""
    return [item.strip() for item in text.split(",") if item.strip()]


def database(env: environ.Env, *, default: str) -> dict[str, Any]:
    """Return the DATABASES entry for DATABASE_URL, made ready for many users at once."""
    url = env.str("DATABASE_URL", default=default)
    if not url.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgres://.")
    config = address(env, env.db_url_config, "DATABASE_URL", default)
    options: dict[str, Any] = config.setdefault("OPTIONS", {})
    if config["ENGINE"] == "django.db.backends.sqlite3":
        if not Path(config["NAME"]).absolute().parent.is_dir():
            raise ImproperlyConfigured(
                "DATABASE_URL names a file in a directory that is not there."
            )
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
    else:
        options["pool"] = {
            "min_size": 1,
            "max_size": number(env, "DATABASE_POOL_SIZE", default=10),
            "timeout": 3,  # seconds to wait for a connection
        }
        config["CONN_HEALTH_CHECKS"] = True  # a connection lost is replaced, not handed out
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
    return _writable("LOG_DIR", directory) / "microblog.log" if directory else None


def media_dir(env: environ.Env, *, default: Path) -> Path:
    """Return MEDIA_DIR, which is made if need be."""
    return _writable("MEDIA_DIR", env.str("MEDIA_DIR", default=str(default)))


def _writable(name: str, directory: str) -> Path:
    """Return the directory that the variable `name` names, made if need be."""
    path = Path(directory)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} must be a directory ({error}).") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} must be a directory that can be written to.")
    return path
