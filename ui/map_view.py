"""What the page Kaart draws: hexagons, places that may be opened, zones and villages.

Runs never change, so what is read from them is kept by run folder; judgements are read afresh.
"""

from typing import Any

import numpy as np
import pyarrow.compute as pc
import shapely
import streamlit as st

from connectors.geometry_rd import to_wgs84
from engine.casework import users
from engine.exports import area_map
from engine.exports.area_map import Asked, Cell
from engine.scoring import worklist as scoring_worklist
from engine.settings import load_settings
from engine.snapshot import Run
from ui import acting, review, state, victims


def cells(run: Run, asked: Asked, earlier: Run | None = None) -> list[Cell]:
    """Hexagons of a run, counted, tested and compared; see `area_map.cells`.

    Raises:
        RoleRefused: the role sees no hits.
    """
    acting.require(users.MAY_JUDGE)
    return _cells(str(run.path), asked, None if earlier is None else str(earlier.path))


@st.cache_resource(max_entries=32)
def _cells(path: str, asked: Asked, earlier: str | None) -> list[Cell]:
    before = None if earlier is None else state.opened(earlier)
    return area_map.cells(state.opened(path), asked, settings=load_settings(), earlier=before)


@st.cache_resource(max_entries=4)
def choices(path: str) -> tuple[list[str], list[str], list[str]]:
    """Families, rules and villages of a run by its folder."""
    run = state.opened(path)
    return area_map.themes(run), area_map.rules(run), area_map.towns(run)


def points(run: Run, *, zone: str | None, town: str | None = None) -> list[dict[str, Any]]:
    """Locations with a business, permit, licence, report or measure, by label.

    This week's list is not marked: beside the hexagons that would tell which of it is ranked.
    Only what was judged this week stands out.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    acting.require(users.MAY_JUDGE)
    masked = victims.hidden(run)
    active = _active_places(str(run.path), zone)
    places = [
        row for row in active if row["location_id"] not in masked and town in {None, row["town"]}
    ]
    known = review.first_judgements(run, [str(row["location_id"]) for row in places])
    rows = []
    for row in places:
        judged = known.get(str(row["location_id"]))
        label = "niet beoordeeld deze week" if judged is None else judged.label
        rows.append({**row, "is_judged": judged is not None, "state": label})
    return rows


def zones(run: Run) -> list[dict[str, Any]]:
    """Outlines of the zones in degrees, with `kind`, `name` and `rings`, by zone."""
    return _zones(str(run.path))


def towns(run: Run) -> list[dict[str, Any]]:
    """Middle of every town's locations, with its name as `text`, by name."""
    return _towns(str(run.path))


@st.cache_resource(max_entries=8)
def _active_places(path: str, zone: str | None) -> list[dict[str, Any]]:
    run = state.opened(path)
    with run.connect() as con:
        active = set(scoring_worklist.control_population(con))
    columns = ["location_id", "label", "town", "zone", "x", "y"]
    rows = [
        row
        for row in run.table("locations").select(columns).to_pylist()
        if row["location_id"] in active and row["x"] is not None and zone in {None, row["zone"]}
    ]
    x, y = (np.array([row[axis] for row in rows], dtype=np.float64) for axis in ("x", "y"))
    lon, lat = to_wgs84(x, y)
    placed = [
        {name: row[name] for name in ("location_id", "label", "town")}
        | {"lon": float(a), "lat": float(b)}
        for row, a, b in zip(rows, lon, lat, strict=True)
    ]
    return sorted(placed, key=lambda row: (str(row["label"]), str(row["location_id"])))


@st.cache_resource(max_entries=4)
def _zones(path: str) -> list[dict[str, Any]]:
    table = state.opened(path).table("tables/zone").sort_by("zone_id")
    rows = []
    for row in table.to_pylist():
        for part in shapely.get_parts(shapely.from_wkb(row["geometry"])):
            x, y = shapely.get_coordinates(shapely.get_exterior_ring(part)).T
            lon, lat = to_wgs84(x, y)
            ring = [[float(a), float(b)] for a, b in zip(lon, lat, strict=True)]
            rows.append({"kind": row["kind"], "name": row["name"], "rings": ring})
    return rows


@st.cache_resource(max_entries=4)
def _towns(path: str) -> list[dict[str, Any]]:
    locations = state.opened(path).table("locations")
    placed = locations.filter(pc.and_(pc.is_valid(locations["x"]), pc.is_valid(locations["town"])))
    middles = placed.group_by("town").aggregate([("x", "mean"), ("y", "mean")]).sort_by("town")
    x, y = (np.asarray(middles[name], dtype=np.float64) for name in ("x_mean", "y_mean"))
    lon, lat = to_wgs84(x, y)
    names = middles["town"].to_pylist()
    return [
        {"text": name, "lon": float(a), "lat": float(b)}
        for name, a, b in zip(names, lon, lat, strict=True)
    ]
