"""A plain map of locations as a picture: outlines of buildings, numbers, a scale and the north.

Drawn from the run alone, without tiles of somebody else's server, who would learn where we look.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
import vl_convert

_WIDE, _SMALL = (900, 600), (450, 300)
_EDGE = 36
_FEW_M, _FEW_SMALL_M = 120.0, 60.0
"""A map shows at least so many metres, so that one barn does not fill it."""
_RADIUS = 13
"""Of the disc with a number, in points; it stands above buildings that it would hide."""
_STEPS_M = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class Spot:
    """A location on the map.

    Attributes:
        number: as it is called in the plan.
        x, y: RD metres.
        outlines: buildings, polygons in RD metres.
    """

    number: int
    x: float
    y: float
    outlines: tuple[shapely.Geometry, ...]


def draw(spots: Sequence[Spot], *, line: bool, is_small: bool = False) -> bytes:
    """A PNG of these locations; the same spots give the same bytes.

    Args:
        spots: at least one, in the order of the route.
        line: True: the route as straight lines between them.
        is_small: True: half as wide, for one location.
    """
    size, least = (_SMALL, _FEW_SMALL_M) if is_small else (_WIDE, _FEW_M)
    frame = _Frame.around(spots, size, least)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width}" height="{frame.height}"'
        f' font-family="sans-serif"><rect width="100%" height="100%" fill="#ffffff"/>'
    ]
    parts += [_outline(outline, frame) for spot in spots for outline in spot.outlines]
    if line:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (frame.at(s.x, s.y) for s in spots))
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="#1f4e79" stroke-width="2"'
            ' stroke-dasharray="7 5"/>'
        )
    parts += [_mark(spot, frame) for spot in spots]
    parts += [_scale(frame), _north(frame), "</svg>"]
    png: bytes = vl_convert.svg_to_png("".join(parts), scale=1.2)
    return png


@dataclass(frozen=True, slots=True)
class _Frame:
    """From RD metres to the picture: `left`, `top` in metres, `per_m` in points per metre."""

    left: float
    top: float
    per_m: float
    width: int
    height: int

    @classmethod
    def around(cls, spots: Sequence[Spot], size: tuple[int, int], least: float) -> "_Frame":
        width, height = size
        shapes = [shapely.Point(s.x, s.y) for s in spots]
        shapes += [outline for s in spots for outline in s.outlines]
        left, bottom, right, top = shapely.total_bounds(shapes)
        wide, high = max(right - left, least), max(top - bottom, least)
        per_m = min((width - 2 * _EDGE) / wide, (height - 2 * _EDGE) / high)
        middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
        left, top = middle_x - width / 2 / per_m, middle_y + height / 2 / per_m
        return cls(float(left), float(top), float(per_m), width, height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) * self.per_m, (self.top - y) * self.per_m


def _outline(shape: shapely.Geometry, frame: _Frame) -> str:
    rings = []
    for part in shapely.get_parts(shape):
        if shapely.get_type_id(part) != shapely.GeometryType.POLYGON:
            continue
        for ring in shapely.get_rings(part):
            points = (frame.at(x, y) for x, y in shapely.get_coordinates(ring))
            rings.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    if not rings:
        return ""
    return (
        f'<path d="{"".join(rings)}" fill="#c9d6e2" stroke="#5a6b7b" stroke-width="1"'
        ' fill-rule="evenodd"/>'
    )


def _place(spot: Spot, frame: _Frame) -> tuple[float, float]:
    """Where the number stands: at the location, or above its buildings when it would hide them."""
    if not spot.outlines:
        return frame.at(spot.x, spot.y)
    left, bottom, right, top = shapely.total_bounds(spot.outlines)
    if max(right - left, top - bottom) * frame.per_m > 6 * _RADIUS:
        return frame.at(spot.x, spot.y)
    x, y = frame.at((left + right) / 2, top)
    return x, y - _RADIUS - 3


def _mark(spot: Spot, frame: _Frame) -> str:
    x, y = _place(spot, frame)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" fill="#1f4e79" stroke="#ffffff"'
        f' stroke-width="2"/><text x="{x:.1f}" y="{y + 5:.1f}" font-size="15" fill="#ffffff"'
        f' text-anchor="middle" font-weight="bold">{spot.number}</text>'
    )


def _scale(frame: _Frame) -> str:
    room = 180 / frame.per_m
    metres = max((step for step in _STEPS_M if step <= room), default=_STEPS_M[0])
    length, y = metres * frame.per_m, frame.height - 16
    told = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    return (
        f'<path d="M16 {y - 6}V{y}H{16 + length:.1f}V{y - 6}" fill="none" stroke="#333333"'
        f' stroke-width="2"/><text x="20" y="{y - 6}" font-size="14" fill="#333333">{told}</text>'
    )


def _north(frame: _Frame) -> str:
    x = frame.width - 24
    return (
        f'<path d="M{x} 14L{x + 8} 38L{x} 32L{x - 8} 38Z" fill="#333333"/>'
        f'<text x="{x}" y="54" font-size="14" text-anchor="middle" fill="#333333">N</text>'
    )
