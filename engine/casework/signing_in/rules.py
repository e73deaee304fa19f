"""What is chosen about signing in: claims, roles and times, of `rules/sign_in.yml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from engine.casework.models import Role
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES, load_kept
from engine.strict import Cited, Strict

ClaimName = Annotated[str, StringConstraints(pattern=r"^[^\s.]+(\.[^\s.]+)*$", max_length=200)]
ClaimValue = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]

SHIPPED = SHIPPED_RULES / "sign_in.yml"
"""The file of the installation."""


class Claims(Strict):
    """Names of claims of the ID token; a dot goes into an object.

    Attributes:
        subject: who it is; stable, and in the processing log.
        name: shown to the user only.
        role: one value or a list of values.
    """

    subject: ClaimName
    name: ClaimName
    role: ClaimName


class Times(Strict):
    """How long a sign-in holds.

    Attributes:
        longest_minutes: since the provider gave the token.
        idle_minutes: since something was done in any window.
        ends_with_token: whether the token's `exp` ends it too.
        clock_skew_seconds: that a token may seem to come from the future.
        look_again_seconds: between looks of an open page at whether it may stay.
    """

    longest_minutes: float = Field(gt=0, le=24 * 60)
    idle_minutes: float = Field(gt=0, le=24 * 60)
    ends_with_token: bool
    clock_skew_seconds: int = Field(ge=0, le=300)
    look_again_seconds: int = Field(ge=1, le=600)


class SignInRules(Cited):
    """Everything in `rules/sign_in.yml`.

    Attributes:
        roles: role by value of the claim.
        wanted_page_minutes: how long a page asked for before the sign-in is remembered.
        contact: whom to ask for a role, as the page says it.
    """

    claims: Claims
    roles: Mapping[ClaimValue, Role] = Field(min_length=1)
    session: Times
    wanted_page_minutes: int = Field(ge=1, le=60)
    contact: str = Field(min_length=1, max_length=300)


def named_file(environment: Mapping[str, str]) -> Path | None:
    """The file that `DIJKWACHT_SIGN_IN` names; None for that of the installation."""
    given = environment.get("DIJKWACHT_SIGN_IN")
    return Path(given) if given else None


def load(file: Path | None = None) -> SignInRules:
    """Read the rules of a file, by default those of the installation; again when it changed.

    Raises:
        SettingsError: it is not there, or something in it is wrong; with file and line.
    """
    where = file or SHIPPED
    if not where.is_file():
        raise SettingsError(
            "no such file; copy rules/sign_in.yml and set DIJKWACHT_SIGN_IN", file=where
        )
    return load_kept(where, SignInRules)
