"""Land that belongs together: contiguous parcels in which one holder has a right.

Who uses land decides, so on one parcel a leasehold or usufruct goes before ownership, and
superficies (often a cable or pipe) comes last. Two parcels belong together only through a
holder they share: a path owned by two neighbours does not join their land. Holders who may be
natural persons count only from sources with a recorded compatibility check.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from duckdb import DuckDBPyConnection
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from engine.register.bag_objects import Ints, Shapes
from engine.register.privacy import checked_sources

_TOUCH_M = 0.01
"""Borders come in millimetres, so neighbours may lie a rounding apart."""

_PARCELS = """
WITH held AS (
    SELECT parcel_id, holder_id,
           CASE "right" WHEN 'leasehold' THEN 0 WHEN 'usufruct' THEN 0
                        WHEN 'superficies' THEN 2 ELSE 1 END AS place
    FROM title
    WHERE parcel_id IS NOT NULL AND holder_id IS NOT NULL
      AND (started_on IS NULL OR started_on <= $as_of)
      AND (ended_on IS NULL OR ended_on > $as_of)
      AND (list_contains($checked, source) OR regexp_full_match(holder_id, '[0-9]{8}'))
), using_it AS (
    SELECT parcel_id, holder_id FROM held
    QUALIFY place = min(place) OVER (PARTITION BY parcel_id)
), holders AS (
    SELECT parcel_id, list_sort(list(DISTINCT holder_id)) AS ids FROM using_it GROUP BY parcel_id
), one AS (
    SELECT parcel_id, geometry FROM parcel
    WHERE geometry IS NOT NULL AND (ended_on IS NULL OR ended_on > $as_of)
    QUALIFY row_number() OVER (PARTITION BY parcel_id ORDER BY source, record_id) = 1
)
SELECT geometry, ids FROM one JOIN holders USING (parcel_id) ORDER BY parcel_id
"""


@dataclass(frozen=True, slots=True)
class Holdings:
    """Parcels with their holdings, numbered; both empty when no ownership data is given."""

    parcels: Shapes
    numbers: tuple[frozenset[int], ...]

    def at(self, places: Shapes) -> list[frozenset[int]]:
        """Say for each point in which holdings it lies; None lies in none."""
        found: list[frozenset[int]] = [frozenset()] * len(places)
        if len(self.parcels) and len(places):
            at, parcel = shapely.STRtree(self.parcels).query(places, predicate="intersects")
            for place, index in zip(at.tolist(), parcel.tolist(), strict=True):
                found[place] = found[place] | self.numbers[index]
        return found


def read(con: DuckDBPyConnection, *, as_of: date) -> Holdings:
    """Read the holdings that titles in force on `as_of` make of the parcels with a geometry.

    Args:
        con: register with `title` and `parcel`.
        as_of: a title counts from `started_on` (closed) to `ended_on` (open).

    Returns:
        Parcels by `parcel_id`, each with the numbers of its holdings: one per holder.
    """
    checked = checked_sources(con, "title")
    rows = con.execute(_PARCELS, {"as_of": as_of, "checked": checked}).fetchall()
    parcels = np.empty(len(rows), dtype=object)
    parcels[:] = [shapely.from_wkb(bytes(geometry)) for geometry, _ in rows]
    holders = [frozenset(ids) for _, ids in rows]
    return Holdings(parcels, _number(parcels, holders))


def _number(parcels: Shapes, holders: list[frozenset[str]]) -> tuple[frozenset[int], ...]:
    shares = [(index, holder) for index, ids in enumerate(holders) for holder in sorted(ids)]
    node = {share: number for number, share in enumerate(shares)}
    edges = [
        (node[one, holder], node[other, holder])
        for one, other in _neighbours(parcels)
        for holder in holders[one] & holders[other]
    ]
    label = components(len(shares), np.array(edges, dtype=np.int64).reshape(-1, 2))
    return tuple(
        frozenset(int(label[node[index, holder]]) for holder in ids)
        for index, ids in enumerate(holders)
    )


def _neighbours(parcels: Shapes) -> list[tuple[int, int]]:
    if not len(parcels):
        return []
    one, other = shapely.STRtree(parcels).query(parcels, predicate="dwithin", distance=_TOUCH_M)
    return [(a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True) if a < b]


def components(size: int, edges: Ints) -> Ints:
    """Name each of `size` nodes after the lowest node it is connected to.

    Args:
        size: number of nodes, 0 or more.
        edges: shape (m, 2), node numbers.
    """
    if not size:
        return np.zeros(0, dtype=np.int64)
    ones = np.ones(len(edges), dtype=np.int8)
    graph = coo_array((ones, (edges[:, 0], edges[:, 1])), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    lowest = np.full(size, size, dtype=np.int64)
    np.minimum.at(lowest, label, np.arange(size))
    return lowest[label]
