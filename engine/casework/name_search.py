"""Who bears the name of somebody who asks what is processed about them.

The name is given by who asks, is looked for in the vault, and stands in no table and no log: the
log tells that a name was looked for, under a keyed mark that only the same name gets, and whose
pseudonyms were shown. Two people of one name stay two, and nobody whom only a source behind a gate
names is told of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.casework import audit, paper_register, tellable, users
from engine.casework.audit import ProcessedObject
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.errors import CaseworkError
from engine.register.pseudonyms import PATTERN, Pseudonyms, normalise_name
from engine.register.vault import Kept, Vault
from engine.snapshot import Run

LONGEST = 200
_STEP = "een verzoek om inzage beantwoorden"
_SCOPE = "inzage"


@dataclass(frozen=True, slots=True)
class Bearers:
    """Who bears a name.

    Attributes:
        people: pseudonym, with where the name was delivered; sorted.
        others: KVK numbers and records of companies that the name stands beside; sorted.
        mark: keyed mark of the name that was looked for.
    """

    people: Mapping[str, tuple[Kept, ...]]
    others: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks for a name, and why.

    Attributes:
        subject: sign-in.
        reason: without names; checked as that of the paper.
    """

    subject: str
    role: Role
    reason: str


def search(
    casework: Casework,
    vault: Vault,
    name: str,
    *,
    run: Run,
    asker: Asker,
    roles: frozenset[Role],
    now: datetime,
) -> Bearers:
    """Find who bears exactly this name; case, accents and punctuation do not matter.

    That somebody looks is committed to the log before the vault is read, and whom they found
    before it is told.

    Args:
        casework: the database.
        vault: of the installation that made the run.
        name: as who asks gave it.
        run: the newest one.
        asker: who looks.
        roles: that may make the answer.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: there is no name, the role may not, the reason is not good enough, or the
            run was made with another key.
        RunError: a name in the vault is damaged, or the run cannot be read.
    """
    if not normalise_name(name) or len(name) > LONGEST:
        raise CaseworkError("geef de naam van de verzoeker: 1 tot {most} tekens", most=LONGEST)
    tellable.check_key(run, vault)
    mark = Pseudonyms(vault.key).from_name(name, scope=_SCOPE)
    sought = ProcessedObject("persoon", "kenmerk van een naam", mark, "wie inzage vroeg")
    with casework.writing() as session:
        user = users.sign_in(session, subject=asker.subject, role=asker.role, now=now)
        paper_register.check_decision(session, user=user, roles=roles, reason=asker.reason)
        _log(session, "Naam gezocht voor een verzoek om inzage", (sought,), user, now)
    found = tellable.names(run, vault.bearing(name))
    subjects = sorted({one.subject for one in found})
    people = {
        one: tuple(kept for kept in found if kept.subject == one)
        for one in subjects
        if PATTERN.fullmatch(one)
    }
    shown = tuple(
        ProcessedObject("persoon", "pseudoniem", one, "draagt de gezochte naam", ("pseudoniem",))
        for one in people
    )
    with casework.writing() as session:
        user = users.sign_in(session, subject=asker.subject, role=asker.role, now=now)
        _log(session, "Pseudoniemen bij een gezochte naam getoond", (sought, *shown), user, now)
    return Bearers(people, tuple(one for one in subjects if one not in people), mark)


def _log(
    session: Session, name: str, objects: tuple[ProcessedObject, ...], user: User, now: datetime
) -> None:
    audit.append(session, audit.Processing(name, _STEP, user.subject, objects), now=now)
