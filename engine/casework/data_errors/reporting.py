"""Reporting that a fact of a source is wrong, at the record that says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import holds, places, users
from engine.casework.data_errors import fitting, logging
from engine.casework.data_errors.models import ENDED, MAX_RECORD, DataError, ErrorState
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.errors import CaseworkError
from engine.snapshot import Run
from engine.tables import Table
from engine.translatable import mark


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says is wrong.

    Attributes:
        record_key: `source:table:record_id`.
        column: the wrong fact; None: the whole record.
        text: what is wrong, without names.
        value: what it should be, as text; empty: nothing; None: not known.
    """

    record_key: str
    column: str | None
    text: str
    value: str | None = None


def report(
    session: Session, run: Run, said: Said, *, user: User, location_id: str, now: datetime
) -> DataError:
    """Report a fact of a source as wrong.

    Args:
        session: a writing session.
        run: that was looked at.
        said: which fact, and what is wrong.
        user: who reports.
        location_id: where it was seen; a record that lies somewhere is reported there.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, no such fact can be reported, a text or value is not
            right, or exactly this was reported before and did not end.
        RunError: the run has no such record or location.
    """
    users.require(user, users.MAY_REPORT_ERRORS)
    source, table, record_id = fitting.table_of(said.record_key)
    if said.column is not None and said.column not in fitting.columns(table):
        raise CaseworkError(
            "{table} heeft geen gegeven {column}", table=table.name, column=said.column
        )
    text = check_text(said.text, what=mark("wat er niet klopt"))
    value = said.value
    if value is not None:
        day = dutch_day(now)
        value = fitting.check_value(table, record_id, said.column, value, on=day)
    where = _row(run, table, said.record_key).get("location_id") or location_id
    location = places.states(run, [where])[where]
    if not holds.hidden_from(session, user, as_of=dutch_day(now)).isdisjoint(location.bag_ids):
        raise CaseworkError("dit record is van een afgeschermde locatie")
    _refuse_twice(session, said, value)
    error = DataError(
        place=places.find_or_add(session, location),
        run=run.path.name,
        source=source,
        table=table.name,
        record_id=record_id,
        register=_register(run, source, table.name),
        column=said.column,
        text=text,
        value=value,
        user=user,
        reported_at=now,
        state=ErrorState.OPEN,
        steps=[],
    )
    session.add(error)
    session.flush()
    logging.log(session, error, user, "Fout in gegevens gemeld", now=now)
    return error


def _row(run: Run, table: Table, record_key: str) -> dict[str, Any]:
    """The record in the run: without it nobody can have looked at it."""
    if len(record_key) > MAX_RECORD:
        raise CaseworkError("dit record heeft een te lang nummer om te bewaren")
    with run.connect() as con:
        known = f'FROM "{table.name}" WHERE record_key = $key LIMIT 1'
        found: list[dict[str, Any]] = (
            con.sql(known, params={"key": record_key}).to_arrow_table().to_pylist()
        )
    if not found:
        raise CaseworkError("dit record van {table} staat niet in deze run", table=table.name)
    return found[0]


def _register(run: Run, source: str, table: str) -> str | None:
    rows = run.meta.get("source_tables", ())
    return next((r["register"] for r in rows if (r["source"], r["table"]) == (source, table)), None)


def _refuse_twice(session: Session, said: Said, value: str | None) -> None:
    source, table, record_id = fitting.table_of(said.record_key)
    same = select(DataError.id).where(
        DataError.source == source, DataError.table == table.name,
        DataError.record_id == record_id, DataError.column.is_not_distinct_from(said.column),
        DataError.value.is_not_distinct_from(value), DataError.state.not_in(sorted(ENDED)),
    )  # fmt: skip
    known = session.scalar(same.limit(1))
    if known is not None:
        raise CaseworkError("dit is al gemeld: melding {number}", number=str(known))
