"""Both sides of a pair next to each other: what a run knows of them, without a person's name.

Of people only pseudonym, parts in records, companies and dates; of a company by its number what the
registers publish; of an address what the BAG says. A name of a company without a number is not
told: it may be a person's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from engine.casework.match_models import MatchKind
from engine.casework.matches import SHOWN, Pair
from engine.exports.pairs.roles import PLACES, ROLES
from engine.exports.words import number, word
from engine.register import of_run
from engine.register.match_candidates import PLACE, PLACE_LENGTH
from engine.snapshot import Run
from engine.tables import Table
from engine.translatable import mark, sentence

MOST = 50
"""Rows of one side that are shown."""
AS_DELIVERED, NO_NUMBER = mark("Zoals aangeleverd"), mark("Naam zonder KVK-nummer")
"""Titles of a side that is known by a text or a name only."""
_MAIN, _BRANCH = mark("hoofdvestiging"), mark("vestiging")
_NOT_HERE = (mark("let op"), mark("niet in deze run"))


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a side.

    Attributes:
        where: the table in Dutch.
        part: role of the side in it, or kind of the record; in Dutch.
        about: company or place that it is about; empty when there is none to tell.
        from_, to: days; None: not known, or not over.
        key: record key, by which it is found in its source.
    """

    where: str
    part: str
    about: str
    from_: date | None
    to: date | None
    key: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair.

    Attributes:
        title: how it is named on a page.
        facts: what is known of it, as (what, value).
        rows: its records, newest first, at most `MOST`.
        more: how many records were left out.
        point: RD coordinates in metres of an address; None otherwise.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    more: int = 0
    point: tuple[float, float] | None = None


def sides(run: Run, pair: Pair) -> tuple[Side, Side]:
    """The subject and the other of a pair in one run.

    Raises:
        RunError: a table of the run cannot be read.
    """
    with of_run.reading(run) as con:
        if pair.kind is MatchKind.PERSON:
            return _person(con, pair.subject), _person(con, pair.other)
        if pair.kind is MatchKind.COMPANY:
            return _name(con, pair.subject), _company(con, pair.other)
        return _text(con, pair.subject), _address(con, pair.other)


def _person(con: DuckDBPyConnection, party: str) -> Side:
    rows, more = _cut(list(_roles(con, party, places=False)))
    title = sentence("Pseudoniem {party}", party=party[:SHOWN])
    return Side(title, (), rows, more)


def _name(con: DuckDBPyConnection, party: str) -> Side:
    rows, more = _cut(list(_roles(con, party, places=True)))
    return Side(NO_NUMBER, ((mark("pseudoniem"), party[:SHOWN]),), rows, more)


def _company(con: DuckDBPyConnection, kvk: str) -> Side:
    found = con.execute(
        "SELECT statutory_name, trade_names, legal_form, registered_on, started_on, ended_on "
        "FROM enterprise WHERE enterprise_id = ? ORDER BY source LIMIT 1", [kvk],
    ).fetchone()  # fmt: skip
    facts: list[tuple[str, str]] = [(mark("KVK-nummer"), kvk)]
    if found is None:
        return Side(f"KVK {kvk}", (*facts, _NOT_HERE), ())
    name, trade, form, registered, started, ended = found
    given = {
        mark("statutaire naam"): name,
        mark("handelsnamen"): ", ".join(trade or ()) or None,
        mark("rechtsvorm"): word("legal_form", form),
        mark("ingeschreven"): registered or started,
        mark("uitgeschreven"): ended,
    }
    facts += [(label, _said(value)) for label, value in given.items() if value is not None]
    branches = con.execute(
        "SELECT b.is_main, coalesce(l.label, b.place_text, ''), b.started_on, b.ended_on, "
        "b.record_key FROM branch b LEFT JOIN location l USING (location_id) "
        "WHERE b.enterprise_id = ? ORDER BY b.started_on DESC NULLS LAST, b.record_key", [kvk],
    ).fetchall()  # fmt: skip
    rows, more = _cut([
        Row(word("table", "branch"), _MAIN if is_main else _BRANCH, about, *rest)
        for is_main, about, *rest in branches
    ])  # fmt: skip
    return Side(name or f"KVK {kvk}", tuple(facts), rows, more)


def _text(con: DuckDBPyConnection, subject: str) -> Side:
    text = subject.removeprefix(PLACE)
    found = []
    for table in PLACES:
        kind = "kind" if any(c.name == "kind" for c in table.columns) else "NULL"
        rows = con.execute(
            f"SELECT {kind}, {_event(table)}, record_key FROM \"{table.name}\" "
            f"WHERE left(place_text, {PLACE_LENGTH}) = ? ORDER BY record_key", [text],
        ).fetchall()  # fmt: skip
        found += [
            Row(word("table", table.name), word(f"{table.name}.kind", of_kind, unknown=""), "",
                on, None, key)
            for of_kind, on, key in rows
        ]  # fmt: skip
    rows_, more = _cut(found)
    return Side(AS_DELIVERED, ((mark("tekst"), text),), rows_, more)


