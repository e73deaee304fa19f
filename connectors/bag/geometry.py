"""GML of the BAG to WKB in RD, a batch of records at a time.

Invalid polygons are repaired so that the area stays: parts under `sliver_m2` are dropped, and
when one part is left the result is a Polygon.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from lxml import etree
from numpy.typing import NDArray

from connectors.bag.codes import GML, SRS

Geometries: TypeAlias = NDArray[np.object_]
POS, POS_LIST = f"{GML}pos", f"{GML}posList"
POLYGONS = (f"{GML}Polygon", f"{GML}PolygonPatch")
INTERIOR = f"{GML}interior"
MIN_RING_POINTS = 4


class BadGeometry(ValueError):
    """A geometry of a kind that the format does not have: other CRS, several polygons."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring as it stands in the file: coordinates in text, and how many make a point."""

    text: str
    dimension: int
    is_hole: bool


@dataclass(frozen=True, slots=True)
class Built:
    """Geometry of one batch, one place per record.

    Attributes:
        wkb: 2D WKB in RD; None without geometry.
        x, y: a point on the object in RD metres; NaN without geometry.
        area: footprint in m2; NaN for points and without geometry.
        original: WKT as delivered of what was repaired.
    """

    wkb: list[bytes | None]
    x: list[float | None]
    y: list[float | None]
    area: list[float | None]
    original: list[str | None]


@dataclass(slots=True)
class Batch:
    """Collects the shapes of records and turns them into WKB together."""

    points: dict[int, tuple[float, float]] = field(default_factory=dict)
    rings: dict[int, list[Ring]] = field(default_factory=dict)

    def add(self, record: int, shapes: Sequence[etree._Element]) -> None:
        """Take the gml elements of one record, in document order.

        Coordinates that cannot be read leave the record without geometry.

        Raises:
            BadGeometry: not in RD, other than 2 or 3 dimensions, more than one polygon.
        """
        rings = []
        dimension, is_hole, polygons = 2, False, 0
        for shape in shapes:
            tag = shape.tag
            if tag == POS_LIST:
                rings.append(Ring(shape.text or "", _dimension(shape, dimension), is_hole))
                is_hole = False
            elif tag == INTERIOR:
                is_hole = True
            elif tag == POS:
                if point := _point(shape.text or ""):
                    self.points[record] = point
            else:
                dimension = _dimension(shape, dimension)
                _refuse_other_crs(shape)
                polygons += tag in POLYGONS
                if polygons > 1:
                    raise BadGeometry("geometry has more than one polygon")
        if rings:
            self.rings[record] = rings

    def build(self, count: int, *, sliver_m2: float) -> Built:
        """Geometry of all `count` records of the batch."""
        shapes = np.full(count, None, dtype=object)
        original: list[str | None] = [None] * count
        for record, polygon, wkt in _polygons(self.rings, sliver_m2=sliver_m2):
            shapes[record], original[record] = polygon, wkt
        if self.points:
            at = list(self.points)
            shapes[at] = shapely.points(np.array(list(self.points.values())))
        return describe(shapes, original)


def describe(shapes: Geometries, original: list[str | None]) -> Built:
    """WKB, a point on it and footprint of each shape; None stays without."""
    inside = _points_on(shapes)
    areas = shapely.area(shapes)
    areas[shapely.get_dimensions(shapes) < 2] = np.nan
    return Built(
        wkb=shapely.to_wkb(shapes, output_dimension=2).tolist(),
        x=_rounded(shapely.get_x(inside)),
        y=_rounded(shapely.get_y(inside)),
        area=_rounded(areas),
        original=original,
    )


def _rounded(values: NDArray[np.float64]) -> list[float | None]:
    """Millimetres, as the register has them; None for NaN."""
    rounded = np.round(values, 3)
    return [
        None if gone else value
        for value, gone in zip(rounded.tolist(), np.isnan(rounded), strict=True)
    ]


def _dimension(element: etree._Element, inherited: int) -> int:
    text = element.get("srsDimension")
    if text is None or text in ("2", "3"):
        return inherited if text is None else int(text)
    raise BadGeometry(f"srsDimension {text!r} is not 2 or 3")


