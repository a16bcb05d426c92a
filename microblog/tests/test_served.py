"""The site as it is served: gunicorn, production settings, SQLite, a community at once."""

import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

from accounts.tests.helpers import free_port
from microblog.tests.processes import PRODUCTION, ROOT, eventually

CLIENTS = 8
POSTS_EACH = 125
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "db.sqlite3"


@pytest.fixture
def port(database: Path) -> Iterator[int]:
    """The port of gunicorn, serving with two processes of four threads."""
    port = free_port()
    environment = PRODUCTION | {
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{database}",
        "HTTPS": "False",
    }
    subprocess.run(  # our own command
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True
    )
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--no-control-socket", "microblog.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603  # likewise
    assert eventually(lambda: answers(port), seconds=30)
    yield port
    server.terminate()
    server.wait(10)


def answers(port: int) -> bool:
    with closing(Browser(port)) as browser:
        try:
            return browser.get("/healthz") == 200
        except OSError:
            return False


class Browser:
    """Keeps cookies, and the CSRF token of the last page."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = SimpleCookie()
        self.token = ""

    def close(self) -> None:
        self.connection.close()

    def get(self, path: str) -> int:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> int:
        return self.send(path, urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode())

    def send(self, path: str, body: bytes, content_type: str = FORM) -> int:
        return self._ask("POST", path, body, content_type)

    def _ask(
        self, method: str, path: str, body: bytes | None = None, content_type: str = FORM
    ) -> int:
        cookie = "; ".join(f"{name}={item.value}" for name, item in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": content_type}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(header)
        if token := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page):
            self.token = token[1]
        return response.status


def test_a_charset_in_the_header_says_nothing(port: int) -> None:
    with closing(Browser(port)) as browser:
        assert browser.get("/login/") == 200
        typed = {"csrfmiddlewaretoken": browser.token, "username": "\\ud800", "password": ""}
        parts = (
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in typed.items()
        )
        multipart = "".join((*parts, "--b--\r\n")).encode()
        for charset in ("rot13", "hex", "idna", "unicode_escape", "utf-7", "no"):
            kind = f"multipart/form-data; boundary=b; charset={charset}"
            assert browser.send("/login/", multipart, kind) == 422
            kind = f"{FORM}; charset={charset}"
            assert browser.send("/login/", urlencode(typed).encode(), kind) == 422
            assert browser.send("/explore/", b"", f"text/plain; charset={charset}") == 403
        for kind in ("text/plain; charset*; charset*0", "a/b; x*=y''\xe9; charset=utf-8"):
            assert browser.send("/explore/", b"", kind) == 403


def test_the_site_has_its_style_without_collected_files(port: int) -> None:
    with closing(Browser(port)) as browser:
        assert browser.get("/static/css/site.css") == 200


def test_every_post_that_was_answered_is_there_once(port: int, database: Path) -> None:
    def say_much(number: int) -> Counter[int]:
        name, phrase = f"client_{number}", "correct horse battery"
        typed = {"username": name, "email": f"{name}@example.org", "password1": phrase}
        bodies = [f"{number} says {post}" for post in range(POSTS_EACH)]
        with closing(Browser(port)) as browser:
            assert browser.get("/register/") == 200
            assert browser.post("/register/", **typed, password2=phrase) == 302
            assert browser.get("/") == 200
            return Counter(browser.post("/posts/", body=body) for body in bodies)

    with ThreadPoolExecutor(CLIENTS) as clients:
        answered = sum(clients.map(say_much, range(CLIENTS)), Counter[int]())

    assert answered == {302: CLIENTS * POSTS_EACH}
    with sqlite3.connect(database) as connection:
        bodies = [body for (body,) in connection.execute("SELECT body FROM posts_post")]
        tally = connection.execute("SELECT SUM(posts) FROM posts_tally").fetchone()
    expected = [f"{n} says {post}" for n in range(CLIENTS) for post in range(POSTS_EACH)]
    assert sorted(bodies) == sorted(expected)
    assert tally == (CLIENTS * POSTS_EACH,)
