"""Erasing: the content of a case, hits after their term, and what rules said at judgements.

Of a destroyed case the number, its kind, its days and its steps without reasons stay; every row of
another table that belongs to it goes, whatever the table, also one that was added later.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, cases
from engine.casework.case_models import Case, CaseScan
from engine.casework.destruction import cutting, due, pairs, papers, reported, told
from engine.casework.destruction.due import Due, Kind
from engine.casework.destruction.told import REASONS
from engine.casework.meetings import forgetting
from engine.casework.meetings.models import AgendaDecision
from engine.casework.models import Base, Place
from engine.casework.process import moving
from engine.casework.process.definition import Step, process_of
from engine.casework.process.models import CaseHit, Task, Transition
from engine.casework.process.states import State
from engine.errors import CaseworkError

NOWHERE = "vernietigd"
"""Id of the place that destroyed cases are at; it has no BAG object."""

_KEPT = frozenset({"case", "case_transition", "agenda_item", "agenda_decision"})


def erase(session: Session, one: Due, *, day: date, user: str, now: datetime) -> None:
    """Log and destroy one thing of a list, in the transaction of `session`.

    Args:
        session: a writing session.
        one: what, as the list of `day` tells it.
        day: for which the list was made.
        user: who has it destroyed.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: it is not there.
    """
    _DEEDS[one.kind](session, one, day, user, now)
    session.flush()


def _erase_case(session: Session, one: Due, day: date, user: str, now: datetime) -> None:
    del day
    case = cases.find(session, int(one.key))
    name = f"Inhoud van zaak vernietigd: {REASONS[one.kind]}"
    cases.log(session, case, user=user, name=name, now=now, kinds=("alle gegevens van de zaak",))
    forgetting.forget(session, case)
    session.execute(update(AgendaDecision).where(_of_task(case.id)).values(task_id=None))
    # The key of a seal goes with its row: what backups hold of its content opens no more with it.
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in _KEPT and (condition := _belongs(table, case.id)) is not None:
            session.execute(delete(table).where(condition))
    session.execute(update(Transition).where(Transition.case_id == case.id).values(reason=""))
    session.execute(update(Case).where(Case.merged_into_id == case.id).values(merged_into_id=None))
    session.expire_all()
    case.purpose, case.place, case.owner, case.merged_into_id = "", _nowhere(session), None, None
    case.is_victim, case.keep_until, case.hits_destroyed = False, None, 0
    case.closed_at = case.closed_at or now
    moving.record(
        session, case, _step(session), user=None, reason=REASONS[one.kind], outcome=case.outcome,
        checks={"needs": [], "due_on": one.due_on.isoformat()}, now=now,
    )  # fmt: skip


def _of_task(number: int) -> ColumnElement[bool]:
    """Decisions that became a task of this case."""
    tasks = select(Task.id).where(Task.case_id == number)
    return AgendaDecision.task_id.in_(tasks)


def _step(session: Session) -> Step:
    found = process_of(session).step(State.CLOSED, State.DESTROYED, None)
    if found is None:
        raise CaseworkError("rules/process.yml kent geen stap van AFGESLOTEN naar VERNIETIGD")
    return found


def _belongs(table: Table, number: int) -> ColumnElement[bool] | None:
    """Which rows of a table belong to a case, by foreign keys; None when none can."""
    ways: list[ColumnElement[bool]] = []
    for key in table.foreign_keys:
        parent = key.column.table
        if parent is table or key.parent.name == "merged_into_id":
            continue
        if parent.name == "case":
            ways.append(key.parent == number)
        elif parent.name not in _KEPT and (condition := _belongs(parent, number)) is not None:
            ways.append(key.parent.in_(select(key.column).where(condition)))
    return or_(*ways) if ways else None


def _nowhere(session: Session) -> Place:
    found = session.scalar(select(Place).where(Place.identity == NOWHERE))
    if found is None:
        found = Place(location_id=NOWHERE, identity=NOWHERE, objects=[])
        session.add(found)
        session.flush()
    return found


def _erase_hits(session: Session, one: Due, day: date, user: str, now: datetime) -> None:
    is_over = due.hits_before(process_of(session).retention, day)
    case = cases.find(session, int(one.key))
    name = told.HITS.format(count=one.count)
    cases.log(session, case, user=user, name=name, now=now, kinds=("treffers",))
    for hit in session.scalars(select(CaseHit).where(CaseHit.case_id == case.id)).all():
        if is_over(hit.found_on):
            session.delete(hit)
    for scan in session.scalars(select(CaseScan).where(CaseScan.case_id == case.id)).all():
        if is_over(scan.as_of):
            scan.outcomes = [said for said in scan.outcomes if said["outcome"] != due.HIT]
    case.hits_destroyed += one.count


def _erase_judged(session: Session, one: Due, day: date, user: str, now: datetime) -> None:
    is_over = due.hits_before(process_of(session).retention, day)
    _log(session, one, user, now)
    if one.kind is Kind.LISTINGS:
        for listing in due.listings_with_rules(session):
            if is_over(listing.listed_on):
                listing.rule_ids = []
        return
    for judgement in due.judgements_with_words(session):
        if is_over(dutch_day(judgement.judged_at)):
            judgement.rule_ids, judgement.conditions = [], None
            judgement.reason, judgement.innocent_explanation = "", None


def _cut(session: Session, one: Due, day: date, user: str, now: datetime) -> None:
    del day
    cutting.cut(session, one, user=user, now=now)


def _strike(session: Session, one: Due, day: date, user: str, now: datetime) -> None:
    del day
    papers.strike(session, one, user=user, now=now)


def _erase_matches(session: Session, one: Due, day: date, user: str, now: datetime) -> None:
    _log(session, one, user, now)
    years = process_of(session).retention.match_years
    pairs.erase(session, pairs.over(session, today=day, years=years))


def _erase_errors(session: Session, one: Due, day: date, user: str, now: datetime) -> None:
    _log(session, one, user, now)
    years = process_of(session).retention.error_years
    for error in reported.over(session, today=day, years=years):
        session.delete(error)


def forget_people(session: Session, subjects: Collection[str], *, user: str, now: datetime) -> int:
    """Log and destroy what was judged of pairs with people whose names are destroyed.

    Reports of wrong facts go too when the id of their record holds one of these people.

    Returns:
        How many judgements and reports went.
    """
    found = pairs.about(session, subjects)
    if found:
        key = f"{found[0].id}-{found[-1].id}"
        _log(session, Due(Kind.MATCHES, key, dutch_day(now), len(found)), user, now)
        pairs.erase(session, found)
    errors = reported.about(session, subjects)
    if errors:
        key = f"{errors[0].id}-{errors[-1].id}"
        _log(session, Due(Kind.ERRORS, key, dutch_day(now), len(errors)), user, now)
        for error in errors:
            session.delete(error)
        session.flush()
    return len(found) + len(errors)


def _only_log(session: Session, one: Due, day: date, user: str, now: datetime) -> None:
    """Names stand in the vault: they go once this entry was committed."""
    del day
    _log(session, one, user, now)


def _log(session: Session, one: Due, user: str, now: datetime) -> None:
    of_what = audit.ProcessedObject("bewaartermijn", "lijst", one.key, one.kind, (str(one.count),))
    name = told.LIST.format(kind=one.kind, count=one.count)
    audit.append(session, audit.Processing(name, due.STEP, user, (of_what,)), now=now)


_DEEDS: Mapping[Kind, Callable[[Session, Due, date, str, datetime], None]] = {
    Kind.SEALED: _erase_case,
    Kind.CASE: _erase_case,
    Kind.RIEC: _erase_case,
    Kind.HITS: _erase_hits,
    Kind.JUDGEMENTS: _erase_judged,
    Kind.LISTINGS: _erase_judged,
    Kind.MATCHES: _erase_matches,
    Kind.ERRORS: _erase_errors,
    Kind.PAPERS: _strike,
    Kind.NAMES: _only_log,
    Kind.LOG: _cut,
}