def _refuse_other_crs(element: etree._Element) -> None:
    name = element.get("srsName")
    if name is not None and name not in SRS:
        raise BadGeometry(f"srsName {name!r} is not EPSG:28992")


def _point(text: str) -> tuple[float, float] | None:
    try:
        x, y = (float(part) for part in text.split()[:2])
    except ValueError:
        return None
    return (x, y) if math.isfinite(x + y) else None


def _polygons(
    by_record: dict[int, list[Ring]], *, sliver_m2: float
) -> Iterator[tuple[int, shapely.Geometry | None, str | None]]:
    """Valid polygons by record, with the original WKT where one was repaired."""
    if not by_record:
        return
    records = np.repeat(list(by_record), [len(rings) for rings in by_record.values()])
    flat = [ring for rings in by_record.values() for ring in rings]
    holes = np.array([ring.is_hole for ring in flat])
    coordinates, lengths = _coordinates(flat)
    readable = _records_with(
        records, (lengths >= MIN_RING_POINTS) & _first_is_shell(records, holes)
    )
    keep = np.isin(records, readable)
    rings = shapely.linearrings(
        coordinates[np.repeat(keep, lengths)],
        indices=np.repeat(np.arange(int(keep.sum())), lengths[keep]),
    )
    order, owner = np.unique(records[keep], return_inverse=True)
    shapes = shapely.polygons(rings, indices=owner)
    valid = shapely.is_valid(shapes)
    for record, shape, is_valid in zip(order.tolist(), shapes, valid, strict=True):
        if is_valid:
            yield record, shape, None
        else:
            yield record, repaired(shape, sliver_m2=sliver_m2), shapely.to_wkt(shape, 3)


def _records_with(records: NDArray[np.int64], good: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Records of which every ring is good."""
    return np.setdiff1d(records, records[~good])


def _first_is_shell(records: NDArray[np.int64], holes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """True where a ring is the shell at the start of its record, or a hole after it."""
    starts = np.concatenate(([True], records[1:] != records[:-1]))
    first: NDArray[np.bool_] = starts != holes
    return first


def _coordinates(rings: Sequence[Ring]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """All x, y under each other, and the number of points of each ring (0 when unreadable)."""
    parts = pc.ascii_split_whitespace(
        pc.ascii_trim_whitespace(pa.array([ring.text for ring in rings], pa.string()))
    )
    sizes = np.diff(parts.offsets.to_numpy())
    dimensions = np.array([ring.dimension for ring in rings])
    try:
        numbers = pc.cast(parts.flatten(), pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return _coordinates_one_by_one(rings)
    if not np.isfinite(numbers).all():
        return _coordinates_one_by_one(rings)
    sizes_ok = sizes % dimensions == 0
    starts = np.cumsum(sizes) - sizes
    place = (np.arange(len(numbers)) - np.repeat(starts, sizes)) % np.repeat(dimensions, sizes)
    wanted = (place < 2) & np.repeat(sizes_ok, sizes)
    lengths = np.where(sizes_ok, sizes // dimensions, 0)
    return numbers[wanted].reshape(-1, 2), lengths


def _coordinates_one_by_one(
    rings: Sequence[Ring],
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """As `_coordinates`, for a batch in which some text is no number."""
    found = []
    for ring in rings:
        try:
            numbers = np.array([float(part) for part in ring.text.split()])
            points = numbers.reshape(-1, ring.dimension)[:, :2]
        except ValueError:
            points = np.empty((0, 2))
        found.append(points if np.isfinite(points).all() else np.empty((0, 2)))
    return np.concatenate(found), np.array([len(points) for points in found])


def repaired(shape: shapely.Geometry, *, sliver_m2: float) -> shapely.Geometry | None:
    """A valid polygon of the same area, None when nothing with an area is left."""
    parts = shapely.get_parts(shapely.make_valid(shape))
    kept = [p for p in shapely.get_parts(parts).tolist() if shapely.area(p) >= sliver_m2]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else shapely.multipolygons(kept)


def _points_on(shapes: Geometries) -> Geometries:
    """The centroid where it lies on the shape, else a point that does."""
    centres: Geometries = shapely.centroid(shapes)
    outside = ~shapely.intersects(shapes, centres) & ~shapely.is_missing(shapes)
    centres[outside] = shapely.point_on_surface(shapes[outside])
    return centres
