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
_PLACE_IDS = ("object_id", "address_id")
_PLACE_NAMES = tuple(column.name for column in PLACE_INPUT)
_BOOLEANS = {"true": True, "false": False}


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
    table, record_id, name = _subject(decision.subject)
    if table.place and name in _PLACE_IDS:
        _move(con, table, record_id, name, decision.value)
        return
    column = _column(table, name)
    value = None if decision.value is None else _value(table, column, decision.value)
    if isinstance(value, date) and value > as_of and not column.planned:
        raise _Refused("the date lies after as_of")
    query = f'UPDATE {table.name} SET "{name}" = $value WHERE record_id = $record_id'
    _update(con, query, {"value": value, "record_id": record_id})


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
    if name in (*table.key, *_NAMES) or column.type in (Type.LIST, Type.GEOMETRY):
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
