"""Pages as production serves them, before the judges: W3C's Nu HTML checker and Lighthouse.

Neither comes with Python: `make check-pages` installs both and runs this.
"""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from microblog.tests.guides import GUIDE
from microblog.tests.processes import ROOT
from microblog.tests.served import Browser
from microblog.tests.sites import Site
from microblog.tests.test_markup import FOR_ALL, FOR_MEMBERS, FOR_VISITORS

pytestmark = pytest.mark.pages

TOOLS = ROOT / ".ci/pages/node_modules"
WELCOME, HOME, LOGIN, PROFILE, POST = "/", "/", "/login/", "/@{name}/", "/@{name}/{post}/"
REFUSED = ["/login/", "/register/", "/password-reset/"]  # where nothing at all was typed

CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TRIES = 3  # for Lighthouse, now and then, loses what the browser told of the page


def test_every_page_is_valid_html(site: Site, tmp_path: Path) -> None:
    def keep(who: str, browser: Browser, path: str) -> None:
        name = re.sub(r"\W+", "-", f"{who}-{path.format(name='name', post='post')}")
        (tmp_path / f"{name}.html").write_text(browser.page)

    def keep_all(who: str, browser: Browser, paths: list[str]) -> None:
        browser.close()  # gunicorn may have hung up; the next question connects anew
        for path in paths:
            status = browser.get(site.address(path))
            assert status == (404 if path == "/nothing/" else 200)
            keep(who, browser, path)

    keep_all("visitor", site.visitor, FOR_ALL + FOR_VISITORS)
    for path in REFUSED:
        site.visitor.get(path)
        assert site.visitor.post(path) == 422
        keep("refused", site.visitor, path)
    keep_all("member", site.member, FOR_ALL + FOR_MEMBERS)

    assert_valid(tmp_path)


@pytest.mark.django_db
@pytest.mark.usefixtures("guide")
def test_so_is_the_style_guide(client: Client, tmp_path: Path) -> None:
    (tmp_path / "guide.html").write_text(client.get(GUIDE).text)

    assert_valid(tmp_path)


def assert_valid(directory: Path) -> None:
    checker = TOOLS / "vnu-jar/build/dist/vnu.jar"
    done = subprocess.run(  # noqa: S603  # our own command
        ["java", "-jar", checker, "--errors-only", "--stdout", directory],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("path", "signed_in"),
    [
        (WELCOME, False),
        (LOGIN, False),
        (PROFILE, False),
        (POST, False),
        (HOME, True),
        (PROFILE, True),
        (POST, True),
    ],
)
def test_lighthouse_finds_nothing_to_mend(
    site: Site, path: str, signed_in: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    who = site.member if signed_in else site.visitor
    # On purpose robots.txt keeps crawlers from the doors.
    options = ["--skip-audits=is-crawlable"] if path == LOGIN else []
    address = site.address(path)

    report = judged(who, address, *options)
    if score(report, "performance") < CATEGORIES["performance"]:
        # The machine may have been busy just then: the middle one of three counts.
        reports = [report, judged(who, address, *options), judged(who, address, *options)]
        report = sorted(reports, key=lambda report: score(report, "performance"))[1]

    scores = {category: score(report, category) for category in CATEGORIES}
    shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
    with capsys.disabled():
        told = ", ".join(f"{category} {score}" for category, score in scores.items())
        print(f"\n{'member' if signed_in else 'visitor'} {path}: {told}, shift {shift}")
    assert all(scores[category] >= least for category, least in CATEGORIES.items()), lost(
        report
    )
    assert shift == 0


def judged(who: Browser, address: str, *options: str) -> dict[str, Any]:
    """Return what Lighthouse says of the page as it comes to a phone."""
    command: list[str | Path] = [
        TOOLS / ".bin/lighthouse",
        f"{who.url}{address}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--extra-headers={json.dumps({'Cookie': who.cookie()})}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        "--output=json",
        "--quiet",
        "--no-enable-error-reporting",
        *options,
    ]
    chromium = {"CHROME_PATH": path} if (path := os.environ.get("CHROMIUM")) else {}
    for _ in range(TRIES):
        done = subprocess.run(  # noqa: S603  # our own command
            command, env=os.environ | chromium, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            report: dict[str, Any] = json.loads(done.stdout)
            return report
    raise AssertionError(done.stderr)


def score(report: dict[str, Any], category: str) -> int:
    share: float = report["categories"][category]["score"]
    return round(100 * share)


def lost(report: dict[str, Any]) -> list[str]:
    """Return what the page lost points by."""
    audits = report["audits"]
    return [
        f"{category}: {audits[part['id']]['title']}"
        for category, judgement in report["categories"].items()
        for part in judgement["auditRefs"]
        if part["weight"] and (audits[part["id"]]["score"] or 0) < 1
    ]