def _address(con: DuckDBPyConnection, object_id: str) -> Side:
    found = con.execute(
        "SELECT street, house_number, house_letter, house_addition, postcode, town "
        "FROM address WHERE object_id = ? "
        "ORDER BY is_main DESC NULLS LAST, address_id LIMIT 1", [object_id],
    ).fetchone()  # fmt: skip
    unit = con.execute(
        "SELECT kind, status, use_purposes, area_m2, x, y FROM address_unit WHERE object_id = ? "
        "LIMIT 1", [object_id],
    ).fetchone()  # fmt: skip
    facts: list[tuple[str, str]] = [("BAG", object_id)]
    if found is None and unit is None:
        return Side(object_id, (*facts, _NOT_HERE), ())
    title = object_id
    if found is not None:
        street, *parts, postcode, town = (part or "" for part in found)
        title = f"{street} {' '.join(part for part in parts if part)}, {postcode} {town}".strip()
        facts.append((mark("adres"), title))
    point = None
    if unit is not None:
        kind, status, uses, area, x, y = unit
        facts += [(mark("soort"), {"unit": mark("verblijfsobject")}.get(kind, word("kind", kind)))]
        facts += [(mark("status"), status)] if status else []
        facts += [(mark("gebruiksdoel"), ", ".join(uses))] if uses else []
        facts += [(mark("oppervlakte"), f"{number(area)} m²")] if area else []
        point = None if x is None or y is None else (float(x), float(y))
    rows, more = _cut(list(_here(con, object_id)))
    return Side(title, tuple(facts), rows, more, point)


def _here(con: DuckDBPyConnection, object_id: str) -> Iterator[Row]:
    """What already stands at an address."""
    for table in PLACES:
        if not table.derived and table.name not in ("address", "address_unit"):
            kind = "kind" if any(c.name == "kind" for c in table.columns) else "NULL"
            rows = con.execute(
                f"SELECT {kind}, {_event(table)}, record_key FROM \"{table.name}\" "
                "WHERE object_id = ? ORDER BY record_key", [object_id],
            ).fetchall()  # fmt: skip
            for of_kind, on, key in rows:
                said = word(f"{table.name}.kind", of_kind, unknown="")
                yield Row(word("table", table.name), said, "", on, None, key)


def _roles(con: DuckDBPyConnection, party: str, *, places: bool) -> Iterator[Row]:
    """Records in which a party stands: its part, the company or place, and the days."""
    for table, role in ROLES:
        own = {column.name for column in table.stored()}
        is_officer = table.name == "officer"
        ends = "ended_on" if "ended_on" in own else "NULL::DATE"
        about = "''"
        if "enterprise_id" in own:
            about = (
                "coalesce((SELECT min(e.statutory_name) FROM enterprise e "
                "WHERE e.enterprise_id = t.enterprise_id) || ', ', '') || 'KVK ' || t.enterprise_id"
            )
        elif places and table.place:
            about = (
                "coalesce((SELECT min(l.label) FROM location l "
                "WHERE l.location_id = t.location_id), t.place_text, '')"
            )
        rows = con.execute(
            f"SELECT {'t.role' if is_officer else 'NULL'}, {about}, {_event(table)}, {ends}, "
            f'record_key FROM "{table.name}" t WHERE {role}_id = ? ORDER BY record_key', [party],
        ).fetchall()  # fmt: skip
        for part, company, from_, to, key in rows:
            said = word("officer.role", part) if is_officer else word("party.role", role)
            key = _veiled(key, party)
            yield Row(word("table", table.name), said, company, from_, to, key)


def _veiled(key: str, party: str) -> str:
    """A key that holds the pseudonym in full, by its first characters."""
    return key.replace(party, party[:SHOWN])


def _event(table: Table) -> str:
    """The first date of a row that is filled."""
    names = ", ".join(f'"{name}"' for name in table.event)
    return f"coalesce({names})" if names else "NULL::DATE"


def _cut(rows: Sequence[Row]) -> tuple[tuple[Row, ...], int]:
    """The newest rows, and how many are left out."""
    newest = sorted(
        rows, key=lambda row: (-(row.from_ or date.min).toordinal(), row.where, row.key)
    )
    return tuple(newest[:MOST]), max(0, len(rows) - MOST)


def _said(value: object) -> str:
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)
