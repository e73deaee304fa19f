"""Reported errors as a reviewer may read them, and what of a record can be reported.

Where an error was reported, in which fact, and where that stands is told to who works with the
facts of a location. The words of others are told after the first judgement of the week, as an
earlier verdict is: they would steer it.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import data_errors, judgements, users
from engine.casework.data_errors import DataError, ErrorState, Holder
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.exports.location import record_words, records
from engine.exports.words import said
from engine.snapshot import Run
from engine.tables import TABLES, Column, Type
from engine.translatable import sentence

_YES_NO = (("true", sentence("ja")), ("false", sentence("nee")))


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a record that can be reported as wrong.

    Attributes:
        column: in the canonical table.
        label: in Dutch.
        present: its value as it is told; None when it is withheld or not filled.
        takes_value: whether the right value may be proposed.
        type: of such a value.
        words: (word, Dutch) of every value there can be; empty: any of its type.
    """

    column: str
    label: str
    present: str | None
    takes_value: bool
    type: Type
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One act about a report; `reason` is None while it would steer a judgement."""

    label: str
    by: str
    on: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Reported:
    """One report.

    Attributes:
        record: what the record is called where it may be opened.
        fact: Dutch name of the wrong fact; None: the whole record.
        value: what it should be; empty: nothing; None: nobody proposed that.
        text: what is wrong; None while the words of others would steer a judgement.
        obstacle: why the user may not accept the value as our own correction; None: they may.
        holder: who is told of errors of this register.
    """

    number: int
    record_key: str
    record: str
    source: str
    location_id: str
    fact: str | None
    value: str | None
    text: str | None
    state: ErrorState
    by: str
    reported_on: date
    sent_on: date | None
    sent_to: str | None
    steps: tuple[Step, ...]
    obstacle: str | None
    holder: Holder


def fields(
    run: Run, record_key: str, *, role: Role, masked: Set[str] = frozenset()
) -> tuple[Field, ...]:
    """Facts of a record that can be reported, in the order of its table.

    Args:
        run: the run that cites the record.
        record_key: `source:table:record_id`.
        role: of who looks.
        masked: locations that who looks may not see.

    Raises:
        RoleRefused: the role sees no facts of locations.
        CaseworkError: the record is behind a stricter gate, or at a masked location.
        RunError: the run has no such record.
    """
    read = records.read(run, record_key, role=role, masked=masked)
    told = dict(zip(read.columns, (value for _, value in read.values), strict=True))
    table = TABLES[read.table]
    takes = data_errors.proposable(table)
    return tuple(
        Field(
            name, record_words.label(name), told.get(name), name in takes,
            (column := table.column(name)).type, _words(table.name, column),
        )
        for name in data_errors.columns(table)
    )  # fmt: skip


def of_location(
    session: Session, location: LocationState, *, week: str, user: User
) -> tuple[Reported, ...]:
    """Reports at a location, open ones first, each the newest first; none for other roles.

    Args:
        session: any session.
        location: as a run shows it.
        week: ISO week of that run, in which the first judgement opens the words of others.
        user: who looks.
    """
    if user.role not in users.MAY_REPORT_ERRORS:
        return ()
    found = data_errors.of_location(session, location.bag_ids)
    judges = user.role in users.MAY_JUDGE
    is_open = not judges or judgements.is_judged(session, location.bag_ids, week)
    told = [_reported(session, one, user, is_open=is_open) for one in found]
    return tuple(sorted(told, key=lambda one: one.state in data_errors.ENDED))


def everywhere(session: Session, *, user: User, as_of: date) -> tuple[Reported, ...]:
    """Reports that did not end, the oldest first, without words: these stand at the location.

    Args:
        session: any session.
        user: who looks; nothing for a role that does not work with the facts.
        as_of: day on which a location may be masked.
    """
    found = data_errors.open_ones(session, user=user, as_of=as_of)
    return tuple(_reported(session, one, user, is_open=False) for one in found)


def _reported(session: Session, error: DataError, user: User, *, is_open: bool) -> Reported:
    column, table = error.column, TABLES[error.table]
    value = error.value
    if value and column is not None:
        value = dict(_words(table.name, table.column(column))).get(value, value)
    return Reported(
        number=error.id,
        record_key=error.record_key,
        record=records.caption(error.record_key),
        source=error.source,
        location_id=error.place.location_id,
        fact=None if column is None else record_words.label(column),
        value=value,
        text=error.text if is_open or error.user_id == user.id else None,
        state=error.state,
        by=error.user.subject,
        reported_on=dutch_day(error.reported_at),
        sent_on=error.sent_on,
        sent_to=error.sent_to,
        steps=tuple(
            Step(
                one.state.label, one.user.subject, dutch_day(one.done_at),
                one.reason if is_open or one.user_id == user.id else None,
            )
            for one in error.steps
        ),
        obstacle=data_errors.obstacle(error, user=user),
        holder=data_errors.holders_of(session).of(error.register),
    )  # fmt: skip


def _words(table: str, column: Column) -> tuple[tuple[str, str], ...]:
    if column.type is Type.BOOL:
        return _YES_NO
    group = record_words.group(table, column.name)
    return tuple((one, said(group, one)) for one in column.words)
