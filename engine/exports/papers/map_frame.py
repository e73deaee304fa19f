"""From RD metres to a picture: where a place stands on it, its scale and its north."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

_EDGE = 36
_STEPS_M = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of a part of the country, north up.

    Attributes:
        left, top: RD metres of its upper left corner.
        per_m: points per metre.
        width, height: points.
    """

    left: float
    top: float
    per_m: float
    width: int
    height: int

    @classmethod
    def around(
        cls, shapes: Sequence[shapely.Geometry], size: tuple[int, int], least: float
    ) -> "Frame":
        """A frame in which all shapes fit, with an edge around them.

        Args:
            shapes: at least one, RD metres.
            size: width and height in points.
            least: metres that it shows at least, so that one barn does not fill it.
        """
        width, height = size
        left, bottom, right, top = shapely.total_bounds(shapes)
        wide, high = max(right - left, least), max(top - bottom, least)
        per_m = min((width - 2 * _EDGE) / wide, (height - 2 * _EDGE) / high)
        middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
        left, top = middle_x - width / 2 / per_m, middle_y + height / 2 / per_m
        return cls(float(left), float(top), float(per_m), width, height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Points from the upper left corner of a place in RD metres."""
        return (x - self.left) * self.per_m, (self.top - y) * self.per_m

    def path(self, shape: shapely.Geometry) -> str:
        """The polygons of a shape as the path of an SVG; empty when it has none."""
        drawn = []
        for part in shapely.get_parts(shape):
            if shapely.get_type_id(part) != shapely.GeometryType.POLYGON:
                continue
            for ring in shapely.get_rings(part):
                points = (self.at(x, y) for x, y in shapely.get_coordinates(ring))
                drawn.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
        return "".join(drawn)

    def scale(self) -> str:
        """A bar of a round number of metres in the lower left corner, as SVG."""
        room = 180 / self.per_m
        metres = max((step for step in _STEPS_M if step <= room), default=_STEPS_M[0])
        length, y = metres * self.per_m, self.height - 16
        told = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
        return (
            f'<path d="M16 {y - 6}V{y}H{16 + length:.1f}V{y - 6}" fill="none" stroke="#333333"'
            ' stroke-width="2"/>'
            f'<text x="20" y="{y - 6}" font-size="14" fill="#333333">{told}</text>'
        )

    def north(self) -> str:
        """An arrow to the north in the upper right corner, as SVG."""
        x = self.width - 24
        return (
            f'<path d="M{x} 14L{x + 8} 38L{x} 32L{x - 8} 38Z" fill="#333333"/>'
            f'<text x="{x}" y="54" font-size="14" text-anchor="middle" fill="#333333">N</text>'
        )
