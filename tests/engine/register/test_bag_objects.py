"""Which units and buildings exist for a run."""

from collections.abc import Iterator
from datetime import date

import pytest
import shapely

from tests.engine.register.invented import (
    Land,
    X,
    Y,
    building,
    empty_land,
    square,
    unit,
)


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        yield made


@pytest.mark.parametrize(
    ("since", "is_member"),
    [
        pytest.param(date(2023, 11, 2), True, id="36 months less a day"),
        pytest.param(date(2023, 11, 1), False, id="36 months"),
        pytest.param(None, True, id="not known"),
    ],
)
def test_former_members_stay_for_a_while(land: Land, since: date | None, is_member: bool) -> None:
    land.house(1, 0)
    gone = land.house(2, 0, inside=1, status="Verblijfsobject ingetrokken", since=since)
    down = land.barn(50, 30, status="Pand gesloopt", since=since)
    land.build()
    assert (gone in land.located()) is is_member
    assert (down in land.located()) is is_member


@pytest.mark.parametrize(
    "status", ["Niet gerealiseerd pand", "Pand ten onrechte opgevoerd", "Bouwvergunning verleend"]
)
def test_building_that_does_not_exist_is_no_member(land: Land, status: str) -> None:
    land.house(1, 0)
    barn = land.barn(50, 30, status=status)
    land.build()
    assert barn not in land.located()


@pytest.mark.parametrize(
    "status", ["Niet gerealiseerd verblijfsobject", "Verblijfsobject ten onrechte opgevoerd"]
)
def test_unit_that_never_existed_is_no_member(land: Land, status: str) -> None:
    land.house(1, 0, status=status)
    land.build()
    assert land.located() == {building(1): f"L{building(1)}"}


def test_withdrawn_unit_without_a_link_stays_with_the_building_around_it(land: Land) -> None:
    house = land.house(1, 0)
    land.add(
        "address_unit", object_id=unit(2), kind="unit", x=X + 5, y=Y + 5,
        status="Verblijfsobject ingetrokken", status_since=date(2026, 1, 1),
    )  # fmt: skip
    land.build()
    assert land.located()[unit(2)] == f"L{house}"


def test_building_without_geometry_or_unit_is_still_a_location(land: Land) -> None:
    land.add("building", building_id=building(1), status="Pand in gebruik")
    land.build()
    assert land.one(f"L{building(1)}")["x"] is None
    assert land.one(f"L{building(1)}")["zone"] is None


def test_unreadable_or_invalid_outline_does_not_stop_the_run(land: Land) -> None:
    bowtie = shapely.Polygon([(X, Y), (X + 10, Y + 10), (X + 10, Y), (X, Y + 10)])
    land.add("building", building_id=building(1), geometry=shapely.to_wkb(bowtie))
    land.add("building", building_id=building(2), geometry=b"no wkb", x=X, y=Y)
    land.build()
    assert land.located().keys() == {building(1), building(2)}


def test_same_object_from_two_sources_counts_once(land: Land) -> None:
    for source in ("bag", "gpkg"):
        land.add("building", source=source, building_id=building(1), geometry=square(0, 0))
    land.build()
    assert list(land.located()) == [building(1)]


def test_unit_without_a_point_stands_where_its_building_stands(land: Land) -> None:
    land.barn(1, 0)
    land.add("address_unit", object_id=unit(1), kind="unit", status="Verblijfsobject in gebruik")
    land.add("unit_building", object_id=unit(1), building_id=building(1))
    land.build()
    found = land.one(f"L{unit(1)}")
    assert (found["kind"], found["zone"]) == ("yard", "outer")
    assert found["x"] is not None
