"""Who changes a file, from which version, when; and what every change of one has in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from connectors.dates import dutch_day
from engine.casework import cases, users
from engine.casework.bibob import hook
from engine.casework.bibob.models import BibobFile, Entry
from engine.casework.bibob.words import BibobState
from engine.casework.case_models import CaseKind
from engine.casework.models import User
from engine.errors import CaseworkError

AFTER_INVESTIGATION = frozenset(
    {
        BibobState.DECISION, BibobState.REPORTED, BibobState.OBJECTION, BibobState.CLOSED,
        BibobState.WITHDRAWN, BibobState.NOT_PROCESSED,
    }
)  # fmt: skip
"""In these nothing is investigated any more."""

Made = TypeVar("Made", bound=Entry)


@dataclass(frozen=True, slots=True)
class By:
    """Who acts.

    Attributes:
        user: a Bibob officer.
        seen: the version of the file that this user looked at.
        now: the moment, with a time zone.
    """

    user: User
    seen: int
    now: datetime

    @property
    def today(self) -> date:
        """The day in the Netherlands."""
        return dutch_day(self.now)


def find(session: Session, number: int) -> BibobFile:
    """One file, by the number of its case.

    Raises:
        CaseworkError: there is no such file.
    """
    file = session.get(BibobFile, number)
    if file is None:
        raise CaseworkError("er is geen Bibob-dossier {number}", number=str(number))
    return file


def require_officer(user: User) -> None:
    """Refuse every role but those that may open a Bibob file.

    Raises:
        CaseworkError: with the roles that may.
    """
    users.require(user, users.MAY_OPEN[CaseKind.BIBOB])


@contextmanager
def changing(
    session: Session, number: int, by: By, *, name: str, kinds: tuple[str, ...]
) -> Iterator[BibobFile]:
    """A file that is changed in the block: locked, of the version that was seen, and logged.

    Args:
        session: a writing session.
        number: of the file.
        by: who changes it.
        name: what is done, in Dutch and without names, for the log.
        kinds: what kinds of data are processed, for the log.

    Raises:
        CaseworkError: no such file, the role may not, it is closed, or somebody changed it since;
            the message says who and when.
    """
    require_officer(by.user)
    file = find(session, number)
    if not file.case.is_open:
        raise CaseworkError("Bibob-dossier {number} is gesloten", number=str(number))
    case = cases.to_change(session, number, user=by.user, now=by.now, seen=by.seen)
    yield file
    flag_modified(case, "last_activity_at")
    session.flush()
    cases.log(session, case, user=by.user, name=f"Bibob: {name}", now=by.now, kinds=kinds)


@contextmanager
def investigating(
    session: Session, number: int, by: By, *, name: str, kinds: tuple[str, ...]
) -> Iterator[BibobFile]:
    """As `changing`, and only while the hook is valid and nothing was decided.

    Raises:
        CaseworkError: as `changing`, or the hook is not valid, or the investigation is over.
    """
    with changing(session, number, by, name=name, kinds=kinds) as file:
        hook.require_valid(file, by.today)
        if file.state in AFTER_INVESTIGATION:
            raise CaseworkError("in {state} verandert het onderzoek niet meer", state=file.state)
        yield file


def add(session: Session, file: BibobFile, by: By, entry: Made) -> Made:
    """Put a record into a file."""
    entry.case_id = file.case_id
    entry.added_by_id = by.user.id
    entry.added_at = by.now
    session.add(entry)
    session.flush()
    return entry
