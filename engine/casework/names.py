"""Names inside an opened case: asked by one person, allowed by another, read once and logged.

Every name in the vault needs four eyes, also one that stands beside a KVK number: nothing tells
whether it is the company's or that of somebody who acted for it. Names of legal persons are
public, stand in the run and are shown without (docs/adr/0015).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.casework import audit, cases, four_eyes, users
from engine.casework.case_models import Case
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.casework.process.models import Act, Approval
from engine.errors import CaseworkError
from engine.register.vault import Name, Vault
from engine.settings import load_settings
from engine.tables import Gate
from engine.translatable import sentence

OPENED = "Naam geopend"
"""How the name of an entry of the processing log begins that tells of an opened name."""

_PREFIX = re.compile(r"P[0-9a-f]{5,20}")


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose names may be asked for in a case: who stands around its location in one run.

    Attributes:
        run: name of the run.
        subjects: subjects in the vault by pseudonym or KVK number; sorted.
    """

    run: str
    subjects: Mapping[str, tuple[str, ...]]

    def find(self, key: str) -> str:
        """The pseudonym or KVK number that a reader names, also by the begin of a pseudonym.

        Raises:
            CaseworkError: nobody here is called so, or several are.
        """
        key = key.strip().removeprefix("Person:").removeprefix("Enterprise:")
        if key in self.subjects:
            return key
        found = sorted(k for k in self.subjects if _PREFIX.fullmatch(key) and k.startswith(key))
        if len(found) == 1:
            return found[0]
        raise CaseworkError(
            "{key}: {how}; deze zaak opent alleen namen rond haar locatie",
            key=key[:20],
            how=sentence("meer dan één begint zo")
            if found
            else sentence("niet in de omgeving van deze locatie"),
        )


def require(session: Session, case: Case, *, user: User) -> None:
    """Refuse who may not open names in this case, and a case that opens none.

    Raises:
        CaseworkError: the case is closed, the role may not work on it, or its kind opens no people.
    """
    cases.require_open(case)
    users.require(user, users.MAY_OPEN[case.kind])
    if Gate.G2 not in load_settings(session.info["rules"]).cases.opens[case.kind.value]:
        raise CaseworkError("een {kind} opent geen personen", kind=sentence(case.kind.label))


def ask(
    session: Session,
    case: Case,
    *,
    reach: Reach,
    key: str,
    user: User,
    reason: str,
    now: datetime,
) -> Approval:
    """Ask a second person to allow opening the names of somebody around the location of a case.

    Args:
        session: a writing session.
        case: an open one.
        reach: who stands around its location.
        key: a pseudonym, its first signs, or a KVK number.
        user: who asks.
        reason: why the name is needed, without names.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the case, the role or the reach does not allow it, or there is no reason.
    """
    require(session, case, user=user)
    subject = reach.find(key)
    return four_eyes.ask(
        session, Act.OPEN_NAME, user=user, case=case, subject=subject, reason=reason, now=now
    )


def standing(session: Session, case: Case, subject: str) -> Approval | None:
    """The approval that was given for opening these names and was not used."""
    return four_eyes.usable(session, Act.OPEN_NAME, case=case, subject=subject)


def show(
    casework: Casework,
    number: int,
    *,
    reach: Reach,
    key: str,
    vault: Vault,
    subject: str,
    role: Role,
    now: datetime,
) -> list[Name]:
    """Read names from the vault, once for every approval; that is committed to the log before.

    Args:
        casework: the database.
        number: of an open case.
        reach: who stands around its location.
        key: a pseudonym, its first signs, or a KVK number.
        vault: of the installation that made the run.
        subject: sign-in of who reads.
        role: one that may open such a case.
        now: the moment, with a time zone.

    Returns:
        The names by role, source and name; none when the vault never had one.

    Raises:
        CaseworkError: the case, the role or the reach does not allow it, or nobody allowed it.
        RunError: the names were destroyed, or are damaged.
    """
    with casework.writing() as session:
        user = users.sign_in(session, subject=subject, role=role, now=now)
        case = cases.find(session, number)
        require(session, case, user=user)
        whose = reach.find(key)
        used = four_eyes.use(session, Act.OPEN_NAME, user=user, case=case, subject=whose, now=now)
        case.last_activity_at = now
        opened = audit.ProcessedObject(
            "persoon" if _PREFIX.fullmatch(whose) else "bedrijf", "pseudoniem of KVK-nummer",
            whose, "wiens naam wordt geopend", ("naam",),
        )  # fmt: skip
        # The purpose in words stands in the case and the approval, where it can be destroyed.
        name = f"{OPENED} voor een {case.kind.label}, goedkeuring {used.id}"
        cases.log(
            session, case, user=user, name=name, now=now, source=reach.run, kinds=("naam",),
            further=(opened,),
        )  # fmt: skip
    return [name for one in reach.subjects[whose] for name in vault.open_names(one)]
