"""What changed at one location between two runs: facts that came, went or changed.

Facts are rows of sources, so a fact goes too when its source was not delivered any more: which
sources only one of the runs had is told apart. What the rules made of it is for who judged only.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from duckdb import DuckDBPyConnection
from sqlalchemy.orm import Session

from engine.casework import judgements, places, users
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.exports import run_diff, timeline
from engine.exports.location import record_words, records
from engine.exports.run_diff import AtLocation
from engine.exports.timeline import Event
from engine.exports.words import said
from engine.scoring import weeks
from engine.snapshot import Run
from engine.tables import PLACE_RESULT, TABLES, Table
from engine.translatable import Sentence, joined, sentence


class What(StrEnum):
    """What became of a fact."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs.

    Attributes:
        on: the day of the fact; None when it has none.
        table: canonical table.
        text: what the fact says (Dutch), in the later run when it is there.
        record_key: the row, in the later run; of what went in the earlier one.
        columns: (Dutch name, before, after) of what changed; empty for what came or went.
    """

    what: What
    on: date | None
    table: str
    text: str
    record_key: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """From an earlier run to a later one.

    Attributes:
        was: what the earlier run called the location.
        facts: what came, then what went, then what changed, each newest first.
        only_before: sources that only the earlier run had, sorted.
        only_after: sources that only the later run had, sorted.
    """

    was: str
    facts: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fact:
    table: Table
    values: Mapping[str, Any]
    on: date | None
    text: str


_MEMBERS = {"address": "object_id", "address_unit": "object_id", "building": "building_id"}
"""Tables of BAG objects, and the column by which they are members of a location."""
_OF_BRANCH = {"enterprise": "enterprise_id", "insolvency": "enterprise_id", "activity": "branch_id"}
"""Tables about a company or branch, and the column by which a branch at the location has them."""
_BRANCHES = "SELECT {} FROM branch WHERE location_id = $location AND NOT coalesce(shielded, false)"
_PLACE = frozenset(column.name for column in PLACE_RESULT) - {"address_id", "object_id"}


def facts(before: Run, after: Run, location: LocationState, *, role: Role) -> Changes:
    """What differs between the facts of a location in two runs.

    Args:
        before: the earlier run.
        after: the later run.
        location: as the later run shows it.
        role: of who looks.

    Raises:
        RoleRefused: the role sees no facts of locations.
        RunError: the earlier run does not have the location, or it was several ones then.
    """
    records.require(role)
    was = places.locate(before, location)
    old, new = _facts(before, was), _facts(after, location.location_id)
    found = [_difference(key, old.get(key), new.get(key)) for key in old.keys() | new.keys()]
    told = sorted((one for one in found if one is not None), key=_order)
    sources = [{row["source"] for row in run.meta["source_tables"]} for run in (before, after)]
    return Changes(
        was, tuple(told), tuple(sorted(sources[0] - sources[1])),
        tuple(sorted(sources[1] - sources[0])),
    )  # fmt: skip


def assessed(
    session: Session, before: Run, after: Run, location: LocationState, *, user: User
) -> AtLocation | None:
    """What differs in hits, band and points; None while the location waits for its judgement.

    Raises:
        RoleRefused: the role does not judge locations.
        RunError: as `facts`.
    """
    users.require(user, users.MAY_JUDGE)
    if not judgements.is_judged(session, location.bag_ids, weeks.week_of(after.as_of)):
        return None
    was = places.locate(before, location)
    return run_diff.at_location(before, after, location.location_id, was=was)


def _facts(run: Run, location_id: str) -> dict[str, _Fact]:
    """Every fact of a location that may be told, by record key."""
    with run.connect() as con:
        texts = {event.record_key: event for event in timeline.read(con, location_id)}
        rows = [
            (table, row)
            for table, sql in _queries()
            for row in _rows(con, sql, location_id)
            if not row.get("shielded")
        ]
        people = records.of_people(con, (row for _, row in rows))
    return {
        row["record_key"]: _fact(table, row, texts.get(row["record_key"]), people)
        for table, row in rows
    }


def _fact(
    table: Table, row: Mapping[str, Any], event: Event | None, people: Collection[str]
) -> _Fact:
    names = records.shown(table, is_person=row.get("enterprise_id") in people)
    values = {name: row[name] for name in names if name not in _PLACE}
    if event is not None:
        return _Fact(table, values, event.on, event.text)
    on = next((row[name] for name in table.event if row[name]), None)
    return _Fact(table, values, on, _summary(table, values))


def _queries() -> Sequence[tuple[Table, str]]:
    """A query per table that may be told, by name of the table."""
    queries = []
    for name, table in sorted(TABLES.items()):
        if table.derived or table.context or not table.gate.in_scan:
            continue
        if table.place:
            queries.append((table, f'FROM "{name}" WHERE location_id = $location'))
        elif name in _MEMBERS:
            members = "SELECT member_id FROM location_member WHERE location_id = $location"
            queries.append((table, f'FROM "{name}" WHERE {_MEMBERS[name]} IN ({members})'))
        elif name in _OF_BRANCH:
            column = _OF_BRANCH[name]
            queries.append((table, f'FROM "{name}" WHERE {column} IN ({_BRANCHES.format(column)})'))
    return queries


def _rows(con: DuckDBPyConnection, sql: str, location_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        con.sql(sql, params={"location": location_id}).to_arrow_table().to_pylist()
    )
    return found


def _summary(table: Table, values: Mapping[str, Any]) -> Sentence:
    """The first columns of a row that are filled, for a row that is no event."""
    told = [
        joined([record_words.label(name), record_words.text(table, name, value)])
        for name, value in values.items()
        if value not in (None, [], ())
    ]
    facts = joined(told[:4], between=", ")
    return sentence("{table}: {facts}", table=said("table", table.name), facts=facts)


def _difference(key: str, old: _Fact | None, new: _Fact | None) -> Change | None:
    if old is None or new is None:
        fact = new or old
        assert fact is not None
        what = What.WENT if new is None else What.CAME
        return Change(what, fact.on, fact.table.name, fact.text, key, ())
    names = dict.fromkeys((*old.values, *new.values))
    columns = tuple(
        (
            record_words.label(name),
            record_words.text(new.table, name, old.values.get(name)),
            record_words.text(new.table, name, new.values.get(name)),
        )
        for name in names
        if old.values.get(name) != new.values.get(name)
    )
    if not columns:
        return None
    return Change(What.CHANGED, new.on, new.table.name, new.text, key, columns)


def _order(change: Change) -> tuple[int, int, str, str]:
    newest = -change.on.toordinal() if change.on else 1
    return list(What).index(change.what), newest, change.table, change.record_key
