"""Destroying what stands in a Bibob file, five years after its conclusion unless a procedure runs.

What stays is that there was a file: its number, kind of decision and the days of its steps. The
term stands in `rules/bibob/clocks.yml`; that a second person must allow it in `rules/process.yml`.
"""

from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import cases, four_eyes
from engine.casework.bibob import acting, content, timeline
from engine.casework.bibob.catalogue import catalogue_of
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
from engine.casework.case_models import CaseScan
from engine.casework.clocks.clock import Standing
from engine.casework.models import User
from engine.casework.process.models import Act, Approval
from engine.errors import CaseworkError
from engine.translatable import sentence

CLOCK = "retention"
_EMPTY = ""
_RECORDS: tuple[type[Entry], ...] = (
    BibobAnswer, BibobConclusion, BibobDecision, BibobEvent, BibobFact, BibobFinancing, BibobNotice,
    BibobRefusal, BibobRelation, BibobSource, BibobStatement, BibobWeighing, BibobParty,
)  # fmt: skip
"""Every kind of record, those that name people before the people."""


def due(session: Session, *, today: date) -> list[tuple[int, date]]:
    """Closed files whose term has passed, as (number, last day of the term), by number."""
    law = catalogue_of(session)
    found = []
    for file in session.scalars(select(BibobFile).order_by(BibobFile.case_id)):
        clock = timeline.clock(content.read(session, file), law, CLOCK, as_of=today)
        if clock.standing is Standing.OVERDUE and clock.due and not file.case.is_open:
            found.append((file.case_id, clock.due))
    return found


def ask(session: Session, number: int, *, user: User, reason: str, now: datetime) -> Approval:
    """Ask a second person to allow destroying a file; asking twice gives the question that stands.

    Raises:
        CaseworkError: the role may not ask, or the term of the file has not passed.
    """
    acting.require_officer(user)
    file = acting.find(session, number)
    _require_due(session, file, now)
    return four_eyes.ask(
        session, Act.DESTROY, user=user, subject=_subject(file), reason=reason, case=file.case,
        now=now,
    )  # fmt: skip


def destroy(session: Session, number: int, *, user: User, now: datetime) -> None:
    """Destroy what stands in a file, once a second person allowed it.

    Raises:
        CaseworkError: the role may not, the term has not passed, or nobody allowed it.
    """
    acting.require_officer(user)
    file = acting.find(session, number)
    _require_due(session, file, now)
    four_eyes.use(session, Act.DESTROY, user=user, subject=_subject(file), case=file.case, now=now)
    erase(session, file)
    cases.log(
        session, file.case, user=user, name="Bibob: dossier vernietigd", now=now,
        kinds=("namen", "relaties", "feiten", "financiering", "conclusie"),
    )  # fmt: skip


def erase(session: Session, file: BibobFile) -> None:
    """Take every record and text out of a file; checks and logs nothing itself."""
    for kind in _RECORDS:
        session.execute(delete(kind).where(kind.case_id == file.case_id))
    session.execute(delete(CaseScan).where(CaseScan.case_id == file.case_id))
    steps = update(BibobTransition).where(BibobTransition.case_id == file.case_id)
    session.execute(steps.values(reason=_EMPTY))
    file.hook_reference = _EMPTY
    file.hook_closed_reason = file.decision_weeks_reason = None
    file.form_refused_reason = file.advice_reason = None
    file.case.purpose = _EMPTY
    session.flush()
    session.expire_all()


def _require_due(session: Session, file: BibobFile, now: datetime) -> None:
    today = dutch_day(now)
    if file.case_id in dict(due(session, today=today)):
        return
    clock = timeline.clock(content.read(session, file), catalogue_of(session), CLOCK, as_of=today)
    if file.case.is_open:
        why = sentence("het is nog niet gesloten")
    elif clock.standing is Standing.HELD:
        why = sentence("er loopt een procedure")
    elif clock.due is None:
        why = sentence("er staat niets meer in")
    else:
        why = sentence("de bewaartermijn loopt tot en met {day}", day=clock.due)
    raise CaseworkError(
        "Bibob-dossier {number} wordt niet vernietigd: {why}", number=str(file.case_id), why=why
    )


def _subject(file: BibobFile) -> str:
    return f"bibob:{file.case_id}:{file.case.version}"
