"""Drawing on the ground: turned frames, rectangles, and which ground is taken."""

import math
from dataclasses import dataclass, field

from engine.sample.world import Ring

_TILE_M = 15.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Local axes: `u` along `angle` (radians, from east), `v` to the left of it."""

    x: float
    y: float
    angle: float

    def at(self, u: float, v: float) -> tuple[float, float]:
        """RD point of a local point, rounded to mm."""
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        return round(self.x + u * cos - v * sin, 3), round(self.y + u * sin + v * cos, 3)

    def box(self, u: float, v: float, width: float, depth: float) -> Ring:
        """Rectangle around a local point, `width` along u and `depth` along v."""
        half_u, half_v = width / 2, depth / 2
        corners = ((-half_u, -half_v), (half_u, -half_v), (half_u, half_v), (-half_u, half_v))
        return tuple(self.at(u + du, v + dv) for du, dv in corners)


@dataclass(slots=True)
class Ground:
    """Tiles of ground that something stands on already."""

    _tiles: set[tuple[int, int]] = field(default_factory=set)

    def take(self, frame: Frame, u: float, v: float, width: float, depth: float) -> bool:
        """Claim a rectangle; False, and nothing claimed, when a part of it is taken."""
        tiles = _tiles(frame, u, v, width, depth)
        if tiles & self._tiles:
            return False
        self._tiles |= tiles
        return True


def _tiles(frame: Frame, u: float, v: float, width: float, depth: float) -> set[tuple[int, int]]:
    across = max(1, math.ceil(width / _TILE_M * 1.5))
    deep = max(1, math.ceil(depth / _TILE_M * 1.5))
    cos, sin = math.cos(frame.angle) / _TILE_M, math.sin(frame.angle) / _TILE_M
    x, y = frame.x / _TILE_M, frame.y / _TILE_M
    local = (
        (u + width * (i / across - 0.5), v + depth * (j / deep - 0.5))
        for i in range(across + 1)
        for j in range(deep + 1)
    )
    return {
        (math.floor(x + a * cos - b * sin), math.floor(y + a * sin + b * cos)) for a, b in local
    }
