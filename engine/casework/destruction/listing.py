"""The list of what must go: its hash, and asking a second person to allow exactly that.

A list is made for a day. What becomes due later stands on a later list; what is due no longer,
or counts differently, makes it another list, which nobody has allowed.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import four_eyes
from engine.casework.destruction import cutting, due, papers
from engine.casework.destruction.due import Due, Kind
from engine.casework.models import User
from engine.casework.process.models import Act, Approval

CASES, PAPERS, NAMES, LOG = "zaken", "stukken", "namen", "logboek"
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One list, allowed and destroyed as a whole.

    Attributes:
        name: `zaken`, `stukken`, `namen` or `logboek`; each is allowed apart.
        day: day for which it was made.
        dues: what must go, sorted.
        subjects: whose names, for the list of names.
    """

    name: str
    day: date
    dues: tuple[Due, ...]
    subjects: frozenset[str] = frozenset()

    @property
    def hash(self) -> str:
        """SHA-256 of its lines; equal lists have equal hashes."""
        text = "\n".join(one.line for one in self.dues)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def subject(self) -> str:
        """What an approval of it is about."""
        return f"{self.name}/{self.day.isoformat()}/{self.hash}"

    @property
    def title(self) -> str:
        """How people refer to it."""
        return f"lijst {self.name} van {self.day.isoformat()}, {self.hash[:_SHOWN]}"


def make(session: Session, name: str, *, day: date, unmentioned: Collection[str]) -> Part:
    """One list for a day.

    Args:
        session: any session.
        name: `zaken`, `stukken`, `namen` or `logboek`.
        day: what is due on it stands on the list.
        unmentioned: subjects in the vault whom no kept run mentions, see `vault_names`.
    """
    subjects = frozenset(unmentioned) if name == NAMES else frozenset()
    dues = _DUES[name](session, day, subjects)
    return Part(name, day, tuple(dues), subjects)


def parts(session: Session, *, day: date, unmentioned: Collection[str]) -> list[Part]:
    """Every list of a day that is not empty, in a fixed order."""
    made = [make(session, name, day=day, unmentioned=unmentioned) for name in _DUES]
    return [part for part in made if part.dues]


def ask(session: Session, part: Part, *, user: User, reason: str, now: datetime) -> Approval:
    """Ask a second person to allow a list; asking twice gives the question that stands.

    Raises:
        CaseworkError: the role may not ask, or there is no reason.
    """
    return four_eyes.ask(
        session, Act.DESTROY, user=user, subject=part.subject, reason=reason, now=now
    )


def allowed(session: Session, *, today: date) -> list[tuple[str, date, str]]:
    """(list, day, subject) of every list that was allowed, not used and did not expire, by day."""
    found = select(Approval).where(
        Approval.act == Act.DESTROY, Approval.case_id.is_(None), Approval.allowed.is_(True),
        Approval.used_at.is_(None), Approval.expires_on >= today,
    )  # fmt: skip
    subjects = {approval.subject for approval in session.scalars(found)}
    told = (subject.split("/") for subject in subjects)
    known = [(part[0], part[1], "/".join(part)) for part in told if part[0] in _DUES]
    return sorted((name, date.fromisoformat(day), subject) for name, day, subject in known)


def _names(session: Session, day: date, subjects: frozenset[str]) -> list[Due]:
    del session
    if not subjects:
        return []
    text = "\n".join(sorted(subjects))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return [Due(Kind.NAMES, digest, day, len(subjects))]


_DUES: Mapping[str, Callable[[Session, date, frozenset[str]], list[Due]]] = {
    CASES: lambda session, day, _: due.cases(session, today=day),
    PAPERS: lambda session, day, _: papers.due(session, today=day),
    NAMES: _names,
    LOG: lambda session, day, _: cutting.due(session, today=day),
}
