import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from accounts.password_lab import SCHEMES, Finding, chart, experiment

HEADS = ("stored as", "ms a hash", "memory", "guesses/s", "attack", "cracked", "one password")
TEXTS = ("stored as", "one password")


class Command(BaseCommand):
    help = "Attack ways to store passwords, side by side, in memory. See docs/passwords.md."
    requires_system_checks = []  # it touches nothing of the site

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON, for a script")
        parser.add_argument("--svg", type=Path, metavar="FILE", help="write a chart as well")

    def handle(self, *args: Any, json: bool, svg: Path | None, **options: Any) -> None:
        pairs = [(scheme, pepper) for scheme in SCHEMES for pepper in (False, True)]
        findings = [
            experiment(scheme, pepper=pepper)
            for scheme, pepper in tqdm(pairs, desc="experiments", leave=False)
        ]
        self.stdout.write(as_json(findings) if json else as_table(findings))
        if svg:
            svg.write_text(chart(findings), encoding="utf-8")


def as_json(findings: list[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False)


def as_table(findings: list[Finding]) -> str:
    """Return lines of columns: text to the left, numbers to the right."""
    rows = [HEADS, *map(_row, findings)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if HEADS[column] in TEXTS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(found: Finding) -> tuple[str, ...]:
    return (
        found.scheme + (" + pepper" if found.pepper else ""),
        f"{found.milliseconds:,.3f}",
        f"{found.memory_kib:,} KiB" if found.memory_kib else "",
        f"{found.guesses_per_second:,.0f}",
        f"{found.attack_seconds:,.3f} s",
        f"{found.cracked} of {found.victims}",
        " / ".join(found.same_password),
    )
