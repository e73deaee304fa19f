"""Permits for lodging, as the tests of several rules put them in their world."""

from typing import Any

from tests.rules.world import World


def lodging(world: World, number: int = 1, places: int | None = 10, **values: Any) -> None:
    """A permit to house labour migrants, granted on 1 January 2026 unless said otherwise."""
    row = {"kind": "housing_migrants", "status": "granted", "decided_on": "2026-01-01"} | values
    world.add("permit", permit_id=f"W{number}", capacity=places, **row)
