"""Surfaces and points in GML of the Kadaster, in RD metres (EPSG:28992), to shapely."""

import math
import re

import shapely
from lxml import etree

_RD = re.compile(r"(?:.*[:#/])?(?:28992|7415)")
_POLYGONS = ("Polygon", "PolygonPatch")
_MIN_POINTS = 4


class BadGeometry(ValueError):
    """A geometry that cannot be read; the sentence does not repeat coordinates."""


def surface(element: etree._Element) -> shapely.Geometry | None:
    """Return the polygon or polygons below an element, None when there is none.

    Raises:
        BadGeometry: not in RD, or a ring that is none.
    """
    for part in _named(element, "*"):
        _refuse_other_crs(part)
    found = [_polygon(part) for name in _POLYGONS for part in _named(element, name)]
    if not found:
        return None
    return found[0] if len(found) == 1 else shapely.multipolygons(found)


def point(element: etree._Element) -> tuple[float, float] | None:
    """Return x and y of the first point below an element, None when there is none.

    Raises:
        BadGeometry: not in RD, or not two numbers.
    """
    for part in _named(element, "*"):
        _refuse_other_crs(part)
    pos = next(iter(_named(element, "pos")), None)
    if pos is None:
        return None
    numbers = _numbers(pos.text or "")
    if len(numbers) not in (2, 3):
        raise BadGeometry("a point has two or three coordinates")
    return numbers[0], numbers[1]


def _polygon(element: etree._Element) -> shapely.Geometry:
    dimension = _dimension(element)
    shells = [_ring(part, dimension) for part in _named(element, "exterior")]
    holes = [_ring(part, dimension) for part in _named(element, "interior")]
    if len(shells) != 1:
        raise BadGeometry("a polygon has one exterior ring")
    return shapely.polygons(shells[0], holes=holes or None)


def _ring(element: etree._Element, dimension: int) -> shapely.Geometry:
    lists = _named(element, "posList")
    dimension = _dimension(lists[0]) if lists and lists[0].get("srsDimension") else dimension
    texts = [part.text or "" for part in (lists or _named(element, "pos"))]
    numbers = [number for text in texts for number in _numbers(text)]
    if len(numbers) % dimension:
        raise BadGeometry(f"a ring whose coordinates are not in groups of {dimension}")
    points = [(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), dimension)]
    if len(points) < _MIN_POINTS or points[0] != points[-1]:
        raise BadGeometry("a ring has at least four points and ends where it starts")
    return shapely.linearrings(points)


def _numbers(text: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split()]
    except ValueError as error:
        raise BadGeometry("coordinates that are no numbers") from error
    if not all(math.isfinite(number) for number in numbers):
        raise BadGeometry("coordinates that are not finite")
    return numbers


def _dimension(element: etree._Element) -> int:
    text = element.get("srsDimension") or "2"
    if text not in ("2", "3"):
        raise BadGeometry("srsDimension is not 2 or 3")
    return int(text)


def _refuse_other_crs(element: etree._Element) -> None:
    name = element.get("srsName")
    if name is not None and not _RD.fullmatch(name):
        raise BadGeometry("srsName is not EPSG:28992")


def _named(element: etree._Element, name: str) -> list[etree._Element]:
    """Elements below this one, itself included, by local name."""
    return [part for part in element.iter(f"{{*}}{name}") if isinstance(part.tag, str)]
