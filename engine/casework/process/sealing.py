"""Sealing: of a signal that ends without having been taken on only steps, dates and counts stay.

Everything that a person or a rule said in it goes, as one JSON, under a key of its own; deleting
that key destroys it for good. The place stays until then, so that a later signal there shows that
there was one before. Process 1.3, REQ-RET-1.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day, months_after
from engine.casework import cases, users
from engine.casework.case_models import Case, CaseScan
from engine.casework.judgements import check_text
from engine.casework.meetings import forgetting
from engine.casework.meetings.models import AgendaItem
from engine.casework.models import Base, User
from engine.casework.process.definition import process_of
from engine.casework.process.models import (
    Approval,
    CaseHit,
    CaseLink,
    Measure,
    Note,
    PrivacyCheck,
    Request,
    Seal,
    Task,
    Transition,
    Weighing,
)
from engine.casework.process.states import State
from engine.errors import CaseworkError
from engine.register.sealing import Sealer
from engine.translatable import mark

CONTENT: Mapping[type[Base], tuple[str, ...]] = {
    Case: ("purpose",),
    AgendaItem: ("subject", "requested", "texts"),
    Transition: ("reason",),
    Weighing: ("answers", "reason"),
    PrivacyCheck: ("answers",),
    Request: ("partner", "question", "content"),
    Note: ("text",),
    Task: ("title",),
    Measure: ("instrument", "reason"),
    CaseHit: (
        "rule_id",
        "version",
        "family",
        "role",
        "explanation",
        "run",
        "newest",
        "evidence",
        "title",
        "false_positives",
    ),
    CaseScan: ("run", "outcomes", "not_judged"),
    CaseLink: ("reason",),
    Approval: ("subject", "reason", "decision_reason"),
}
"""Columns that say something, by table; what a signal gets more must be added here."""

_PURPOSE = b"dijkwacht case seal"


def is_due(case: Case) -> bool:
    """True when it ended without having been taken on, and was not destroyed.

    One that went into another case waits for that one, so that the merge can be undone.
    """
    is_kept = case.taken_on_at is not None or case.merged_into_id is not None
    return not case.is_open and not is_kept and case.state is not State.DESTROYED


def with_merged(session: Session, case: Case) -> list[Case]:
    """A case and every one that went into it, also by way of another; what is not sealed yet."""
    found, waiting = [], [case]
    while waiting:
        one = waiting.pop()
        found += [one] if of_case(session, one) is None else []
        into = select(Case).where(Case.merged_into_id == one.id).order_by(Case.id)
        waiting += session.scalars(into).unique()
    return found


def seal(session: Session, case: Case, *, now: datetime) -> Seal:
    """Seal everything that was said in a case, and empty the originals; it is logged first.

    Args:
        session: a writing session.
        case: one that is due, see `is_due`, and was not sealed.
        now: the moment, with a time zone; its end, when that is not known.

    Raises:
        SettingsError: there is no pseudonym key; nothing changes.
    """
    sealer = _sealer(session)
    cases.log(session, case, user="system", name="Signaal verzegeld", now=now, kinds=_KINDS)
    rows = {table: _rows(session, table, case) for table in CONTENT}
    until = _destroy_on(session, case, rows, now)
    told = {
        table.__tablename__: [_told(table, row) for row in found] for table, found in rows.items()
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=_plain)
    wrapped, sealed = sealer.seal(text.encode("utf-8", "surrogatepass"), *_labels(case))
    made = Seal(case_id=case.id, wrapped=wrapped, sealed=sealed, sealed_at=now, destroy_on=until)
    session.add(made)
    for table, found in rows.items():
        for row in found:
            for name in CONTENT[table]:
                setattr(row, name, _empty(table, name, getattr(row, name)))
    session.flush()
    forgetting.forget(session, case)
    return made


def of_case(session: Session, case: Case) -> Seal | None:
    """The seal of a case; None when it has none."""
    return session.get(Seal, case.id)


def read(
    session: Session, case: Case, *, user: User, reason: str, now: datetime
) -> dict[str, list[dict[str, Any]]]:
    """What was said in a sealed signal, by table; who reads it and why is logged first.

    Raises:
        CaseworkError: the role may not, there is no reason, it is not sealed, or it was damaged or
            sealed with another key.
    """
    users.require(user, users.MAY_UNSEAL)
    reason = check_text(reason, what=mark("een reden"))
    found = of_case(session, case)
    if found is None:
        raise CaseworkError(
            "zaak {number} is niet verzegeld, of haar inhoud is vernietigd", number=str(case.id)
        )
    name = f"Verzegeld signaal gelezen: {reason}"
    cases.log(session, case, user=user, name=name, now=now, kinds=_KINDS)
    try:
        text = _sealer(session).open(found.wrapped, found.sealed, *_labels(case))
    except ValueError as error:
        raise CaseworkError(
            "de inhoud van zaak {number} is beschadigd, of verzegeld met een andere sleutel "
            "(DIJKWACHT_KEY)",
            number=str(case.id),
        ) from error
    told: dict[str, list[dict[str, Any]]] = json.loads(text.decode("utf-8", "surrogatepass"))
    return told


_KINDS = ("vrije tekst", "treffers")


def _sealer(session: Session) -> Sealer:
    return Sealer(session.info["key"](), _PURPOSE)


def _labels(case: Case) -> tuple[bytes, bytes]:
    """What binds content and key to their row."""
    return f"case/{case.id}".encode(), f"case/{case.id}/key".encode()


def _rows(session: Session, table: type[Base], case: Case) -> list[Any]:
    if table is Case:
        return [case]
    columns = table.__table__.c
    found = select(table).where(columns["case_id"] == case.id).order_by(columns["id"])
    return list(session.scalars(found))


def _told(table: type[Base], row: Base) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("id", *CONTENT[table])}


def _empty(table: type[Base], name: str, value: object) -> object:
    """Nothing, in the type of the column."""
    if inspect(table).columns[name].nullable:
        return None
    return type(value)() if isinstance(value, list | dict) else ""


def _destroy_on(
    session: Session, case: Case, rows: Mapping[type[Base], list[Any]], now: datetime
) -> date:
    """The day on which all of it must be gone; a hit in it may not be kept longer than a hit."""
    terms = process_of(session).retention
    ended = dutch_day(case.closed_at or now)
    found = [hit.found_on for hit in rows[CaseHit]] + [scan.as_of for scan in rows[CaseScan]]
    hits = [months_after(day, terms.hit_months) + timedelta(days=1) for day in found]
    return min([ended + timedelta(days=terms.not_taken_on_days), *hits])


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")
