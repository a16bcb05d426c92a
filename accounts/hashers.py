"""How passwords are hashed: Argon2id with a pepper; and how hashes made elsewhere come in."""

import base64
import hashlib
import hmac
import logging
from typing import Any

import bcrypt
from django.conf import settings
from django.contrib.auth import hashers as auth_hashers

logger = logging.getLogger(__name__)

MAX_LENGTH = 128  # characters, as the column has it
BCRYPT_READS = 72  # bytes of a password; it never looked at more


class PepperedArgon2PasswordHasher(auth_hashers.Argon2PasswordHasher):
    """Argon2id of the password keyed with a pepper that the database never sees.

    The setting `PASSWORD_PEPPERS` lists secrets: the first is for new hashes, the others still
    verify, and a hash moves to the first when its owner signs in. Whoever steals the table
    without a pepper cannot even begin to guess.

    A hash is `argon2p$<pepper's id>$argon2id$v=19$m=…,t=…,p=…$<salt>$<hash>`.
    """

    algorithm = "argon2p"  # short: the column takes 128 characters

    def encode(self, password: str, salt: str) -> str:
        pepper = peppers()[0]
        inner = super().encode(_keyed(password, pepper), salt)
        return inner.replace(self.algorithm, f"{self.algorithm}${_id_of(pepper)}", 1)

    def decode(self, encoded: str) -> Any:
        _, inner = self._split(encoded)
        return super().decode(inner)

    def verify(self, password: str, encoded: str) -> bool:
        pepper_id, inner = self._split(encoded)
        for pepper in peppers():
            if _id_of(pepper) == pepper_id:
                return super().verify(_keyed(password, pepper), inner)
        logger.error("the pepper %s of a password is not in PASSWORD_PEPPERS", pepper_id)
        # As much work as for any other, so that the answer's time tells nothing.
        super().verify(password, inner)
        return False

    def must_update(self, encoded: str) -> bool:
        pepper_id, _ = self._split(encoded)
        return pepper_id != _id_of(peppers()[0]) or super().must_update(encoded)

    def _split(self, encoded: str) -> tuple[str, str]:
        """Return the pepper's id, and the hash as Django's own hasher knows it."""
        algorithm, pepper_id, rest = encoded.split("$", 2)
        return pepper_id, f"{algorithm}${rest}"


class BCryptPasswordHasher(auth_hashers.BCryptPasswordHasher):
    """Django's own, for passwords longer than today's library takes.

    It raises where it used to look at the first 72 bytes, as whoever made the hash did.
    """

    def encode(self, password: str, salt: Any) -> str:
        data = bcrypt.hashpw(password.encode()[:BCRYPT_READS], salt)
        return f"{self.algorithm}${data.decode('ascii')}"


class ScryptPasswordHasher(auth_hashers.ScryptPasswordHasher):
    """Django's own, for costs other than its own.

    OpenSSL allows it 32 MiB unless told otherwise, and Werkzeug's take a little more.
    """

    maxmem = 128 * 1024 * 1024  # bytes


def is_foreign(encoded: str) -> bool:
    """Whether it is of another kind than new hashes are."""
    return not encoded.startswith(f"{auth_hashers.get_hasher().algorithm}$")


def adopt(foreign: str) -> str:
    """Return a hash made elsewhere as Django stores it; its owner's password goes on working.

    Known are those that Django made; bcrypt (`$2a$…`, `$2b$…`, `$2y$…`) and Argon2 as most
    tools write them; and Werkzeug's, which Flask sites have (`pbkdf2:sha256:600000$…`,
    `scrypt:32768:8:1$…`).

    Raises:
        ValueError: it is of none of these kinds.
    """
    if foreign.startswith("$argon2"):
        foreign = f"argon2{foreign}"
    elif foreign.startswith(("$2a$", "$2b$", "$2y$")):
        foreign = f"bcrypt${foreign}"
    elif foreign.startswith(("pbkdf2:", "scrypt:")):
        foreign = _from_werkzeug(foreign)
    hasher = auth_hashers.identify_hasher(foreign)
    try:
        hasher.verify("any password", foreign)
    except Exception as error:  # whatever a library says to costs and salts that are none
        raise ValueError("Not a password hash") from error
    if len(foreign) > MAX_LENGTH:
        raise ValueError("A longer hash than is stored")
    return foreign


def _from_werkzeug(foreign: str) -> str:
    method, salt, digest = foreign.split("$")
    checksum = base64.b64encode(bytes.fromhex(digest)).decode()
    match method.split(":"):
        case "pbkdf2", ("sha1" | "sha256") as digest_name, iterations:
            return f"pbkdf2_{digest_name}${iterations}${salt}${checksum}"
        case "scrypt", n, r, p:
            return f"scrypt${n}${salt}${r}${p}${checksum}"
    raise ValueError(f"Unknown kind of password hash: {method}")


def peppers() -> list[str]:
    return getattr(settings, "PASSWORD_PEPPERS", [])


def _keyed(password: str, pepper: str) -> str:
    return hmac.new(pepper.encode(), password.encode(), hashlib.sha256).hexdigest()


def _id_of(pepper: str) -> str:
    """Return what tells one pepper from another without telling the pepper."""
    return hmac.new(pepper.encode(), b"the id of a pepper", hashlib.sha256).hexdigest()[:8]
