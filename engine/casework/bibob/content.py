"""Everything that stands in one file, read once for conditions, clocks, report and page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework.bibob.entry_models import (
    BibobAnswer,
    BibobConclusion,
    BibobDecision,
    BibobFact,
    BibobFinancing,
    BibobNotice,
    BibobParty,
    BibobRefusal,
    BibobRelation,
    BibobSource,
    BibobStatement,
    BibobWeighing,
)
from engine.casework.bibob.models import BibobEvent, BibobFile, BibobTransition, Entry
from engine.casework.bibob.words import NoticeKind, PartyRole

One = TypeVar("One", bound=Entry)


@dataclass(frozen=True, slots=True)
class Content:
    """The records of a file that were not withdrawn, oldest first.

    Attributes:
        answers, refusals, weighings: the newest of each, by question or ground.
        conclusion, decision: the newest; None: there is none.
        everybody: people in the file, with those that were withdrawn.
        transitions: every step.
    """

    file: BibobFile
    parties: Sequence[BibobParty]
    sources: Sequence[BibobSource]
    relations: Sequence[BibobRelation]
    facts: Sequence[BibobFact]
    financing: Sequence[BibobFinancing]
    answers: Mapping[str, BibobAnswer]
    refusals: Mapping[str, BibobRefusal]
    weighings: Mapping[str, BibobWeighing]
    conclusion: BibobConclusion | None
    statements: Sequence[BibobStatement]
    decision: BibobDecision | None
    notices: Sequence[BibobNotice]
    events: Sequence[BibobEvent]
    transitions: Sequence[BibobTransition]
    everybody: Sequence[BibobParty]

    @property
    def subject(self) -> BibobParty | None:
        """The subject (betrokkene); None while nobody named it."""
        return next((p for p in self.parties if p.role is PartyRole.SUBJECT), None)

    def has_notice(self, kind: NoticeKind) -> bool:
        """True when something of that kind was told."""
        return any(notice.kind is kind for notice in self.notices)

    def has_event(self, kind: str) -> bool:
        """True when it happened."""
        return any(event.kind == kind for event in self.events)


def read(session: Session, file: BibobFile) -> Content:
    """Read what stands in a file."""
    steps = select(BibobTransition).where(BibobTransition.case_id == file.case_id)
    conclusions = _standing(session, BibobConclusion, file)
    decisions = _standing(session, BibobDecision, file)
    everybody = select(BibobParty).where(BibobParty.case_id == file.case_id)
    return Content(
        file=file,
        parties=_standing(session, BibobParty, file),
        sources=_standing(session, BibobSource, file),
        relations=_standing(session, BibobRelation, file),
        facts=_standing(session, BibobFact, file),
        financing=_standing(session, BibobFinancing, file),
        answers={one.question: one for one in _standing(session, BibobAnswer, file)},
        refusals={one.ground: one for one in _standing(session, BibobRefusal, file)},
        weighings={one.ground.value: one for one in _standing(session, BibobWeighing, file)},
        conclusion=conclusions[-1] if conclusions else None,
        statements=_standing(session, BibobStatement, file),
        decision=decisions[-1] if decisions else None,
        notices=_standing(session, BibobNotice, file),
        events=events(session, file),
        transitions=list(session.scalars(steps.order_by(BibobTransition.id))),
        everybody=list(session.scalars(everybody.order_by(BibobParty.id))),
    )


def events(session: Session, file: BibobFile) -> Sequence[BibobEvent]:
    """What happened in a file as far as it was not withdrawn, oldest first."""
    return _standing(session, BibobEvent, file)


def _standing(session: Session, kind: type[One], file: BibobFile) -> list[One]:
    """Records of one kind that were not withdrawn, in the order in which they were written."""
    found = select(kind).where(kind.case_id == file.case_id, kind.withdrawn_at.is_(None))
    return list(session.scalars(found.order_by(kind.id)))
