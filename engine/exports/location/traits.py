"""What every location of a run is, in few traits: what similar locations and comparisons read.

Neutral facts only: no rule, hit, score or person. NULL means that it is not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.snapshot import Run

SBI_DIGITS = 2
"""Digits of an SBI code that make a group: the division, the same in both versions of the list."""


@dataclass(frozen=True, slots=True)
class Traits:
    """One location.

    Attributes:
        uses: use purposes of its units (BAG); None when it has no unit.
        groups: SBI divisions of the businesses that are there now; empty when there is none.
        footprint_m2: of its largest building.
        built_year: of its largest building.
        buildings: how many buildings belong to it.
        x, y: RD metres.
    """

    location_id: str
    label: str
    town: str | None
    kind: str
    zone: str | None
    land_use: str | None
    uses: frozenset[str] | None
    groups: frozenset[str]
    footprint_m2: float | None
    built_year: int | None
    buildings: int
    x: float | None
    y: float | None


_SQL = """
WITH largest AS (
    SELECT m.location_id, max(b.footprint_m2) AS footprint_m2,
           first(b.built_year ORDER BY b.footprint_m2 DESC NULLS LAST, b.building_id) AS built_year,
           count(DISTINCT b.building_id) AS buildings
    FROM location_member m JOIN building b ON b.building_id = m.member_id
    GROUP BY m.location_id
), active AS (
    SELECT b.location_id, b.branch_id
    FROM branch b LEFT JOIN enterprise e USING (enterprise_id)
    WHERE b.location_id IS NOT NULL AND NOT coalesce(b.shielded, false)
    GROUP BY b.location_id, b.branch_id
    HAVING max(coalesce(b.ended_on, e.ended_on)) IS NULL
), divisions AS (
    SELECT a.location_id, list_sort(list(DISTINCT left(s.code, $digits))) AS divisions
    FROM active a JOIN activity s USING (branch_id)
    GROUP BY a.location_id
)
SELECT l.location_id, l.label, l.town, l.kind, l.zone, l.land_use, l.use_purposes,
       coalesce(d.divisions, []) AS divisions, g.footprint_m2, g.built_year,
       coalesce(g.buildings, 0) AS buildings, l.x, l.y
FROM locations l
LEFT JOIN largest g USING (location_id)
LEFT JOIN divisions d USING (location_id)
ORDER BY l.location_id
"""


def read(run: Run) -> Mapping[str, Traits]:
    """Traits of every location of a run, by its id, in the order of the ids."""
    with run.connect() as con:
        rows = con.execute(_SQL, {"digits": SBI_DIGITS}).fetchall()
    return {
        name: Traits(
            name, label or name, town, kind, zone, use,
            None if purposes is None else frozenset(purposes), frozenset(groups),
            footprint, year, buildings, x, y,
        )
        for name, label, town, kind, zone, use, purposes, groups, footprint, year, buildings, x, y
        in rows
    }  # fmt: skip
