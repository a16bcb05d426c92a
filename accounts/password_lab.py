"""Ways to store passwords, from the worst to the best, attacked side by side.

An experiment in memory: it makes its own people and passwords and never looks at a member's.
"""

import hashlib
import hmac
import html
import math
import secrets
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import argon2
import bcrypt

WORDS = "123456 password qwerty dragon sunshine letmein trustno1 iloveyou"
# What four people chose: three are in the list, and two are the same.
VICTIMS = {
    "ada": "sunshine",
    "grace": "sunshine",
    "alan": "trustno1",
    "linus": "nine teal otters hum",
}
RUNS = 3  # hashes timed for one figure, of which the median counts
PBKDF2_ROUNDS = 1_000_000  # these four as Django 5.2 has them
BCRYPT_LOG_ROUNDS = 12
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**14, 8, 5
ARGON2_KIB, ARGON2_TIME, ARGON2_LANES = 102_400, 2, 8
SALT_BYTES = 16
SHOWN = 16  # characters of what is stored


def _salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def _no_salt() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to store a password.

    Attributes:
        salt: draws what makes equal passwords look different.
        memory: bytes that one hash needs by its parameters; 0 for next to none.
    """

    name: str
    hash: Callable[[bytes, bytes], bytes]  # of password and salt
    salt: Callable[[], bytes] = _salt
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one scheme, with or without a pepper.

    Attributes:
        milliseconds: to make one hash, the median of a few.
        guesses_per_second: that this machine can try, one at a time.
        attack_seconds: to run the word list against the stolen table.
        cracked: how many of the stolen passwords that found.
        same_password: how "sunshine" is stored for Ada and for Grace.
    """

    scheme: str
    pepper: bool
    milliseconds: float
    memory_kib: int
    guesses_per_second: float
    attack_seconds: float
    cracked: int
    victims: int
    same_password: tuple[str, str]


def _pbkdf2(password: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password, salt, PBKDF2_ROUNDS)


def _bcrypt(password: bytes, salt: bytes) -> bytes:
    return bcrypt.hashpw(password, salt)


def _bcrypt_salt() -> bytes:
    return bcrypt.gensalt(BCRYPT_LOG_ROUNDS)


def _scrypt(password: bytes, salt: bytes) -> bytes:
    return hashlib.scrypt(password, salt=salt, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P, maxmem=2**26)


def _argon2id(password: bytes, salt: bytes) -> bytes:
    return argon2.low_level.hash_secret_raw(
        *(password, salt, ARGON2_TIME, ARGON2_KIB, ARGON2_LANES, 32, argon2.Type.ID)
    )


SCHEMES = (
    Scheme("plaintext", lambda password, salt: password, salt=_no_salt),
    Scheme("SHA-256", lambda password, salt: hashlib.sha256(password).digest(), salt=_no_salt),
    Scheme("SHA-256, salted", lambda password, salt: hashlib.sha256(salt + password).digest()),
    Scheme("PBKDF2-SHA256", _pbkdf2),
    Scheme("bcrypt", _bcrypt, salt=_bcrypt_salt, memory=4 * 1024),
    Scheme("scrypt", _scrypt, memory=128 * SCRYPT_N * SCRYPT_R),
    Scheme("Argon2id", _argon2id, memory=ARGON2_KIB * 1024),
)


def experiment(scheme: Scheme, *, pepper: bool) -> Finding:
    """Store four people's passwords by `scheme`, steal the table, and attack it."""
    key = secrets.token_bytes(32) if pepper else None
    salts = {name: scheme.salt() for name in VICTIMS}

    def store(password: str, salt: bytes, key: bytes | None) -> bytes:
        secret = password.encode()
        keyed = hmac.digest(key, secret, "sha256").hex().encode() if key else secret
        return scheme.hash(keyed, salt)

    table = {name: store(word, salts[name], key) for name, word in VICTIMS.items()}
    seconds = statistics.median(_timed(lambda: store("a guess", salts["ada"], key), RUNS))
    started = time.perf_counter()
    # Who steals the table has the salts, which stand in it, but not the pepper.
    cracked = sum(1 for _ in _attack(scheme, table, salts))
    return Finding(
        scheme=scheme.name,
        pepper=pepper,
        milliseconds=seconds * 1000,
        memory_kib=scheme.memory // 1024,
        guesses_per_second=1 / seconds,
        attack_seconds=time.perf_counter() - started,
        cracked=cracked,
        victims=len(VICTIMS),
        same_password=(_shown(table["ada"]), _shown(table["grace"])),
    )


def _attack(scheme: Scheme, table: dict[str, bytes], salts: dict[str, bytes]) -> Iterator[str]:
    """Yield the names whose passwords are in the word list."""
    words = [word.encode() for word in WORDS.split()]
    if scheme.salt is _no_salt:  # each word once, for all people together
        known = {scheme.hash(word, b"") for word in words}
        yield from (name for name, stored in table.items() if stored in known)
        return
    for name, stored in table.items():  # each word anew for each person
        if any(scheme.hash(word, salts[name]) == stored for word in words):
            yield name


def _timed(act: Callable[[], object], runs: int) -> Iterator[float]:
    for _ in range(runs):
        started = time.perf_counter()
        act()
        yield time.perf_counter() - started


def _shown(stored: bytes) -> str:
    text = stored.decode("ascii", "replace")
    text = text if text.isprintable() and "\ufffd" not in text else stored.hex()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def chart(findings: list[Finding]) -> str:
    """Return an SVG chart of the guesses a second, on a logarithmic scale."""
    row, left, width = 28, 210, 720
    most = max(math.log10(found.guesses_per_second) for found in findings)
    bars = []
    for number, found in enumerate(findings):
        y = 48 + number * row
        length = max(2.0, (width - left - 110) * math.log10(found.guesses_per_second) / most)
        name = html.escape(found.scheme + (" + pepper" if found.pepper else ""))
        bars.append(
            f'<text x="{left - 10}" y="{y + 14}" text-anchor="end">{name}</text>'
            f'<rect x="{left}" y="{y}" width="{length:.0f}" height="18" rx="3"'
            f' fill="{"#7a5195" if found.pepper else "#3b4fb4"}"/>'
            f'<text x="{left + length + 8:.0f}" y="{y + 14}">'
            f"{found.guesses_per_second:,.0f}</text>"
        )
    title = "Guesses a second on this machine, one at a time (logarithmic)"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} '
        f'{60 + len(findings) * row}" font-family="system-ui, sans-serif" font-size="14"'
        f' role="img" aria-label="{title}"><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="20" y="28" font-weight="bold">{title}</text>{"".join(bars)}</svg>\n'
    )
