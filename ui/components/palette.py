"""Colours that stay apart without colour vision: cividis, light to dark, with words beside them."""

from collections.abc import Sequence

CIVIDIS = ((253, 231, 55), (187, 175, 113), (124, 123, 120), (67, 78, 108), (0, 34, 78))
"""Five classes from few to many, RGB."""

NEUTRAL = (90, 90, 90)
CONCERNED = (0, 34, 78)
BACKGROUND = (200, 200, 195)
BUILDING = (150, 150, 146)

BARS = {"more": "#5b7db1", "less": "#8f8447"}
"""Bars that add and that take away: both stand out on a light and on a dark page."""


def class_bounds(values: Sequence[float], classes: int = len(CIVIDIS)) -> list[float]:
    """Upper bounds (closed) of at most `classes` classes with about equally many values each.

    Args:
        values: any order; empty gives no classes.
        classes: how many at the most; equal values never fall into two classes.
    """
    ordered = sorted(values)
    if not ordered:
        return []
    cuts = [ordered[max(0, -(-len(ordered) * (i + 1) // classes) - 1)] for i in range(classes)]
    return sorted(set(cuts))


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Index of the first class whose upper bound is not below `value`."""
    return next((i for i, bound in enumerate(bounds) if value <= bound), len(bounds) - 1)


def colour_of(value: float, bounds: Sequence[float]) -> tuple[int, int, int]:
    """RGB of a value; the last class is always the darkest."""
    return class_colours(bounds)[class_of(value, bounds)]


def class_colours(bounds: Sequence[float]) -> list[tuple[int, int, int]]:
    """RGB per class, spread over the whole scale."""
    last = len(CIVIDIS) - 1
    steps = max(len(bounds) - 1, 1)
    return [CIVIDIS[last - round((len(bounds) - 1 - i) * last / steps)] for i in range(len(bounds))]


SPOTS = {
    "hot": CIVIDIS[4],
    "few": CIVIDIS[2],
    "neither": (236, 236, 232),
    "cold": CIVIDIS[0],
}
"""Hexagons that stand out, that would with more locations, that do not, and quiet ones."""

CHANGES = {"more": CIVIDIS[4], "same": (236, 236, 232), "fewer": CIVIDIS[0]}
"""Hexagons with more, as many and fewer locations with a hit than before."""

ZONES = {
    "built_up": (226, 226, 222),
    "business_park": (203, 213, 225),
    "greenhouse": (209, 229, 214),
    "recreation_site": (240, 222, 196),
    "harbour": (190, 222, 235),
    "road": (214, 205, 205),
}
"""Pale fills of the zones, under the hexagons."""
