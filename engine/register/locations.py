"""Builds the scored places: yards, units, berths, pitches, lone buildings and sites.

`location_id` is `L` and a BAG id, so it stays the same over runs, orders of rows and changes
of neighbours. For a yard that is its lowest unit in use, else its lowest unit.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import shapely
from duckdb import DuckDBPyConnection

from engine.register import (
    bag_objects,
    holdings,
    land_use,
    location_labels,
    place_ids,
    roads,
    zoning,
)
from engine.register.bag_objects import Bag
from engine.register.location_labels import Named
from engine.register.roads import Roads
from engine.register.scored_places import Place, make
from engine.register.yards import form
from engine.settings import Settings

# Columns in the order of `_row` and `_members`.
_LOCATION = pa.schema(
    [(name, pa.string()) for name in ("location_id", "kind", "label", "town", "zone")]
    + [("x", pa.float64()), ("y", pa.float64())]
    + [(n, pa.list_(pa.string())) for n in ("object_ids", "building_ids", "use_purposes")]
)
_MEMBER = pa.schema([(n, pa.string()) for n in ("location_id", "member_id", "member_kind")])


def build(con: DuckDBPyConnection, *, as_of: date, settings: Settings) -> Roads:
    """Fill `location`, `location_member` and `location_id` of every place table.

    Every unit of the BAG on `as_of`, and every building that is not both lone and small, is in
    exactly one location (see `yards.form`). Without BAG rows there are no locations.

    Args:
        con: register with all canonical tables; places are resolved.
        as_of: last day that exists for this run.
        settings: `locations`, and the rules folder with `tables/land_use.csv`.

    Returns:
        The roads that ended yards, for the report of the run.

    Raises:
        SettingsError: the land use table is wrong.
    """
    uses = land_use.load(settings.rules)
    chosen = settings.locations
    bag = bag_objects.read(con, as_of=as_of, former_months=chosen.former_member_months)
    zones = zoning.locate(con, bag, chosen)
    wide = roads.read(con, chosen)
    groups = form(bag, zones, holdings.read(con, as_of=as_of), wide, chosen)
    places = make(bag, zones, groups)
    names = _names(location_labels.read(con), bag, places)
    rows = [_row(place, bag, name) for place, name in zip(places, names, strict=True)]
    _store(con, "location", _LOCATION, rows)
    _store(con, "location_member", _MEMBER, [row for p in places for row in _members(p, bag)])
    place_ids.assign(con, _areas(bag, places))
    sites = [(place.location_id, place.site.kind) for place in places if place.site]
    land_use.fill(con, uses, sites)
    return wide


def _names(known: Mapping[str, Named], bag: Bag, places: Sequence[Place]) -> list[Named]:
    users: dict[int, list[int]] = defaultdict(list)
    for unit, building in bag.uses.tolist():
        users[building].append(unit)
    own = [_own_addresses(place, known, bag, users) for place in places]
    lacking = [i for i, addresses in enumerate(own) if not addresses]
    at = np.array([places[i].xy for i in lacking], dtype=np.float64).reshape(-1, 2)
    near = dict(zip(lacking, location_labels.nearest(at, bag.units, known), strict=True))
    return [
        location_labels.label(place, own[i][0] if own[i] else None, near.get(i))
        for i, place in enumerate(places)
    ]


def _own_addresses(
    place: Place, known: Mapping[str, Named], bag: Bag, users: Mapping[int, Sequence[int]]
) -> list[Named]:
    """Addresses of its units, or users of its building: the anchor's, then in use, by id."""
    ids, in_use, units = bag.units.ids, bag.units.in_use, place.members.units
    if place.kind == "building":
        units = [unit for b in place.members.buildings for unit in users.get(b, ())]
    ordered = sorted(units, key=lambda i: (ids[i] != place.anchor, not in_use[i], i))
    return [known[ids[i]] for i in ordered if ids[i] in known]


def _row(place: Place, bag: Bag, name: Named) -> tuple[object, ...]:
    units = place.members.units
    used = [i for i in units if bag.units.in_use[i]] or units
    x, y = place.xy
    return (
        place.location_id,
        place.kind,
        name.text,
        name.town,
        place.zone,
        None if math.isnan(x) else x,
        None if math.isnan(y) else y,
        [bag.units.ids[i] for i in units],
        [bag.buildings.ids[i] for i in place.members.buildings],
        sorted({purpose for i in used for purpose in bag.units.purposes[i]}),
    )


def _members(place: Place, bag: Bag) -> list[tuple[str, str, str]]:
    location = place.location_id
    units = [(location, bag.units.ids[i], bag.units.kind[i]) for i in place.members.units]
    return sorted(
        units + [(location, bag.buildings.ids[i], "building") for i in place.members.buildings]
    )


def _areas(bag: Bag, places: Sequence[Place]) -> place_ids.Areas:
    """Outlines of buildings, berths and pitches, then of sites, each by location."""
    found: list[tuple[shapely.Geometry, str]] = []
    for place in places:
        shapes = [bag.buildings.shape[i] for i in place.members.buildings]
        shapes += [bag.units.shape[i] for i in place.members.units if bag.units.kind[i] != "unit"]
        found += [(shape, place.location_id) for shape in shapes if shape is not None]
    members = len(found)
    found += [(place.site.shape, place.location_id) for place in places if place.site]
    shapes_array = np.empty(len(found), dtype=object)
    shapes_array[:] = [shape for shape, _ in found]
    return place_ids.Areas(shapes_array, tuple(location for _, location in found), members)


def _store(
    con: DuckDBPyConnection, name: str, schema: pa.Schema, rows: Sequence[tuple[object, ...]]
) -> None:
    columns = list(zip(*rows, strict=True)) or [() for _ in schema]
    arrays = [pa.array(c, field.type) for c, field in zip(columns, schema, strict=True)]
    con.execute(f"DELETE FROM {name}")
    con.register("incoming_locations", pa.table(arrays, schema=schema))
    con.execute(f"INSERT INTO {name} BY NAME FROM incoming_locations")
    con.unregister("incoming_locations")
