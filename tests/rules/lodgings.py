"""Permits for lodging, as the tests of several rules put them in their world."""

from typing import Any

from tests.rules.world import World


def lodging(world: World, number: int = 1, places: int | None = 10, **values: Any) -> None:
    """A permit to house labour migrants, granted on 1 January 2026 unless said otherwise."""
    row = {"kind": "housing_migrants", "status": "granted", "decided_on": "2026-01-01"} | values
    world.add("permit", permit_id=f"W{number}", capacity=places, **row)


def published(world: World, **values: Any) -> None:
    """The same permit as its publication gives it: under an id of its own, without a capacity."""
    koop = {"source": "koop", "record_key": "koop:permit:op", "object_id": None}
    lodging(world, 99, None, **koop, **values)
