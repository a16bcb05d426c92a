"""The lab, at costs that a test can pay. No `db` fixture: it must not touch the database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import call_command

from accounts import password_lab


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    costs = {"PBKDF2_ROUNDS": 10, "BCRYPT_LOG_ROUNDS": 4, "SCRYPT_N": 16, "ARGON2_KIB": 64}
    for name, cost in costs.items():
        monkeypatch.setattr(password_lab, name, cost)


def run(*args: str) -> str:
    out = StringIO()
    call_command("password_lab", *args, stdout=out)
    return out.getvalue()


def test_shows_what_each_way_withstands() -> None:
    findings: list[dict[str, Any]] = json.loads(run("--json"))

    assert len(findings) == 14
    for found in findings:
        assert found["cracked"] == (0 if found["pepper"] else 3)
        assert found["milliseconds"] > 0
        assert found["guesses_per_second"] > 0
        ada, grace = found["same_password"]
        assert (ada == grace) == (found["scheme"] in ("plaintext", "SHA-256"))
    memory = {found["scheme"]: found["memory_kib"] for found in findings}
    assert memory["Argon2id"] > memory["scrypt"] > memory["bcrypt"] > memory["SHA-256"] == 0


def test_prints_a_table_for_the_eyes() -> None:
    head, *rows = run().splitlines()

    assert head.split()[:2] == ["stored", "as"]
    assert len(rows) == 14
    assert "sunshine / sunshine" in rows[0]


def test_draws_a_chart(tmp_path: Path) -> None:
    run("--svg", str(tmp_path / "chart.svg"))

    chart = ElementTree.parse(tmp_path / "chart.svg").getroot()  # noqa: S314  # our own
    bars = chart.findall("{http://www.w3.org/2000/svg}rect")
    assert len(bars) == 14 + 1  # and the ground
    assert "Argon2id + pepper" in "".join(chart.itertext())
