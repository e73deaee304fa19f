"""What is planted in the sample: stories that deserve a look, each with an innocent look-alike.

One module per theme; every story is told in at least two registers. Windows and thresholds are
those of the domain catalogue, and every story stays clear of their edges.
"""

from engine.sample.stories import (
    addresses,
    branches,
    control,
    exploitation,
    extortion,
    fraud,
    hands,
    housing,
    leisure,
    nuisance,
    property,
    trade,
    yards,
    yards_innocent,
)
from engine.sample.stories.story import Story

_THEMES = (
    fraud, addresses, trade, housing, exploitation, property, nuisance, leisure, extortion,
    branches, control, hands,
)  # fmt: skip

PLANTED: tuple[Story, ...] = (
    *yards.PLANTED,
    *(story for theme in _THEMES for story in theme.PLANTED),
)
"""In order of planting: a smaller municipality has only the first ones."""

LOOKALIKES: tuple[Story, ...] = (
    *yards_innocent.LOOKALIKES,
    *(story for theme in _THEMES for story in theme.LOOKALIKES),
)
"""One for each planted story, in the same order."""
