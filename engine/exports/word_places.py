"""Where the words of a map stand beside their places, so that none covers another."""

import math
from collections.abc import Sequence
from itertools import product

_SIGN, _LINE, _MARGIN = 7.8, 17.0, 6.0
"""Pixels: width of a sign and height of a line of 13 px, and the edges of a word."""
_ASIDE = (0.0, -0.5, 0.5)
"""Parts of its own width by which a word may be moved aside."""
_LINES = (0, -1, 1, -2, 2)
"""Lines by which a word may be moved down."""

Box = tuple[float, float, float, float]
Move = tuple[float, float]


def apart(words: Sequence[tuple[str, float, float]]) -> list[Move]:
    """By how much each word is moved from the middle of its place.

    Args:
        words: text, pixels to the right and pixels down; those before keep where they stand.

    Returns:
        Pixels to the right and down, per word: the smallest move with which it covers no word
        before it; where there is no room, the smallest of those that cover least.
    """
    taken: list[Box] = []
    moves = []
    for text, x, y in words:
        width = len(text) * _SIGN + _MARGIN
        steps = [(aside * width, line * _LINE) for line, aside in product(_LINES, _ASIDE)]
        boxes = {
            step: _box(x + step[0], y + step[1], width)
            for step in sorted(steps, key=lambda step: math.hypot(*step))
        }
        best = min(boxes, key=lambda step: sum(_covers(boxes[step], other) for other in taken))
        taken.append(boxes[best])
        moves.append(best)
    return moves


def _box(x: float, y: float, width: float) -> Box:
    return x - width / 2, y - _LINE / 2, x + width / 2, y + _LINE / 2


def _covers(one: Box, other: Box) -> float:
    """Square pixels that two words share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
