"""Corrections that people made in casework, applied to the rows of a new run.

A correction names a row and a column; it applies only where that row exists, the column is one
of its facts, and the value fits the column's type and words. Everything else is counted with
the reason, never applied half.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from duckdb import DuckDBPyConnection

from engine.decisions import Decision
from engine.register.parties import KVK_NUMBER
from engine.register.pseudonyms import PATTERN
from engine.tables import PLACE_INPUT, TABLES, Column, Table, Type

_NAMES = ("statutory_name", "shop_name")  # of a sole trader these name a person
_UNFIT = (Type.LIST, Type.GEOMETRY)
_PLACE_IDS = ("object_id", "address_id")
_PLACE_NAMES = tuple(column.name for column in PLACE_INPUT)
_BOOLEANS = {"true": True, "false": False}
_BAG_ID = re.compile("[0-9]{16}")


@dataclass(slots=True)
class Applied:
    """What became of the decisions.

    Attributes:
        applied: corrections that changed at least one row.
        not_applied: the other decisions about facts, by reason.
    """

    applied: int = 0
    not_applied: Counter[str] = field(default_factory=Counter)


class _Refused(Exception):
    """This correction does not apply; the message is the reason."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """A correction that fits its table: only whether the row exists is not known yet."""

    table: Table
    record_id: str
    name: str
    value: object
    is_place: bool


def correctable(table: str) -> tuple[str, ...]:
    """Columns of a canonical table that a correction may name; empty for no such table."""
    found = TABLES.get(table)
    if found is None or found.derived:
        return ()
    barred = (*found.key, *_NAMES)
    own = [c.name for c in found.columns if c.name not in barred and c.type not in _UNFIT]
    return (*own, *(name for name in _PLACE_IDS if found.place and name not in own))


def refusal(subject: str, value: str | None, *, as_of: date) -> str | None:
    """Why a correction would not apply to any row, None when only the row is left to find.

    Args:
        subject: `table:record_id:column`.
        value: the right value as text; None: it must be empty.
        as_of: a date after it is no fact yet, unless the column is planned.
    """
    try:
        _fit(subject, value, as_of)
    except _Refused as reason:
        return str(reason)
    return None


def apply(con: DuckDBPyConnection, decisions: Iterable[Decision], *, as_of: date) -> Applied:
    """Apply the corrections to the register, oldest first; before places are resolved.

    Args:
        con: register as intake left it, with `place_input`.
        decisions: all decisions; kinds that are not about facts are passed over.
        as_of: a date after it is no fact yet, unless the column is planned.
    """
    result = Applied()
    for decision in sorted(decisions, key=_order):
        if decision.kind == "correction":
            try:
                _correct(con, decision, as_of)
                result.applied += 1
            except _Refused as reason:
                result.not_applied[f"correction: {reason}"] += 1
    return result


def _order(decision: Decision) -> tuple[date, str, str]:
    return (decision.decided_on or date.min, decision.subject or "", decision.value or "")


def _correct(con: DuckDBPyConnection, decision: Decision, as_of: date) -> None:
    fit = _fit(decision.subject, decision.value, as_of)
    if fit.is_place:
        _move(con, fit.table, fit.record_id, fit.name, decision.value)
        return
    query = f'UPDATE {fit.table.name} SET "{fit.name}" = $value WHERE record_id = $record_id'
    _update(con, query, {"value": fit.value, "record_id": fit.record_id})


def _fit(subject: str | None, text: str | None, as_of: date) -> _Fit:
    table, record_id, name = _subject(subject)
    if table.place and name in _PLACE_IDS:
        if text is not None and not _BAG_ID.fullmatch(text):
            raise _Refused("no BAG id of 16 digits")
        return _Fit(table, record_id, name, text, True)
    column = _column(table, name)
    if text is None and column.required:
        raise _Refused("this column cannot be empty")
    value = None if text is None else _value(table, column, text)
    if isinstance(value, date) and value > as_of and not column.planned:
        raise _Refused("the date lies after as_of")
    return _Fit(table, record_id, name, value, False)


def _subject(subject: str | None) -> tuple[Table, str, str]:
    parts = (subject or "").split(":")
    if len(parts) < 3 or not all((parts[0], parts[-1])):
        raise _Refused("subject is not table:record_id:column")
    table = TABLES.get(parts[0])
    if table is None or table.derived:
        raise _Refused("no such table")
    return table, ":".join(parts[1:-1]), parts[-1]


def _column(table: Table, name: str) -> Column:
    column = next((c for c in table.columns if c.name == name), None)
    if column is None:
        raise _Refused("no such column")
    if name in (*table.key, *_NAMES) or column.type in _UNFIT:
        raise _Refused("this column cannot be corrected")
    return column


def _move(
    con: DuckDBPyConnection, table: Table, record_id: str, name: str, value: str | None
) -> None:
    """Correct a place: the given BAG id stands instead of everything that was delivered."""
    others = ", ".join(f"{other} = NULL" for other in _PLACE_NAMES if other != name)
    query = f"""
    UPDATE place_input SET {name} = $value, {others}
    WHERE table_name = '{table.name}' AND record_key IN (
      SELECT record_key FROM {table.name} WHERE record_id = $record_id)
    """
    _update(con, query, {"value": value, "record_id": record_id})


def _update(con: DuckDBPyConnection, query: str, values: dict[str, object]) -> None:
    changed = con.execute(query, values).fetchone()
    if changed is None or changed[0] == 0:
        raise _Refused("no such row")


def _value(table: Table, column: Column, text: str) -> object:
    """The value as the column's type; a person stays a pseudonym."""
    people = {f"{role}_id" for role in table.roles}
    is_party = PATTERN.fullmatch(text) or KVK_NUMBER.fullmatch(text)
    if column.name in people and not is_party:
        raise _Refused("a party is a pseudonym or a KVK number")
    if column.words and text not in column.words:
        raise _Refused("a word that is not listed")
    try:
        return _typed(column.type, text)
    except (ValueError, KeyError) as error:
        raise _Refused(f"no {column.type.name.lower()} value") from error


def _typed(kind: Type, text: str) -> object:
    if kind is Type.DATE:
        return date.fromisoformat(text)
    if kind is Type.INT:
        return int(text)
    if kind is Type.REAL:
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            raise ValueError(text)
        return float(text)
    return _BOOLEANS[text] if kind is Type.BOOL else text
