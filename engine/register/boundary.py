"""Tests a boundary file against known addresses before anybody relies on it.

A boundary turned from RD into WGS84 without datum shift lies 112 m off and still looks right on
a map; addresses show it. Membership is decided by woonplaats, never by a polygon: this is a
cross-check.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from connectors.geometry_rd import to_rd
from engine.errors import SettingsError
from engine.register_settings import BoundarySettings

Points: TypeAlias = NDArray[np.float64]
Json: TypeAlias = Mapping[str, "object"]

_WGS84_NAMES = re.compile(r"(EPSG:+4326|CRS84)$")
_RD_NAMES = re.compile(r"EPSG:+28992$")


@dataclass(frozen=True, slots=True)
class BoundaryCheck:
    """How a boundary holds against known points.

    Attributes:
        own_inside: own addresses inside, of `own`.
        foreign_inside: surrounding addresses inside, of `foreign`.
    """

    own_inside: int
    own: int
    foreign_inside: int
    foreign: int

    def holds(self, settings: BoundarySettings) -> bool:
        """True when enough own and few enough foreign addresses lie inside; both closed."""
        return (
            self.own_inside >= settings.min_own_inside * self.own
            and self.foreign_inside <= settings.max_foreign_inside * self.foreign
        )

    def __str__(self) -> str:
        share = 100 * self.own_inside / self.own
        return (
            f"{self.own_inside} of {self.own} own addresses inside ({share:.2f}%), "
            f"{self.foreign_inside} of {self.foreign} foreign addresses inside"
        )


def read_boundary(file: Path, municipality: str, *, settings: BoundarySettings) -> shapely.Geometry:
    """The area of a municipality in RD metres, from its own outline, wijken or buurten.

    Args:
        file: GeoJSON in WGS84, or in RD when its `crs` member says so.
        municipality: four-digit code; features with a code GM, WK or BU of it are joined.
        settings: value ranges of both systems.

    Raises:
        SettingsError: not GeoJSON, another CRS, coordinates outside its range, no such feature.
    """
    document = _json(file)
    features = _features(document, file)
    is_code = re.compile(rf"(GM|WK|BU){re.escape(municipality)}").match
    shapes = [
        _shape(feature, file)
        for feature in features
        if any(is_code(str(value)) for value in _member(feature, "properties").values())
    ]
    if not shapes:
        what = f"no feature has a code GM{municipality}, WK{municipality} or BU{municipality}"
        raise SettingsError(what, file=file)
    area = shapely.union_all(shapely.make_valid(shapely.force_2d(shapes)))
    if _is_rd(document, file):
        _check_range(area, settings.rd_x_m, settings.rd_y_m, "RD", file)
        return area
    _check_range(area, settings.lon_degrees, settings.lat_degrees, "WGS84", file)
    return shapely.transform(area, lambda points: np.column_stack(to_rd(*points.T)))


def check_boundary(
    file: Path, municipality: str, *, own: Points, foreign: Points, settings: BoundarySettings
) -> BoundaryCheck:
    """Test a boundary file; it may be used when this returns.

    Args:
        file: as `read_boundary`.
        municipality: as `read_boundary`.
        own: addresses of the municipality, one row of x, y (RD, m) each; at least one.
        foreign: addresses around it.
        settings: how many may lie on the wrong side.

    Raises:
        SettingsError: as `read_boundary`, or too many addresses on the wrong side; the message
            has both numbers.
    """
    if not len(own):
        raise SettingsError("no known address to test this boundary against", file=file)
    area = read_boundary(file, municipality, settings=settings)
    shapely.prepare(area)
    check = BoundaryCheck(
        own_inside=_inside(area, own),
        own=len(own),
        foreign_inside=_inside(area, foreign),
        foreign=len(foreign),
    )
    if not check.holds(settings):
        what = (
            f"is not the boundary of {municipality}: {check}; asked are at least "
            f"{settings.min_own_inside:.1%} and at most {settings.max_foreign_inside:.1%}. "
            "A shift of about 100 m means RD was turned into WGS84 without datum shift"
        )
        raise SettingsError(what, file=file)
    return check


def _inside(area: shapely.Geometry, points: Points) -> int:
    if not len(points):
        return 0
    return int(np.count_nonzero(shapely.intersects_xy(area, points[:, 0], points[:, 1])))


def _json(file: Path) -> Json:
    try:
        document: object = json.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"cannot be read as GeoJSON: {error}", file=file) from error
    if not isinstance(document, dict):
        raise SettingsError("is no GeoJSON object", file=file)
    return document


def _features(document: Json, file: Path) -> list[Json]:
    features = document.get("features")
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise SettingsError("is no GeoJSON FeatureCollection", file=file)
    return features


def _member(parent: Json, name: str) -> Json:
    member = parent.get(name)
    return member if isinstance(member, dict) else {}


def _shape(feature: Json, file: Path) -> shapely.Geometry:
    try:
        return shapely.from_geojson(json.dumps(feature.get("geometry")))
    except shapely.GEOSException as error:
        raise SettingsError(f"geometry cannot be read: {error}", file=file) from error


def _is_rd(document: Json, file: Path) -> bool:
    """What the `crs` member says; RFC 7946 has none, which means WGS84."""
    if document.get("crs") is None:
        return False
    name = str(_member(_member(document, "crs"), "properties").get("name"))
    if _RD_NAMES.search(name):
        return True
    if _WGS84_NAMES.search(name):
        return False
    raise SettingsError(f"crs {name!r} is neither EPSG:28992 nor EPSG:4326", file=file)


def _check_range(
    area: shapely.Geometry,
    across: tuple[float, float],
    along: tuple[float, float],
    system: str,
    file: Path,
) -> None:
    left, low, right, high = shapely.bounds(area).tolist()
    if not (across[0] <= left <= right <= across[1] and along[0] <= low <= high <= along[1]):
        what = (
            f"coordinates {left:g}..{right:g}, {low:g}..{high:g} do not lie in {system} as it "
            "claims; correct its crs member"
        )
        raise SettingsError(what, file=file)
