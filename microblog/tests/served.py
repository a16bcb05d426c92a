"""The site as gunicorn serves it with production settings, and who asks it by plain HTTP."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from accounts.tests.helpers import free_port
from microblog.tests.processes import PRODUCTION, ROOT, eventually

FORM = "application/x-www-form-urlencoded"


@contextmanager
def serving(**environment: str) -> Iterator[int]:
    """Serve with two processes of four threads, by plain HTTP; yield the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--no-control-socket", "microblog.wsgi"]
    server = subprocess.Popen(  # noqa: S603  # our own command
        command,
        cwd=ROOT,
        env=PRODUCTION | {"ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "False"} | environment,
    )
    try:
        assert eventually(lambda: answers(port), seconds=30)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def answers(port: int) -> bool:
    with closing(Browser(port)) as browser:
        try:
            return browser.get("/healthz") == 200
        except OSError:
            return False


class Browser:
    """Keeps cookies, the last page, and its CSRF token."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = SimpleCookie()
        self.page = ""
        self.token = ""

    def close(self) -> None:
        self.connection.close()

    def get(self, path: str) -> int:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> int:
        return self.send(path, urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode())

    def send(self, path: str, body: bytes, content_type: str = FORM) -> int:
        return self._ask("POST", path, body, content_type)

    def cookie(self) -> str:
        """Return the header that tells the site who asks."""
        return "; ".join(f"{name}={item.value}" for name, item in self.cookies.items())

    def _ask(
        self, method: str, path: str, body: bytes | None = None, content_type: str = FORM
    ) -> int:
        headers = {"Cookie": self.cookie(), "Content-Type": content_type}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        self.page = response.read().decode()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(header)
        if token := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page):
            self.token = token[1]
        return response.status
