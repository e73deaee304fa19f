"""Seals content with a key of its own, so that deleting that small key destroys it for good.

The own key is wrapped by a key derived from the pseudonym key. Labels bind a sealed content to
its row: moved to another row it does not open.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12
_KEY_BITS = 256


class Sealer:
    """Seals and opens with one wrapping key.

    Args:
        key: the pseudonym key.
        purpose: another purpose is another wrapping key.
    """

    def __init__(self, key: bytes, purpose: bytes) -> None:
        self._wrap = AESGCM(derive(key, purpose))

    def seal(self, content: bytes, label: bytes, key_label: bytes) -> tuple[bytes, bytes]:
        """The wrapped own key and the sealed content."""
        own_key = AESGCM.generate_key(_KEY_BITS)
        sealed = _seal(AESGCM(own_key), content, label)
        return _seal(self._wrap, own_key, key_label), sealed

    def open(self, wrapped: bytes, sealed: bytes, label: bytes, key_label: bytes) -> bytes:
        """The content.

        Raises:
            ValueError: it was damaged, moved, or sealed with another key.
        """
        try:
            own_key = _open(self._wrap, wrapped, key_label)
            return _open(AESGCM(own_key), sealed, label)
        except InvalidTag as error:
            raise ValueError("damaged, moved, or sealed with another key") from error


def derive(key: bytes, purpose: bytes) -> bytes:
    """A key for one purpose, derived from the pseudonym key."""
    return HKDF(SHA256(), length=_KEY_BITS // 8, salt=None, info=purpose).derive(key)


def _seal(cipher: AESGCM, content: bytes, label: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, content, label)


def _open(cipher: AESGCM, sealed: bytes, label: bytes) -> bytes:
    return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], label)
