"""Pseudonyms of people: keyed, so that nobody without the key can make or undo one.

The key comes from `DIJKWACHT_KEY` or from a file in the user's state folder, never from the
run folder. From a name alone a pseudonym holds for one record only: two records with one name
are not one person. A source's own reference joins within that source; only a name with a
birth date, or a reviewed match, joins across sources.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from datetime import date
from pathlib import Path

import platformdirs

from engine.errors import SettingsError

ENVIRONMENT = "DIJKWACHT_KEY"
MIN_KEY_BYTES = 32
PATTERN = re.compile(r"P[0-9a-f]{20}")
"""What a pseudonym looks like."""

PUBLIC_SAMPLE_KEY = hashlib.sha256(b"dijkwacht: public key of the invented sample").digest()
"""Key of the invented sample data. Public on purpose: it protects nobody; never use it for
real deliveries."""

_SEPARATOR = "\x1f"
_NO_LETTERS = re.compile(r"[^a-z0-9]+")


class Pseudonyms:
    """Makes pseudonyms with one key.

    Attributes:
        fingerprint: which key this is, see `fingerprint`.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.fingerprint = fingerprint(key)

    def from_name(self, name: str, *, scope: str) -> str:
        """Pseudonym of a name alone.

        Args:
            name: as delivered; case, accents and punctuation do not matter.
            scope: `source:table:record_id:role`; another scope gives another pseudonym.
        """
        return self._make("name", scope, normalise_name(name))

    def from_reference(self, reference: str, *, source: str) -> str:
        """Pseudonym of a source's own reference to a person, equal within that source."""
        return self._make("reference", source, reference.strip())

    def from_birth(self, name: str, born: date) -> str:
        """Pseudonym of a name with its birth date, equal in every source.

        The birth date serves in memory only and cannot be read back.
        """
        return self._make("birth", normalise_name(name), born.isoformat())

    def _make(self, *parts: str) -> str:
        message = _SEPARATOR.join(parts).encode("utf-8", "replace")
        return "P" + hmac.digest(self._key, message, "sha256")[:10].hex()


def normalise_name(name: str) -> str:
    """Lower case without accents and punctuation, one blank between words."""
    if name.isascii():
        return " ".join(_NO_LETTERS.sub(" ", name.lower()).split())
    folded = unicodedata.normalize("NFKD", name).casefold()
    letters = unicodedata.normalize("NFKD", folded)
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())


def fingerprint(key: bytes) -> str:
    """Name a key without showing it: 16 hex digits, equal for equal keys."""
    return hmac.digest(key, b"dijkwacht key fingerprint", "sha256").hex()[:16]


def state_folder() -> Path:
    """Folder of the key and the vault: the user's own state, outside every run folder."""
    return Path(platformdirs.user_state_dir("dijkwacht"))


def load_key() -> bytes:
    """Read the key, from `DIJKWACHT_KEY` or else from the state folder, made at first use.

    Returns:
        At least 32 bytes.

    Raises:
        SettingsError: the variable or the file holds no key, or others may read the file.
    """
    if ENVIRONMENT in os.environ:
        return _decode(os.environ[ENVIRONMENT], where=f"environment variable {ENVIRONMENT}")
    file = state_folder() / "key"
    try:
        _make_once(file)
        if file.stat().st_mode & 0o077:
            what = "others may read the pseudonym key: make it private with chmod 600"
            raise SettingsError(what, file=file)
        text = file.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        what = f"the pseudonym key cannot be read or made ({error}): set {ENVIRONMENT}"
        raise SettingsError(what, file=file) from error
    return _decode(text, where=str(file))


def _make_once(file: Path) -> None:
    """Write a new key unless there is one; a reader never sees half a key."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f"key.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as writer:
            writer.write(secrets.token_hex(MIN_KEY_BYTES) + "\n")
        try:
            os.link(part, file)
        except FileExistsError:
            return
    finally:
        part.unlink()


def _decode(text: str, *, where: str) -> bytes:
    text = text.strip()
    try:
        if re.fullmatch(r"(?:[0-9A-Fa-f]{2})+", text):
            key = bytes.fromhex(text)
        else:
            key = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) < MIN_KEY_BYTES:
        what = (
            f"{where} holds no key: give at least {MIN_KEY_BYTES} random bytes as hex or base64, "
            "for example from `openssl rand -hex 32`"
        )
        raise SettingsError(what)
    return key
