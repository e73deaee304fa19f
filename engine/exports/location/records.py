"""One source record as a reviewer may read it: its columns, and where it was delivered.

A record is one row of a canonical table. Outside a case only tables and columns that the weekly
scan may read are told, never a person, and never a company that is one.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from duckdb import DuckDBPyConnection

from engine.casework import users
from engine.casework.models import Role
from engine.errors import CaseworkError, RoleRefused, RunError
from engine.exports.location import record_words
from engine.exports.network.access import without_pseudonyms
from engine.exports.words import said
from engine.register import telling
from engine.snapshot import Run
from engine.tables import TABLES, Table
from engine.translatable import joined, sentence

PERSON_FORMS = (
    "sole_trader", "general_partnership", "limited_partnership", "professional_partnership",
)  # fmt: skip
"""Legal forms of people: their number and name tell a person."""
_SHOWN_FILES = 3


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a source.

    Attributes:
        key: its record key, without a pseudonym; without the company when that is a person.
        table: its canonical table.
        title: what the source is about (Dutch).
        source: id of the source in `sources.yaml`.
        register: independent register it counts as; None when the run does not say.
        files: names of the delivered files of that source, at most three.
        more_files: how many were left out.
        line: line or position in its file; None when the source has none.
        delivered_on: day of the delivery; None when nobody said.
        values: (Dutch name of a column, value), in the order of the table.
        columns: names of these columns, in the same order.
        withheld: Dutch names of what is filled and not told here.
    """

    key: str
    table: str
    title: str
    source: str
    register: str | None
    files: tuple[str, ...]
    more_files: int
    line: int | None
    delivered_on: date | None
    values: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    withheld: tuple[str, ...]


def read(run: Run, record_key: str, *, role: Role, masked: Set[str] = frozenset()) -> Record:
    """Read one record.

    Args:
        run: the run that cites it.
        record_key: `source:table:record_id`.
        role: of who looks.
        masked: locations that who looks may not see.

    Raises:
        RoleRefused: the role sees no facts of locations.
        CaseworkError: the record is behind a stricter gate, or at a masked location.
        RunError: the run has no such record.
    """
    require(role)
    table = _table(record_key)
    with run.connect() as con:
        row = _row(con, table, record_key)
        if masked and not masked.isdisjoint(_places(con, row)):
            raise CaseworkError("dit record is van een afgeschermde locatie")
        is_person = row.get("enterprise_id") in of_people(con, [row])
    return _record(run, table, row, is_person=is_person)


def require(role: Role) -> None:
    """Refuse a role that sees no facts of locations.

    Raises:
        RoleRefused: with the roles that may, in Dutch.
    """
    if role not in users.MAY_LOOK:
        raise RoleRefused(
            "als {role} ziet u geen bronrecords; wel: {allowed}",
            role=users.named(role),
            allowed=users.listed(users.MAY_LOOK),
        )


def of_people(con: DuckDBPyConnection, rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Numbers in rows of companies that are people, or of which that is not known."""
    numbers = {row["enterprise_id"] for row in rows if row.get("enterprise_id") is not None}
    if not numbers:
        return frozenset()
    legal = con.execute(
        "SELECT enterprise_id FROM enterprise WHERE list_contains($numbers, enterprise_id) "
        "GROUP BY enterprise_id "
        "HAVING bool_and(coalesce(NOT list_contains($people, legal_form), false)) ORDER BY ALL",
        {"numbers": sorted(numbers), "people": list(PERSON_FORMS)},
    ).fetchall()
    return frozenset(numbers) - {number for (number,) in legal}


def shown(table: Table, *, is_person: bool) -> tuple[str, ...]:
    """Columns of a table that are told, in its order."""
    hidden = telling.OF_COMPANY if is_person else frozenset[str]()
    return tuple(
        column.name
        for column in table.stored()
        if record_words.is_open(table, column.name) and column.name not in hidden
    )


def _table(record_key: str) -> Table:
    parts = record_key.split(":", 2)
    table = TABLES.get(parts[1]) if len(parts) == 3 else None
    if table is None or table.derived:
        raise RunError(
            sentence("{record} is geen record; het heet bron:tabel:nummer", record=repr(record_key))
        )
    if not table.gate.in_scan:
        raise CaseworkError(
            "dit record is {gate}: open het in een zaak", gate=said("gate", table.gate)
        )
    return table


def _row(con: DuckDBPyConnection, table: Table, record_key: str) -> Mapping[str, Any]:
    found: list[dict[str, Any]] = (
        con.sql(f'FROM "{table.name}" WHERE record_key = $key LIMIT 1', params={"key": record_key})
        .to_arrow_table()
        .to_pylist()
    )
    if not found:
        shown = without_pseudonyms(record_key, people=False)
        raise RunError(sentence("deze run heeft geen record {record}", record=repr(shown)))
    return found[0]


def _places(con: DuckDBPyConnection, row: Mapping[str, Any]) -> set[str]:
    """Locations that a row is about: its own, and those of which its BAG object is a member."""
    members = [row[name] for name in ("object_id", "building_id") if row.get(name) is not None]
    found = con.execute(
        "SELECT DISTINCT location_id FROM location_member "
        "WHERE list_contains($members::VARCHAR[], member_id) ORDER BY 1",
        {"members": members},
    ).fetchall()
    own = row.get("location_id")
    return {location_id for (location_id,) in found} | ({own} if own else set())


def _record(run: Run, table: Table, row: Mapping[str, Any], *, is_person: bool) -> Record:
    told = [name for name in shown(table, is_person=is_person) if row[name] is not None]
    kept = {c.name for c in table.columns} | {f"{role}_id" for role in table.roles}
    withheld = sorted(
        record_words.label(name) for name in kept - set(told) if row.get(name) is not None
        and name != "geometry" and name not in record_words.POSITION
    )  # fmt: skip
    files = _files(run, row["source"])
    key = row["record_key"]
    if _names(table) and (is_person or table.roles):
        key = f"{row['source']}:{table.name}:…"
    return Record(
        key=key,
        table=table.name,
        title=said("table", table.name),
        source=row["source"],
        register=_register(run, row["source"], table.name),
        files=files[:_SHOWN_FILES],
        more_files=max(0, len(files) - _SHOWN_FILES),
        line=row["line"],
        delivered_on=row["delivered_on"],
        values=tuple(
            (record_words.label(name), record_words.text(table, name, row[name])) for name in told
        ),
        columns=tuple(told),
        withheld=tuple(dict.fromkeys(withheld)),
    )


def caption(record_key: str) -> str:
    """What a record is called where it can be opened: its register, and its number if that may."""
    _, name, record_id = record_key.split(":", 2)
    table = TABLES.get(name)
    title = said("table", name)
    return title if table is None or _names(table) else joined([title, record_id])


def _names(table: Table) -> bool:
    """True when the key of a row is made of what tells who a company or person is."""
    people = {f"{role}_id" for role in table.roles}
    return bool(set(table.key) & (telling.OF_COMPANY | telling.NAMING | people))


def _files(run: Run, source: str) -> tuple[str, ...]:
    """Names of the delivered files of a source, without their folder."""
    sources = run.meta.get("register", {}).get("sources", ())
    named = (f["name"] for one in sources if one["source"] == source for f in one["files"])
    return tuple(PurePath(name).name for name in named)


def _register(run: Run, source: str, table: str) -> str | None:
    rows = run.meta["source_tables"]
    return next((r["register"] for r in rows if (r["source"], r["table"]) == (source, table)), None)
