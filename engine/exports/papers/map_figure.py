"""A plain map of locations as a picture: outlines of buildings, numbers, a scale and the north.

Drawn from the run alone, without tiles of somebody else's server, who would learn where we look.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
import vl_convert

from engine.exports.papers.map_frame import Frame

_WIDE, _SMALL = (900, 600), (450, 300)
_FEW_M, _FEW_SMALL_M = 120.0, 60.0
"""A map shows at least so many metres, so that one barn does not fill it."""
_RADIUS = 13
"""Of the disc with a number, in points; it stands above buildings that it would hide."""


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
    frame = Frame.around(
        [shapely.Point(s.x, s.y) for s in spots] + [one for s in spots for one in s.outlines],
        size,
        least,
    )
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
    parts += [frame.scale(), frame.north(), "</svg>"]
    png: bytes = vl_convert.svg_to_png("".join(parts), scale=1.2)
    return png


def _outline(shape: shapely.Geometry, frame: Frame) -> str:
    path = frame.path(shape)
    if not path:
        return ""
    return (
        f'<path d="{path}" fill="#c9d6e2" stroke="#5a6b7b" stroke-width="1" fill-rule="evenodd"/>'
    )


def _place(spot: Spot, frame: Frame) -> tuple[float, float]:
    """Where the number stands: at the location, or above its buildings when it would hide them."""
    if not spot.outlines:
        return frame.at(spot.x, spot.y)
    left, bottom, right, top = shapely.total_bounds(spot.outlines)
    if max(right - left, top - bottom) * frame.per_m > 6 * _RADIUS:
        return frame.at(spot.x, spot.y)
    x, y = frame.at((left + right) / 2, top)
    return x, y - _RADIUS - 3


def _mark(spot: Spot, frame: Frame) -> str:
    x, y = _place(spot, frame)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" fill="#1f4e79" stroke="#ffffff"'
        f' stroke-width="2"/><text x="{x:.1f}" y="{y + 5:.1f}" font-size="15" fill="#ffffff"'
        f' text-anchor="middle" font-weight="bold">{spot.number}</text>'
    )
