"""Reads the zones file: GeoJSON of villages, business parks, sites, glass areas and roads.

WGS84 as in RFC 7946, or RD when the old `crs` member says EPSG:28992. Whatever it says, the
coordinates must lie in the range of that system, so that a mix-up is refused and not drawn.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely
from duckdb import DuckDBPyConnection

from connectors.geometry_rd import to_rd
from engine.errors import SettingsError
from engine.tables import TABLES

KINDS = TABLES["zone"].column("kind").words
_POLYGONS = ("Polygon", "MultiPolygon")
_LINES = ("LineString", "MultiLineString")
_WIDEST_M = 200.0
"""A wider road is a slip of the pen; the widest motorways with verges stay below it."""
_RANGE = {
    "RD": ((0.0, 280_000.0), (300_000.0, 625_000.0)),
    "WGS84": ((3.0, 8.0), (50.0, 54.0)),
}
"""Coordinates of the Netherlands. Source: RD validity area; BAG connector reference."""
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\]]')


@dataclass(frozen=True, slots=True)
class _Zone:
    zone_id: str
    kind: str
    name: str | None
    geometry: shapely.Geometry
    width_m: float | None
    line: int


@dataclass(frozen=True, slots=True)
class _File:
    """A zones file being read; `fail` makes an error at one of its features, counted from 1."""

    file: Path
    text: str
    lines: tuple[int, ...]

    def line(self, number: int) -> int:
        return self.lines[number - 1] if number <= len(self.lines) else 1

    def fail(self, number: int, what: str) -> SettingsError:
        return SettingsError(f"feature {number}: {what}", file=self.file, line=self.line(number))


def load(con: DuckDBPyConnection, file: Path, *, source: str = "zones") -> None:
    """Fill `zone` from a GeoJSON file, replacing what this source filled before.

    Each feature is a valid Polygon or MultiPolygon with the properties `kind` (one of
    `KINDS`), `zone_id` (or the feature's own `id`) and, if it has one, `name`; other
    properties are left alone. A road may have `width_m` (metres, up to 200); with it, it may be
    a LineString or MultiLineString along its middle, which is stored as the surface of that
    width. Stored geometry is WKB in RD, two dimensions.

    Args:
        con: register with the `zone` table.
        file: the zones file.
        source: source id for the record keys.

    Raises:
        SettingsError: not GeoJSON, no features, another coordinate system or out of its
            range, an unknown kind, a missing or repeated id, an invalid or other geometry, a line
            without a width, a width that is no number of metres.
            Names file, feature and line; nothing is stored.

    Source: RFC 7946; GeoJSON 2008 for the `crs` member.
    """
    zones = _read(file)
    columns = {
        "zone_id": [zone.zone_id for zone in zones],
        "kind": [zone.kind for zone in zones],
        "name": [zone.name for zone in zones],
        "geometry": [shapely.to_wkb(zone.geometry) for zone in zones],
        "width_m": pa.array([zone.width_m for zone in zones], pa.float64()),
        "source": [source] * len(zones),
        "record_id": [zone.zone_id for zone in zones],
        "record_key": [f"{source}:zone:{zone.zone_id}" for zone in zones],
        "line": [zone.line for zone in zones],
    }
    con.execute("DELETE FROM zone WHERE source = $source", {"source": source})
    con.register("incoming_zones", pa.table(columns))
    con.execute("INSERT INTO zone BY NAME FROM incoming_zones ORDER BY zone_id")
    con.unregister("incoming_zones")


def _read(file: Path) -> list[_Zone]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        document = json.loads(text, parse_constant=_refuse_constant)
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", file=file) from error
    except json.JSONDecodeError as error:
        raise SettingsError(f"not JSON: {error.msg}", file=file, line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"not JSON: {error}", file=file) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise SettingsError("not a GeoJSON FeatureCollection", file=file, line=1)
    if not features:
        raise SettingsError("holds no features: leave `zones:` out instead", file=file, line=1)
    system = _system(document.get("crs"), file)
    at = _File(file, text, tuple(_feature_lines(text)))
    zones = [_zone(at, number, feature, system) for number, feature in enumerate(features, 1)]
    _refuse_repeats(at, zones)
    return zones


def _refuse_constant(word: str) -> float:
    raise ValueError(f"{word} is no number in JSON")


def _system(crs: object, file: Path) -> str:
    """Name the coordinate system; without `crs` it is WGS84."""
    if crs is None:
        return "WGS84"
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name")) if isinstance(properties, dict) else str(crs)
    if re.search(r"EPSG:+(?:[0-9.]*:+)?28992$", name):
        return "RD"
    if re.search(r"CRS84$|EPSG:+(?:[0-9.]*:+)?4326$", name):
        return "WGS84"
    raise SettingsError(f"crs {name!r}; known: EPSG:28992, or none for WGS84", file=file, line=1)


def _zone(at: _File, number: int, feature: object, system: str) -> _Zone:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise at.fail(number, "not a GeoJSON Feature")
    properties = feature.get("properties")
    values: Mapping[str, object] = properties if isinstance(properties, dict) else {}
    zone_id = values.get("zone_id", feature.get("id"))
    if isinstance(zone_id, bool) or not isinstance(zone_id, str | int) or not str(zone_id).strip():
        raise at.fail(number, "no zone_id: give each zone an id of its own in `zone_id`")
    kind = values.get("kind")
    if kind not in KINDS:
        raise at.fail(number, f"kind {kind!r}; known: {', '.join(KINDS)}")
    name, width_m = values.get("name"), None
    if kind == "road":
        width_m = _width_m(at, number, values.get("width_m"))
    return _Zone(
        zone_id=str(zone_id).strip(),
        kind=str(kind),
        name=str(name).strip() or None if name is not None else None,
        geometry=_surface(at, number, feature.get("geometry"), system, str(kind), width_m),
        width_m=width_m,
        line=at.line(number),
    )


def _width_m(at: _File, number: int, width: object) -> float | None:
    if width is None:
        return None
    if isinstance(width, bool) or not isinstance(width, int | float) or not 0 < width <= _WIDEST_M:
        raise at.fail(number, f"width_m {width!r}: give metres, above 0 up to {_WIDEST_M:g}")
    return float(width)


def _surface(
    at: _File, number: int, geometry: object, system: str, kind: str, width_m: float | None
) -> shapely.Geometry:
    """Read the geometry of a zone; the line of a road becomes a surface of its width."""
    shape = _geometry(at, number, geometry, system, lines=kind == "road")
    if shapely.get_dimensions(shape) == 2:
        return shape
    if width_m is None:
        raise at.fail(number, "a line without width_m: give it in metres, or draw a polygon")
    return shape.buffer(width_m / 2, cap_style="flat")


def _geometry(
    at: _File, number: int, geometry: object, system: str, *, lines: bool
) -> shapely.Geometry:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    known = _POLYGONS + _LINES if lines else _POLYGONS
    if kind not in known:
        raise at.fail(number, f"geometry {kind!r}; known: {', '.join(known)}")
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.errors.GEOSException, ValueError) as error:
        raise at.fail(number, f"geometry cannot be read: {error}") from error
    if shape.is_empty:
        raise at.fail(number, "geometry is empty")
    _check_range(at, number, shapely.get_coordinates(shape), system)
    if not shape.is_valid:
        raise at.fail(number, f"geometry is not valid: {shapely.is_valid_reason(shape)}")
    return shape if system == "RD" else shapely.transform(shape, _wgs84_to_rd)


def _check_range(at: _File, number: int, found: npt.NDArray[np.float64], system: str) -> None:
    for axis, (low, high) in zip(found.T, _RANGE[system], strict=True):
        bad = axis[~((axis >= low) & (axis <= high))]
        if len(bad):
            other = (
                "RD without `crs: EPSG:28992`" if system == "WGS84" else "WGS84 with a crs of RD"
            )
            what = f"coordinate {bad[0]:g} is outside {low:g} to {high:g} of {system}: {other}?"
            raise at.fail(number, what)


def _wgs84_to_rd(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    x, y = to_rd(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([x, y])


def _refuse_repeats(at: _File, zones: list[_Zone]) -> None:
    seen: dict[str, int] = {}
    for number, zone in enumerate(zones, 1):
        if zone.zone_id in seen:
            what = f"zone_id {zone.zone_id!r} is that of feature {seen[zone.zone_id]} too"
            raise at.fail(number, what)
        seen[zone.zone_id] = number


def _feature_lines(text: str) -> Iterator[int]:
    """Yield the line where each member of the top-level `features` list starts."""
    depth, line, scanned, in_features, key = 0, 1, 0, False, ""
    for token in _TOKEN.finditer(text):
        sign = token.group()
        if sign[0] == '"':
            key = sign if depth == 1 else key
        elif sign in "{[":
            in_features = key == '"features"' if depth == 1 else in_features
            if sign == "{" and depth == 2 and in_features:
                line += text.count("\n", scanned, token.start())
                scanned = token.start()
                yield line
            depth += 1
        else:
            depth -= 1
