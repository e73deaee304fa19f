"""What the registers say about one location, without any rule: the neutral fact sheet.

Everyone sees this first. No names of people, no numbers of sole traders, no points.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

import duckdb

from engine import csv_table
from engine.exports.words import said
from engine.settings import SHIPPED_RULES
from engine.translatable import sentence


@dataclass(frozen=True, slots=True)
class Building:
    """A BAG building of the location; NULLs are unknown."""

    building_id: str
    status: str | None
    built_year: int | None
    footprint_m2: float | None


@dataclass(frozen=True, slots=True)
class Business:
    """A branch at the location.

    Attributes:
        name: trade name; for a sole trader only `eenmanszaak`.
        enterprise_id: KVK number; None for a sole trader, who is a person.
        activities: SBI code with its text, the main one first.
        employees: working persons of the branch, else of the enterprise.
    """

    name: str
    enterprise_id: str | None
    legal_form: str | None
    activities: tuple[str, ...]
    started_on: date | None
    started_partial: str | None
    ended_on: date | None
    employees: int | None
    record_key: str


@dataclass(frozen=True, slots=True)
class FactSheet:
    """Place, uses, buildings and businesses of one location, every list in a fixed order."""

    addresses: tuple[str, ...]
    use_purposes: tuple[str, ...]
    buildings: tuple[Building, ...]
    businesses: tuple[Business, ...]
    berths: int
    pitches: int


_ADDRESSES = """
SELECT DISTINCT concat_ws(' ', a.street,
                          concat(a.house_number, a.house_letter,
                                 CASE WHEN a.house_addition IS NOT NULL
                                      THEN '-' || a.house_addition END))
       || coalesce(', ' || a.postcode, '') || coalesce(' ' || a.town, '')
       || CASE WHEN a.status = 'Naamgeving ingetrokken' THEN ' (ingetrokken)' ELSE '' END AS text
FROM address a
JOIN location_member m ON m.member_id = a.object_id
WHERE m.location_id = $location AND a.street IS NOT NULL
ORDER BY text
"""
_BUILDINGS = """
SELECT b.building_id, b.status, b.built_year, b.footprint_m2
FROM building b
JOIN location_member m ON m.member_id = b.building_id
WHERE m.location_id = $location
ORDER BY b.building_id
"""
_BUSINESSES = """
WITH codes AS (
    SELECT branch_id,
           list(code || '|' || coalesce(version, '')
                ORDER BY is_main DESC NULLS LAST, code) AS codes
    FROM activity GROUP BY branch_id
),
owners AS (
    SELECT enterprise_id, any_value(legal_form ORDER BY record_key) AS legal_form,
           any_value(coalesce(trade_names[1], statutory_name) ORDER BY record_key) AS name,
           max(employees) AS employees, max(ended_on) AS ended_on
    FROM enterprise GROUP BY enterprise_id
)
SELECT coalesce(b.shop_name, e.name), b.enterprise_id, e.legal_form, coalesce(c.codes, []),
       b.started_on, b.started_on_partial, coalesce(b.ended_on, e.ended_on) AS ended,
       coalesce(b.employees, e.employees), b.record_key
FROM branch b
LEFT JOIN owners e USING (enterprise_id)
LEFT JOIN codes c USING (branch_id)
WHERE b.location_id = $location AND NOT coalesce(b.shielded, false)
ORDER BY ended IS NOT NULL, b.started_on DESC NULLS LAST, b.record_key
"""
_KINDS = """
SELECT count(*) FILTER (member_kind = 'berth'), count(*) FILTER (member_kind = 'pitch')
FROM location_member WHERE location_id = $location
"""


def read(con: duckdb.DuckDBPyConnection, location_id: str, uses: list[str] | None) -> FactSheet:
    """Read the fact sheet of one location from an opened run.

    Args:
        con: an opened run (`Run.connect`).
        location_id: a location of that run.
        uses: its use purposes; None when it has none.
    """
    at = {"location": location_id}
    berths, pitches = con.execute(_KINDS, at).fetchall()[0]
    return FactSheet(
        addresses=tuple(row[0] for row in con.execute(_ADDRESSES, at).fetchall()),
        use_purposes=tuple(uses or ()),
        buildings=tuple(Building(*row) for row in con.execute(_BUILDINGS, at).fetchall()),
        businesses=tuple(_business(*row) for row in con.execute(_BUSINESSES, at).fetchall()),
        berths=berths,
        pitches=pitches,
    )


def _business(
    name: str | None,
    enterprise_id: str,
    legal_form: str | None,
    codes: list[str],
    *rest: object,
) -> Business:
    is_person = legal_form in {None, "sole_trader"}
    form = said("legal_form", legal_form)
    return Business(
        form if is_person else name or form,
        None if is_person else enterprise_id,
        legal_form,
        tuple(_activity(code) for code in codes),
        *rest,  # type: ignore[arg-type]
    )


def _activity(text: str) -> str:
    code, _, version = text.partition("|")
    title = _titles(version).get(code) if version else None
    if title:
        return f"{code} {title}"
    return sentence("{code} (code niet in de lijst)", code=code)


@cache
def _titles(version: str) -> dict[str, str]:
    """Texts of the shipped SBI list of one version."""
    file = SHIPPED_RULES / "tables" / f"sbi{version}.csv"
    return {row["code"]: row["title"] for row in csv_table.records(file, ("code", "title"))}
