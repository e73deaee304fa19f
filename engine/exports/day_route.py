"""A day of inspections on the map: the order of the stops, the way between them, and files of it.

Distances are straight lines; roads are longer. A location where somebody may be a victim is
refused, as care comes before a visit. No hits stand in a route.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np
from lxml import etree
from sqlalchemy.orm import Session

from connectors.dates import LOCAL, UTC
from connectors.geometry_rd import to_wgs84
from engine.casework import users
from engine.casework.models import User
from engine.errors import PaperError
from engine.exports.papers import inspection, route, visible
from engine.exports.spreadsheet import to_csv
from engine.exports.words import day, number, said
from engine.rule_settings import RouteStart
from engine.snapshot import Run
from engine.translatable import Amount, joined, mark, sentence

_NAMES = "http://www.topografix.com/GPX/1/1"
_BEGIN = ""
"""Name of the point where a route begins that is no location; no location is called so."""
_PLACES = """
SELECT location_id, label, kind, x, y FROM locations
WHERE list_contains($wanted, location_id)
ORDER BY location_id
"""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of a route.

    Attributes:
        number: 0 for a begin that is no location, then 1 and on in the order of the visits.
        location_id: None for a begin that is no location.
        kind: of the location; empty for a begin that is none.
        x, y: RD metres.
        lon, lat: degrees.
        metres: straight line from the stop before, 0 for the first.
    """

    number: int
    location_id: str | None
    label: str
    kind: str
    x: float
    y: float
    lon: float
    lat: float
    metres: float


@dataclass(frozen=True, slots=True)
class DayRoute:
    """A route.

    Attributes:
        stops: in the order of the visits.
        unplaced: labels of locations of which nobody knows where they are, by label.
    """

    run: str
    stops: tuple[Stop, ...]
    unplaced: tuple[str, ...]

    @property
    def metres(self) -> float:
        """Length of the whole route, straight lines."""
        return sum(stop.metres for stop in self.stops)

    @property
    def location_ids(self) -> tuple[str, ...]:
        """Locations in the order of the visits."""
        return tuple(stop.location_id for stop in self.stops if stop.location_id is not None)


def plan(
    session: Session,
    run: Run,
    *,
    locations: Sequence[str],
    user: User,
    start: RouteStart | None,
) -> DayRoute:
    """Order locations for one day.

    Args:
        session: a reading session.
        run: where the locations are read.
        locations: ids; repeated ones count once.
        user: who asks.
        start: where the day begins; None: at the first location that has a place.

    Raises:
        CaseworkError: the role may not.
        PaperError: too many locations, or one where somebody may be a victim.
        RunError: the run has no such location.
    """
    users.require(user, users.MAY_JUDGE)
    wanted = list(dict.fromkeys(locations))
    if len(wanted) > inspection.MOST:
        raise PaperError(
            sentence("een route heeft ten hoogste {most} locaties", most=inspection.MOST)
        )
    visible.refuse_protected(session, run, wanted, act=mark("een route"))
    with run.connect() as con:
        rows = con.execute(_PLACES, {"wanted": wanted}).fetchall()
    known = {name: (label, kind, x, y) for name, label, kind, x, y in rows}
    placed = {name: (one[2], one[3]) for name, one in known.items() if one[2] is not None}
    unplaced = tuple(sorted(one[0] for name, one in known.items() if name not in placed))
    return DayRoute(run.path.name, _stops(wanted, known, placed, start), unplaced)


def _stops(
    wanted: Sequence[str],
    known: Mapping[str, tuple[str, str, float, float]],
    placed: Mapping[str, tuple[float, float]],
    start: RouteStart | None,
) -> tuple[Stop, ...]:
    if not placed:
        return ()
    points = dict(placed)
    begin = next(name for name in wanted if name in placed)
    if start is not None:
        begin = _BEGIN
        points[_BEGIN] = (start.x, start.y)
    legs = route.order(points, start=begin)
    lon, lat = to_wgs84(*np.array([points[leg.stop] for leg in legs], dtype=np.float64).T)
    first = 1 if start is None else 0
    return tuple(
        Stop(
            first + at,
            leg.stop or None,
            known[leg.stop][0] if leg.stop else start.label if start else "",
            known[leg.stop][1] if leg.stop else "",
            *points[leg.stop],
            float(lon[at]),
            float(lat[at]),
            leg.metres,
        )
        for at, leg in enumerate(legs)
    )


def rows(found: DayRoute) -> list[dict[str, str]]:
    """The route as a table: number, location, kind, and kilometres from the stop before."""
    so_far, told = 0.0, []
    for stop in found.stops:
        so_far += stop.metres
        told.append(
            {
                mark("nr."): str(stop.number) if stop.number else sentence("begin"),
                mark("locatie"): stop.label,
                mark("soort"): said("kind", stop.kind) if stop.kind else "",
                mark("km vanaf vorige"): joined([Amount(stop.metres / 1000, 1)]),
                mark("km in totaal"): joined([Amount(so_far / 1000, 1)]),
            }
        )
    return told


def csv(found: DayRoute) -> bytes:
    """The table of the route for a spreadsheet, with coordinates in RD metres."""
    header = ["nr.", "locatie", "soort", "km vanaf vorige", "km in totaal", "x", "y"]
    places = [[round(stop.x), round(stop.y)] for stop in found.stops]
    lines = [[*row.values(), *at] for row, at in zip(rows(found), places, strict=True)]
    return to_csv(header, lines)


def gpx(found: DayRoute, *, run: Run) -> bytes:
    """The route as GPX 1.1 for a satnav: waypoints in order; the same route gives the same bytes.

    Source: https://www.topografix.com/GPX/1/1/.
    """
    own = {"version": "1.1", "creator": "Dijkwacht"}
    # The stubs know no default namespace; a satnav may know no other.
    root = etree.Element(_tag("gpx"), own, nsmap={None: _NAMES})  # type: ignore[dict-item]
    head = etree.SubElement(root, _tag("metadata"))
    etree.SubElement(head, _tag("name")).text = f"Route, stand van {day(run.as_of)}"
    moment = datetime.combine(run.as_of, time(), LOCAL).astimezone(UTC)
    etree.SubElement(head, _tag("time")).text = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    way = etree.SubElement(root, _tag("rte"))
    etree.SubElement(way, _tag("name")).text = f"{number(found.metres / 1000, 1)} km, rechte lijn"
    for stop in found.stops:
        at = {"lat": f"{stop.lat:.6f}", "lon": f"{stop.lon:.6f}"}
        label = f"{stop.number}. {stop.label}" if stop.number else stop.label
        point = etree.SubElement(way, _tag("rtept"), at)
        etree.SubElement(point, _tag("name")).text = label
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _tag(name: str) -> str:
    return f"{{{_NAMES}}}{name}"
