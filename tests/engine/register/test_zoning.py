"""Village or outer area, and sites."""

from collections.abc import Iterator

import pytest

from tests.engine.register.invented import (
    Land,
    berth,
    empty_land,
    unit,
)


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        yield made


def test_density_boundary_is_fewer_than(land: Land) -> None:
    land.village(1, 0, count=59)
    land.build()
    assert set(land.kinds().values()) == {"yard"}


def test_drawn_village_decides_instead_of_density(land: Land) -> None:
    land.zone("Z1", "built_up", -50, -50, 300)
    inside, outside = land.house(1, 0), land.house(2, 400)
    land.build()
    assert land.kinds() == {f"L{inside}": "unit", f"L{outside}": "yard"}
    assert land.one(f"L{inside}")["zone"] == "built_up"


def test_greenhouse_area_is_outer_and_harbour_alone_leaves_density_to_decide(land: Land) -> None:
    land.zone("G", "greenhouse", 990, -50, 100)
    land.zone("H", "harbour", 5000, 0, 100)
    land.village(1, 0)
    grower = land.house(900, 1000)
    land.build()
    assert land.one(f"L{grower}")["zone"] == "outer"
    assert land.one(f"L{unit(1)}")["zone"] == "built_up"


def test_barn_inside_a_drawn_village_stays_alone(land: Land) -> None:
    land.zone("Z1", "built_up", 0, -50, 100)
    land.house(1, 110)
    barn = land.barn(50, 80)
    land.build()
    assert land.located()[barn] == f"L{barn}"


def test_of_two_overlapping_sites_the_lowest_zone_id_wins(land: Land) -> None:
    for zone in ("B", "A"):
        land.zone(zone, "harbour", -10, -10, 100, name=f"Haven {zone}")
    moored = land.moored(berth(1), "berth", 0)
    land.build()
    assert land.one(f"L{moored}")["label"] == "Haven A"
