"""The token of the ZGW API's: a JWT by client id and secret, made anew for every question."""

import threading
import time
import warnings
from collections.abc import Callable, Mapping
from datetime import datetime

import jwt
from jwt.warnings import InsecureKeyLengthWarning

from connectors.zaken.options import Token
from engine.sources_file import secret

SHORT = 32
"""Bytes that a secret should have for HS256 (RFC 7518, section 3.2)."""
_QUIET = threading.Lock()


def signer(token: Token, now: datetime) -> Callable[[], Mapping[str, str]]:
    """Return a function that gives the header of one attempt.

    The moment in the token is that of the order plus the time passed since, so that a token is
    never older than its attempt; API's accept it for an hour.

    Args:
        token: client id, secret by name, and who is asking.
        now: moment of the order.

    Raises:
        SettingsError: the variable of the secret is not set.
    """
    key, started = secret(token.secret), time.monotonic()

    def sign() -> Mapping[str, str]:
        payload = {
            "iss": token.client_id,
            "iat": int(now.timestamp() + time.monotonic() - started),
            "client_id": token.client_id,
            "user_id": token.user_id,
            "user_representation": token.user_representation,
        }
        return {"Authorization": f"Bearer {_encode(payload, key)}"}

    return sign


def is_short(token: Token) -> bool:
    """True when the secret is shorter than it should be; it is used all the same."""
    return len(secret(token.secret).encode()) < SHORT


def _encode(payload: Mapping[str, object], key: str) -> str:
    """Sign; a short secret is reported once per fetch, not by a warning per question."""
    with _QUIET, warnings.catch_warnings():
        warnings.simplefilter("ignore", InsecureKeyLengthWarning)
        return jwt.encode(dict(payload), key, algorithm="HS256")
