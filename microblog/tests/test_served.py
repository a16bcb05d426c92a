"""The site as it is served: gunicorn, production settings, SQLite, a community at once."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from microblog.tests.processes import manage
from microblog.tests.served import FORM, Browser, serving

CLIENTS = 8
POSTS_EACH = 125


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "db.sqlite3"


@pytest.fixture
def port(database: Path) -> Iterator[int]:
    """The port on which the site is served."""
    environment = {"DATABASE_URL": f"sqlite:///{database}"}
    assert manage("migrate", **environment).returncode == 0
    with serving(**environment) as port:
        yield port


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
