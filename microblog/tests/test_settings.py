"""Starting, in a process of its own with an environment of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from microblog.tests.processes import PRODUCTION, ROOT, manage


def test_production_settings_pass_the_deployment_check() -> None:
    result = manage("check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "x" * 60),
        ("SECRET_KEY", "django-insecure-" + "0123456789" * 6),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "https://blog.example.org"),
        ("ALLOWED_HOSTS", "blog.example.org:8000"),
        ("CSRF_TRUSTED_ORIGINS", "blog.example.org"),
        ("DATABASE_URL", "postgres://u:p@h:abc/db"),
        ("POST_MAX_LENGTH", "6000"),
        ("POST_MAX_LENGTH", "9" * 4_400),
        ("CACHE_URL", "nonsense"),
        ("EMAIL_URL", "nonsense"),
        ("DATABASE_URL", "sqlite:////nowhere/db.sqlite3"),
        ("DATABASE_URL", "mysql://localhost/blog"),
        ("DATABASE_URL", "nonsense"),
        ("ADMINS", "nobody"),
        ("HTTPS", "maybe"),
        ("POST_MAX_LENGTH", "many"),
        ("LOG_BACKUPS", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("PASSWORD_PEPPERS", "short"),
        ("LOG_DIR", "/proc/nowhere"),
        ("MEDIA_DIR", "/proc/nowhere"),
        ("SITE_URL", "blog.example.org"),
        ("SITE_URL", "https://blog.example.org/somewhere"),
        ("SITE_NAME", "x" * 41),
        ("SITE_NAME", "two\nlines"),
        ("SITE_WELCOME", "x" * 501),
        ("SITE_ACCENT", "red"),
        ("SITE_ACCENT", "#0b6e4f;"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_sentence(variable: str, value: str) -> None:
    result = manage("check", **{variable: value})

    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("Microblog cannot start: ")
    assert variable in line


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "https://blog.example.org"),
        ({"HTTPS": "False"}, "http://blog.example.org"),
        ({"SITE_URL": "https://www.example.org/"}, "https://www.example.org"),
        ({"ALLOWED_HOSTS": ".example.org", "SITE_URL": "https://x.org"}, "https://x.org"),
    ],
)
def test_links_in_mail_start_where_the_site_is(environment: dict[str, str], url: str) -> None:
    ask = "from django.conf import settings as s; print(s.SITE_URL)"

    result = manage("shell", "--no-imports", "-c", ask, **environment)

    assert result.stdout.strip() == url


def test_a_pattern_of_hosts_is_no_address() -> None:
    result = manage("check", ALLOWED_HOSTS=".example.org")

    assert result.returncode == 1
    assert "SITE_URL must tell the site's address" in result.stderr


def test_a_secret_may_hold_any_character_and_blanks_around_it_do_not_count() -> None:
    ask = "from django.conf import settings as s; print(s.PASSWORD_PEPPERS, s.SECRET_KEY)"
    one, other = "$" + "a" * 40, "b" * 40
    key = "$" + PRODUCTION["SECRET_KEY"]

    result = manage(
        *("shell", "--no-imports", "-c", ask),
        PASSWORD_PEPPERS=f"{one}, {other}",
        SECRET_KEY=key,
    )

    assert result.stdout.strip() == f"['{one}', '{other}'] {key}"


def test_error_mail_is_on_where_there_are_admins() -> None:
    ask = "from django.conf import settings as s; print(s.ADMINS, s.LOGGING['root'])"

    result = manage("shell", "--no-imports", "-c", ask, ADMINS="Ada <a@x.org>, b@x.org")

    assert "[('Ada', 'a@x.org'), ('', 'b@x.org')]" in result.stdout
    assert "'mail'" in result.stdout


def test_logs_rotate_at_the_size_and_number_asked_for(tmp_path: Path) -> None:
    write = "import logging\nfor n in range(200): logging.error('line %d', n)"

    manage(
        *("shell", "--no-imports", "-c", write),
        LOG_DIR=str(tmp_path),
        LOG_MAX_BYTES="2000",
        LOG_BACKUPS="2",
    )

    logs = sorted(path.name for path in tmp_path.glob("microblog.log*"))
    assert logs == ["microblog.log", "microblog.log.1", "microblog.log.2"]
    assert "line 199" in (tmp_path / "microblog.log").read_text()


def test_several_processes_share_a_log_without_losing_a_line(tmp_path: Path) -> None:
    write = "import logging, os\nfor n in range(100): logging.error('%d-%d;', os.getpid(), n)"
    environment = PRODUCTION | {
        "LOG_DIR": str(tmp_path),
        "LOG_MAX_BYTES": "3000",
        "LOG_BACKUPS": "50",
    }
    writers = [
        subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", write],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]

    for writer in writers:
        assert writer.wait(30) == 0

    text = "".join(path.read_text() for path in tmp_path.glob("microblog.log*"))
    for writer in writers:
        assert all(f"{writer.pid}-{n};" in text for n in range(100))
