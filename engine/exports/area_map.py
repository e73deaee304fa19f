"""Hexagons of the map: how many locations have a hit, where that stands out, and what changed.

Areas only: a hexagon stands for at least `map.min_locations` locations, so that none tells of one
yard, and a hot spot for at least `hotspots.min_with_hits` locations with a hit. What is asked
narrows the hits that count; which locations a hexagon has follows from village and zone alone, so
that two questions do not differ by the places of a few.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from engine.features.spans import months_before
from engine.scoring import density, hexagons, hotspots
from engine.scoring.density import Patch
from engine.scoring.hotspots import Hotspot
from engine.settings import Settings
from engine.snapshot import Run


@dataclass(frozen=True, slots=True)
class Asked:
    """Which locations and hits are counted; None is all.

    Attributes:
        zone: `outer` or `built_up`.
        town: name of a village.
        theme: family of rules.
        rule: id of a rule; goes before the theme.
        source: only hits that rest on a record of this source.
        months: only hits of which the newest fact is later than so many months before the run.
    """

    zone: str | None = None
    town: str | None = None
    theme: str | None = None
    rule: str | None = None
    source: str | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One hexagon.

    Attributes:
        hexagon: H3 cell.
        lon, lat: its middle, degrees.
        locations: how many it has.
        with_hits: those of them with a hit that is counted.
        spot: what the test says of it; None when there is nothing to say.
        before: `with_hits` in an earlier run; None without one, or when the hexagon had too few
            locations then.
    """

    hexagon: str
    lon: float
    lat: float
    locations: int
    with_hits: int
    spot: Hotspot | None
    before: int | None = None


def cells(run: Run, asked: Asked, *, settings: Settings, earlier: Run | None = None) -> list[Cell]:
    """Count and test the hexagons of a run.

    Args:
        run: of which the hexagons are.
        asked: what is counted.
        settings: `map` and `hotspots`.
        earlier: a run to compare with, counted in the same way.

    Returns:
        By hexagon, those without a hit too.
    """
    counted = _count(run, asked, settings)
    found = hotspots.find(
        {name: row["locations"] for name, row in counted.items()},
        {name: row["with_hits"] for name, row in counted.items()},
        settings=settings.hotspots,
    )
    spots = {spot.hexagon: spot for spot in found}
    before = {} if earlier is None else _count(earlier, asked, settings)
    return [
        Cell(
            name,
            row["lon"],
            row["lat"],
            row["locations"],
            row["with_hits"],
            spots.get(name),
            before[name]["with_hits"] if name in before else None,
        )
        for name, row in sorted(counted.items())
    ]


def surface(found: Sequence[Cell], *, settings: Settings) -> list[Patch]:
    """Smooth the locations with a hit of hexagons that may be shown, by small hexagon.

    Args:
        found: as `cells` gives them.
        settings: `density`.
    """
    return density.surface({c.hexagon: c.with_hits for c in found}, settings=settings.density)


def themes(run: Run) -> list[str]:
    """Families of rules with a hit that counts somewhere, sorted."""
    families = run.table("locations")["families"]
    return sorted(set(pc.list_flatten(families).to_pylist()))


def rules(run: Run) -> list[str]:
    """Rules with a hit that counts somewhere, sorted."""
    return sorted(set(_counting(run)["rule_id"].to_pylist()))


def sources(run: Run) -> list[str]:
    """Sources on which a hit that counts rests somewhere, sorted."""
    evidence = pc.list_flatten(_counting(run)["evidence"])
    return sorted({str(key).partition(":")[0] for key in pc.unique(evidence).to_pylist()})


def towns(run: Run) -> list[str]:
    """Villages with a location, sorted."""
    return sorted(set(run.table("locations")["town"].drop_null().to_pylist()))


def _count(run: Run, asked: Asked, settings: Settings) -> Mapping[str, dict[str, int]]:
    locations: pa.Table = run.table("locations")
    for column, wanted in (("zone", asked.zone), ("town", asked.town)):
        if wanted is not None:
            locations = locations.filter(pc.equal(locations[column], wanted))
    rows = hexagons.count(_narrowed(run, locations, asked), settings=settings.map).to_pylist()
    return {row["hexagon"]: row for row in rows}


def _narrowed(run: Run, locations: pa.Table, asked: Asked) -> pa.Table:
    """The locations with only those families that are asked for."""
    if (asked.theme, asked.rule, asked.source, asked.months) == (None, None, None, None):
        return locations
    at = _hit(run, asked)
    kept = [["asked"] if name in at else [] for name in locations["location_id"].to_pylist()]
    column = pa.array(kept, pa.list_(pa.string()))
    return locations.set_column(locations.column_names.index("families"), "families", column)


def _hit(run: Run, asked: Asked) -> set[str]:
    """Locations with a hit that is asked for."""
    hits = _counting(run)
    if asked.rule is not None:
        hits = hits.filter(pc.equal(hits["rule_id"], asked.rule))
    elif asked.theme is not None:
        hits = hits.filter(pc.equal(hits["family"], asked.theme))
    if asked.months is not None:
        hits = hits.filter(pc.greater(hits["newest"], months_before(run.as_of, asked.months)))
    if asked.source is not None:
        start = f"{asked.source}:"
        rests = [any(key.startswith(start) for key in own) for own in hits["evidence"].to_pylist()]
        hits = hits.filter(pa.array(rests, pa.bool_()))
    return set(hits["location_id"].to_pylist())


def _counting(run: Run) -> pa.Table:
    """Hits that gave points: not filtered, not expired, not of another in their group."""
    hits: pa.Table = run.table("hits")
    counts = pc.and_(
        pc.equal(hits["outcome"], "HIT"),
        pc.is_in(hits["role"], value_set=pa.array(["scenario", "factor"])),
    )
    return hits.filter(pc.and_(counts, pc.greater(hits["applied_points"], 0)))
