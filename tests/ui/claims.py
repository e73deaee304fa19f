"""What a provider says of somebody who just signed in."""

import os
from datetime import UTC, datetime

from engine.casework.models import Role
from engine.casework.signing_in import rules


def claim_value(role: Role) -> str:
    """What the claim of roles says for a role, as the rules of the installation map it."""
    return next(value for value, mapped in rules.load().roles.items() if mapped is role)


def claims_of(subject: str | None = None, *roles: Role, **others: object) -> dict[str, object]:
    """Claims of a fresh token; by default of who the environment names.

    Args:
        subject: None: `DIJKWACHT_USER`.
        roles: none: that of `DIJKWACHT_ROLE`, else RIEC liaison.
        others: claims that are different.
    """
    who = subject or os.environ.get("DIJKWACHT_USER") or "tester"
    given = roles or (Role(os.environ.get("DIJKWACHT_ROLE") or Role.RIEC_LIAISON),)
    at = int(datetime.now(UTC).timestamp())
    return {
        "is_logged_in": True, "iss": "http://127.0.0.1", "sub": who, "name": who,
        "roles": [claim_value(role) for role in given], "iat": at, "exp": at + 3600,
        "nonce": f"{who}-{at}",
    } | others  # fmt: skip
