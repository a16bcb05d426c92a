"""A community as production serves it, and who goes there."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from microblog.demo.community import PASSWORD
from microblog.tests.processes import manage
from microblog.tests.served import Browser, serving

NAME = "ada"


@dataclass(frozen=True, slots=True)
class Site:
    visitor: Browser
    member: Browser
    post: str  # by the member, and answered

    def address(self, path: str) -> str:
        return path.format(name=NAME, post=self.post)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A community in production, and a member signed in there."""
    directory = tmp_path_factory.mktemp("site")
    environment = {
        "DJANGO_SETTINGS_MODULE": "microblog.tests.production",
        "DATABASE_URL": f"sqlite:///{directory}/db.sqlite3",
        "MEDIA_DIR": f"{directory}/media",
        "STATIC_ROOT": f"{directory}/static",
    }
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        done = manage(*command, **environment)
        assert done.returncode == 0, done.stderr
    done = manage("demo", DEBUG="True", **environment)
    assert done.returncode == 0, done.stderr
    with (
        serving(**environment) as port,
        closing(Browser(port)) as visitor,
        closing(Browser(port)) as member,
    ):
        assert member.get("/login/") == 200
        assert member.post("/login/", username=NAME, password=PASSWORD) == 302
        assert visitor.get(f"/@{NAME}/") == 200  # who is led to replies where there are some
        (post, *_) = re.findall(rf'href="/@{NAME}/(\d+)/#reply"', visitor.page)
        yield Site(visitor, member, post)
