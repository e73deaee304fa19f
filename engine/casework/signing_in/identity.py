"""Who signed in, by the claims of the ID token.

Streamlit checks the token's signature, issuer, audience and nonce when it is given, and keeps its
claims in a signed cookie for 30 days. It does not look at them again: `sign_ins` does.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.casework.columns import is_storable
from engine.casework.models import MAX_SUBJECT, Role
from engine.casework.signing_in.rules import SignInRules
from engine.errors import SignInError

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who signed in.

    Attributes:
        sign_in_id: of this sign-in, the same in every window; no id of a person.
        subject: as the provider knows them.
        name: as a page greets them; the subject when the provider gives none.
        roles: in the order of `Role`; empty when the provider gives none of ours.
        signed_in_at: when the token was given.
        token_ends_at: when the token expires.
    """

    sign_in_id: str
    subject: str
    name: str
    roles: tuple[Role, ...]
    signed_in_at: datetime
    token_ends_at: datetime


def read(claims: Mapping[str, object], rules: SignInRules) -> Identity:
    """Who it is.

    Args:
        claims: of the ID token, as the cookie has them.
        rules: which claims say what.

    Raises:
        SignInError: a claim that must be there is missing or of another kind.
    """
    subject = _find(claims, rules.claims.subject)
    if not isinstance(subject, str) or not subject.strip():
        raise SignInError("het token noemt niemand in de claim {claim}", claim=rules.claims.subject)
    if len(subject) > MAX_SUBJECT or not is_storable(subject):
        raise SignInError("de claim {claim} is niet bruikbaar", claim=rules.claims.subject)
    name = _find(claims, rules.claims.name)
    held = {_one(value) for value in _values(_find(claims, rules.claims.role))}
    given = {rules.roles[value] for value in held & rules.roles.keys()}
    return Identity(
        sign_in_id=_sign_in_id(claims),
        subject=subject,
        name=name.strip()[:_LONGEST_NAME] if isinstance(name, str) and name.strip() else subject,
        roles=tuple(role for role in Role if role in given),
        signed_in_at=_moment(claims, "iat"),
        token_ends_at=_moment(claims, "exp"),
    )


def _find(claims: Mapping[str, object], path: str) -> object:
    """The value of a claim: by its whole name, else by its parts; None when it is not there."""
    if path in claims:
        return claims[path]
    found: object = claims
    for part in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(part)
    return found


def _values(found: object) -> list[object]:
    return list(found) if isinstance(found, list | tuple) else [found]


def _one(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _moment(claims: Mapping[str, object], name: str) -> datetime:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SignInError("het token heeft geen tijdstip in de claim {claim}", claim=name)
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise SignInError("het tijdstip in de claim {claim} is onmogelijk", claim=name) from error


def _sign_in_id(claims: Mapping[str, object]) -> str:
    """Differs for every token, as each has a nonce of its own."""
    told = {name: claims.get(name) for name in ("iss", "sub", "iat", "exp", "nonce")}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
