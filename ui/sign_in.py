"""Who looks: by sign-in, or on invented data by a choice of roles; asked again at every act.

Streamlit gives the claims of a signed cookie that lives 30 days and whose token it does not look
at again; whether it still holds is decided here and in `engine.casework.signing_in`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from engine.casework.models import Role
from engine.casework.signing_in import identity, rules
from engine.casework.signing_in.identity import Identity
from engine.casework.signing_in.rules import SignInRules
from engine.casework.signing_in.sign_ins import End, SignIns
from engine.casework.signing_in.wanted import WantedPages
from engine.errors import CaseworkError, SignInError
from ui.language import tr

ROLE_SWITCH = "frame_role"
"""Key of the role that was chosen on invented data."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who looks and acts.

    Attributes:
        subject: as casework knows them.
        name: as a page greets them.
        roles: among which they may choose.
    """

    subject: str
    name: str
    role: Role
    roles: tuple[Role, ...]


def is_on() -> bool:
    """True when people sign in: always but on invented data that was opened without it."""
    return bool(os.environ.get("DIJKWACHT_SECRETS")) or not os.environ.get("DIJKWACHT_SAMPLE")


def reviewer() -> Reviewer:
    """Who looks now.

    Raises:
        SignInError: nobody is signed in, the sign-in holds no more, or it gives no role.
        CaseworkError: on invented data, `DIJKWACHT_ROLE` is no role.
    """
    if not is_on():
        return _invented()
    who = identified()
    if who is None:
        raise SignInError(tr("u bent niet ingelogd"))
    if (end := ended(who, is_act=True)) is not None:
        raise SignInError(tr("{why} Log opnieuw in.").format(why=tr(end.label)))
    role = sign_ins().role(who)
    if role is None:
        raise SignInError(
            tr("kies eerst uw rol") if who.roles else tr("u hebt geen rol in Dijkwacht")
        )
    return Reviewer(who.subject, who.name, role, who.roles)


def claims() -> Mapping[str, object]:
    """What Streamlit says of the user; tests give their own."""
    return dict(st.user.to_dict())


def identified() -> Identity | None:
    """Who the cookie says it is, whether or not that holds; None for nobody.

    Raises:
        SignInError: its token lacks what must be in it.
        SettingsError: the rules of signing in are wrong.
    """
    told = claims()
    if told.get("is_logged_in") is not True:
        return None
    return identity.read(told, sign_in_rules())


def ended(who: Identity, *, is_act: bool) -> End | None:
    """Why a sign-in does not hold any more; None when it does."""
    return sign_ins().standing(who, sign_in_rules().session, now=now(), is_act=is_act)


def now() -> datetime:
    """The moment; tests give their own."""
    return datetime.now(UTC)


def sign_in_rules() -> SignInRules:
    """The rules of signing in.

    Raises:
        SettingsError: something in them is wrong.
    """
    return rules.load(rules.named_file(os.environ))


@st.cache_resource
def sign_ins() -> SignIns:
    """Sign-ins of this process."""
    return SignIns()


@st.cache_resource
def wanted_pages() -> WantedPages:
    """Pages that were asked for before a sign-in."""
    return WantedPages()


def _invented() -> Reviewer:
    """Who looks at invented data: `DIJKWACHT_USER`; another role is another person."""
    usual = _usual_role()
    subject = os.environ.get("DIJKWACHT_USER") or "voorbeeld"
    chosen = st.session_state.get(ROLE_SWITCH)
    role = chosen if isinstance(chosen, Role) else usual
    who = subject if role is usual else f"{subject} als {role.value}"
    return Reviewer(who, who, role, tuple(Role))


def _usual_role() -> Role:
    name = os.environ.get("DIJKWACHT_ROLE") or Role.RIEC_LIAISON
    try:
        return Role(name)
    except ValueError as error:
        known = ", ".join(role.value for role in Role)
        raise CaseworkError(
            "de rol van DIJKWACHT_ROLE is onbekend: {name}; bekend: {known}",
            name=name,
            known=known,
        ) from error
