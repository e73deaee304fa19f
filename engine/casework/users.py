"""Users of casework and what their role allows."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework.case_models import CaseKind
from engine.casework.columns import is_storable
from engine.casework.models import MAX_SUBJECT, Role, User
from engine.errors import CaseworkError, RoleRefused
from engine.translatable import Sentence, fixed_word, joined, sentence

MAY_JUDGE = frozenset({Role.RIEC_LIAISON, Role.DRIEHOEK_ADVISER, Role.ANALYST, Role.CARE_ADVISER})
"""Not the Bibob officer, who sees no score, nor who reads the log or manages the system."""

MAY_MATCH = MAY_JUDGE
"""Who may judge whether two records are one and the same: who judges locations."""
MAY_REPORT_ERRORS = MAY_JUDGE | {Role.BIBOB_OFFICER}
"""Who says that a fact of a source is wrong, and what came of that: who works with these facts."""

MAY_ASSIGN = frozenset({Role.RIEC_LIAISON})
"""Who gives a location of the week's list to a colleague: who answers for the list."""

MAY_LOOK = frozenset(Role) - {Role.ADMINISTRATOR}
"""Who sees the facts of a location: not who manages the system."""

MAY_SEE_NETWORK = MAY_JUDGE | {Role.BIBOB_OFFICER}
"""Who sees which companies and locations belong together."""

MAY_SEE_SOURCES = frozenset(Role)
"""Who sees how old deliveries are and what of them could not be used."""

MAY_MASK = frozenset({Role.RIEC_LIAISON, Role.CARE_ADVISER})
"""Who may take a possible victim off every list."""

MAY_OPEN: Mapping[CaseKind, frozenset[Role]] = {
    CaseKind.SIGNAL: frozenset({Role.RIEC_LIAISON, Role.CARE_ADVISER}),
    CaseKind.CASE: frozenset({Role.RIEC_LIAISON}),
    CaseKind.BIBOB: frozenset({Role.BIBOB_OFFICER}),
}
"""Who may open, scan and close each kind of case."""

MAY_ADD: Mapping[CaseKind, frozenset[Role]] = {
    CaseKind.SIGNAL: MAY_OPEN[CaseKind.SIGNAL] | {Role.DRIEHOEK_ADVISER},
    CaseKind.CASE: MAY_OPEN[CaseKind.CASE] | {Role.DRIEHOEK_ADVISER},
    CaseKind.BIBOB: MAY_OPEN[CaseKind.BIBOB],
}
"""Who may put something in each kind of case: who opens it, and who records what a meeting decided
about it, where it may come on an agenda."""

MAY_WORK = frozenset(
    {Role.RIEC_LIAISON, Role.CARE_ADVISER, Role.BIBOB_OFFICER, Role.DRIEHOEK_ADVISER}
)
"""Who has tasks: not who sees no cases, such as the analyst."""

MAY_UNSEAL = frozenset({Role.PRIVACY_OFFICER})
"""Who may read a signal that was not taken on and sealed: who checks the others, with a reason."""

MAY_MEET = frozenset({Role.RIEC_LIAISON, Role.DRIEHOEK_ADVISER})
"""Who prepares meetings and records what was decided there."""

MAY_MEND_SOURCES = frozenset({Role.ANALYST, Role.ADMINISTRATOR})
"""Who is told on opening the app that a source is too old or gave nothing."""

MAY_READ_LOG = frozenset({Role.PRIVACY_OFFICER})
"""Who may look up in the log what others did."""

MAY_ACCOUNT = frozenset(
    {Role.RIEC_LIAISON, Role.DRIEHOEK_ADVISER, Role.ANALYST, Role.PRIVACY_OFFICER}
)
"""Who sees what the system did in a year: who makes the annual evaluation or checks it. Not the
Bibob officer, who is told no score, nor the care adviser, who only receives."""

MAY_SEE_TERMS = MAY_ACCOUNT | {Role.ADMINISTRATOR}
"""Who sees when which records must go: also who has them destroyed, and who sees nothing else."""

MAY_PROPOSE = frozenset({Role.ANALYST})
"""Who may propose another text of a pack."""

MAY_PUBLISH = frozenset({Role.ANALYST, Role.RIEC_LIAISON})
"""Who may decide about a proposal of somebody else: a second analyst, or the RIEC liaison, who
works with the list. Not who manages the system, nor who reads the log: they check the others."""


def sign_in(session: Session, *, subject: str, role: Role, now: datetime) -> User:
    """The user with this sign-in, added at the first time; the role follows the sign-in service.

    Raises:
        CaseworkError: the subject is empty, too long or not plain text, or the user was switched
            off.
    """
    if not subject.strip():
        raise CaseworkError("wie aanmeldt, heeft een kenmerk nodig")
    if len(subject) > MAX_SUBJECT or not is_storable(subject):
        raise CaseworkError(
            "het kenmerk van wie aanmeldt is gewone tekst van ten hoogste {most} tekens",
            most=MAX_SUBJECT,
        )
    user = session.scalar(select(User).where(User.subject == subject))
    if user is None:
        user = User(subject=subject, role=role, is_active=True, created_at=now)
        session.add(user)
    if not user.is_active:
        raise CaseworkError("gebruiker {user} is uitgeschakeld", user=subject)
    user.role = role
    session.flush()
    return user


def find(session: Session, subject: str) -> User:
    """The user with this sign-in.

    Raises:
        CaseworkError: nobody with it signed in yet.
    """
    found = session.scalar(select(User).where(User.subject == subject))
    if found is None:
        raise CaseworkError("{user} heeft nog niet ingelogd", user=subject)
    return found


def require(user: User, roles: frozenset[Role]) -> None:
    """Refuse when the user's role is none of these.

    Raises:
        RoleRefused: with the roles that may.
        CaseworkError: the user is switched off.
    """
    if not user.is_active:
        raise CaseworkError("gebruiker {user} is uitgeschakeld", user=user.subject)
    if user.role not in roles:
        raise refusal(user.role, roles)


def refusal(role: Role, roles: Collection[Role]) -> RoleRefused:
    """What is said to who has another role than those that may."""
    return RoleRefused(
        "als {role} mag u dit niet; wel: {allowed}", role=named(role), allowed=listed(roles)
    )


def named(role: Role) -> Sentence:
    """A role as a page says it."""
    return fixed_word("user.role", role.label)


def listed(roles: Collection[Role]) -> Sentence:
    """Roles as a page lists them, in a fixed order; nobody when there are none."""
    if not roles:
        return sentence("niemand")
    return joined([named(role) for role in sorted(roles)], between=", ")
