"""Destroying: what must go on its day, and what a second person allowed; then nothing is left.

Every list goes in one transaction with its entries in the log and the use of its approval: all of
it, or nothing when something breaks off. Names in the vault go after that was committed; when that
breaks off they stand on the next list again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from engine.casework import four_eyes, scrubbing, users
from engine.casework.database import Casework
from engine.casework.destruction import due, erasing, listing
from engine.casework.destruction.due import Due
from engine.casework.destruction.listing import Part
from engine.casework.models import Role
from engine.casework.process import sealing
from engine.casework.process.definition import process_of
from engine.casework.process.models import Act
from engine.errors import CaseworkError
from engine.register.vault import Vault
from engine.translatable import joined, sentence


@dataclass(frozen=True, slots=True)
class Names:
    """The vault and whom in it no kept run mentions, asked when a list of names is at hand.

    Attributes:
        vault: None when there is none yet; then nobody is in it.
    """

    vault: Vault | None
    unmentioned: Callable[[], frozenset[str]]


def duties(casework: Casework, *, user: str, today: date, now: datetime) -> Iterator[str]:
    """Do what waits for nobody: seal what was not, and destroy what came from the RIEC.

    Args:
        casework: the database.
        user: who started it, for the log.
        today: the day on which it is looked at.
        now: the moment, with a time zone.

    Yields:
        What was done, in Dutch.
    """
    with casework.writing() as session:
        sealed = due.not_sealed(session)
        for case in sealed:
            sealing.seal(session, case, now=now)
        gone = due.hard(session, today=today)
        for one in gone:
            erasing.erase(session, one, day=today, user=user, now=now)
        told = [f"zaak {case.id} verzegeld" for case in sealed]
        told += [f"vernietigd: {one.line}" for one in gone]
    yield from told


def allowed(
    casework: Casework, *, subject: str, role: Role, names: Names, today: date, now: datetime
) -> Iterator[tuple[Part, Due]]:
    """Destroy every list that a second person allowed, exactly as it was then.

    Args:
        casework: the database.
        subject: sign-in of who has it destroyed.
        role: one that may ask for it.
        names: the vault.
        today: the day on which it is looked at; an approval may have expired.
        now: the moment, with a time zone.

    Yields:
        Everything that is gone, list by list.

    Raises:
        CaseworkError: the role may not, or a list is no longer what was allowed; it stays.
    """
    with casework.writing() as session:
        user = users.sign_in(session, subject=subject, role=role, now=now)
        asks = process_of(session).approvals[Act.DESTROY].asks
        users.require(user, frozenset(asks))
        waiting = listing.allowed(session, today=today)
    changed: list[str] = []
    for name, day, approved in waiting:
        whom = names.unmentioned() if name == listing.NAMES else frozenset[str]()
        with casework.writing() as session:
            user = users.sign_in(session, subject=subject, role=role, now=now)
            asks = process_of(session).approvals[Act.DESTROY].asks
            users.require(user, frozenset(asks))
            part = listing.make(session, name, day=day, unmentioned=whom)
            if part.subject != approved:
                changed.append(sentence("lijst {name} van {day}", name=name, day=day))
                continue
            four_eyes.use(session, Act.DESTROY, user=user, subject=approved, now=now)
            for one in part.dues:
                erasing.erase(session, one, day=day, user=subject, now=now)
            erasing.forget_people(session, part.subjects, user=subject, now=now)
        if part.subjects and names.vault is not None:
            names.vault.forget(part.subjects)
        yield from ((part, one) for one in part.dues)
    if changed:
        raise CaseworkError(
            "{lists}: wat weg moet is intussen anders dan wat is goedgekeurd; niets ervan is "
            "vernietigd. Vraag het opnieuw: dijkwacht retention plan",
            lists=joined(changed, between=", "),
        )


def clean(casework: Casework) -> None:
    """Leave nothing of what was taken out in the files of the database."""
    scrubbing.scrub(casework)
