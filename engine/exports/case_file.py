"""A whole case: where it stands, what was done in it, and what is known, ready to show."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.case_models import Case, CaseScan
from engine.casework.process import (
    evidence,
    linking,
    measures,
    moving,
    notes,
    privacy_checks,
    requests,
    tasks,
    weighing,
)  # fmt: skip
from engine.casework.process.definition import Process, process_of
from engine.casework.process.models import (
    CaseHit,
    CaseLink,
    Measure,
    Note,
    PrivacyCheck,
    Request,
    Task,
    Transition,
    Weighing,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything of one case; lists are oldest first, but scans (newest first) and tasks.

    Attributes:
        tasks: open ones first, by day.
        hits: of the weekly scan, the newest run first.
        links: to and from other cases.
        process: the words and questions of the municipality's process.
    """

    case: Case
    process: Process
    history: tuple[Transition, ...]
    weighings: tuple[Weighing, ...]
    checks: tuple[PrivacyCheck, ...]
    requests: tuple[Request, ...]
    notes: tuple[Note, ...]
    tasks: tuple[Task, ...]
    measures: tuple[Measure, ...]
    scans: tuple[CaseScan, ...]
    hits: tuple[CaseHit, ...]
    links: tuple[CaseLink, ...]


def build(session: Session, case: Case) -> CaseFile:
    """Read everything of a case; who may see it was decided and logged before."""
    return CaseFile(
        case,
        process_of(session),
        tuple(moving.history(session, case)),
        tuple(weighing.of_case(session, case)),
        tuple(privacy_checks.of_case(session, case)),
        tuple(requests.of_case(session, case)),
        tuple(notes.of_case(session, case)),
        tuple(tasks.of_case(session, case)),
        tuple(measures.of_case(session, case)),
        tuple(cases.scans(session, case)),
        tuple(evidence.of_case(session, case)),
        tuple(linking.of_case(session, case)),
    )
