"""Where rows of every register land."""

from collections.abc import Iterator

import pytest
import shapely

from tests.engine.register.invented import Land, X, Y, building, empty_land, square, unit


@pytest.fixture
def land() -> Iterator[Land]:
    """A farm with a barn, a village house of a block, and a harbour."""
    with empty_land() as made:
        made.house(1, 0)
        made.barn(50, 30)
        made.house(2, 1000)
        made.zone("H", "harbour", 2000, 0, 100)
        made.house(3, 2000)
        yield made


def report(land: Land, **place: object) -> str | None:
    land.add("report", report_id="R", category="noise", **place)
    land.build()
    row = land.con.execute("SELECT location_id FROM report").fetchone()
    assert row is not None
    return row[0] if row[0] is None else str(row[0])


@pytest.mark.parametrize(
    ("place", "number"),
    [
        pytest.param({"object_id": unit(1)}, 1, id="object"),
        pytest.param({"building_id": building(50)}, 1, id="building"),
        pytest.param({"object_id": unit(2), "building_id": building(50)}, 2, id="object first"),
        pytest.param({"object_id": unit(9), "building_id": building(50)}, 1, id="unknown object"),
        pytest.param({"x": X + 35, "y": Y + 5}, 1, id="point in a barn"),
        pytest.param({"x": X + 2090, "y": Y + 90}, 3, id="point in a harbour"),
        pytest.param({"x": X + 20, "y": Y + 5}, None, id="point between house and barn"),
        pytest.param({"x": X + 20}, None, id="half a point"),
        pytest.param({}, None, id="nowhere"),
    ],
)
def test_row_lands_by_object_building_or_point(
    land: Land, place: dict[str, object], number: int | None
) -> None:
    assert report(land, **place) == (None if number is None else f"L{unit(number)}")


def test_point_in_a_building_on_a_site_and_in_the_site_is_one_location(land: Land) -> None:
    assert report(land, x=X + 2005, y=Y + 5) == f"L{unit(3)}"


def test_old_location_is_replaced(land: Land) -> None:
    assert report(land, location_id="L0") is None


def test_every_place_table_is_filled(land: Land) -> None:
    land.add("permit", permit_id="V", object_id=unit(1))
    land.add("measure", measure_id="M", building_id=building(50))
    land.add("occupancy", object_id=unit(2))
    land.build()
    for table, number in (("permit", 1), ("measure", 1), ("occupancy", 2)):
        found = land.con.execute(f"SELECT location_id FROM {table}").fetchall()
        assert found == [(f"L{unit(number)}",)]


def test_title_lands_by_its_parcel_when_the_buildings_on_it_are_of_one_location(
    land: Land,
) -> None:
    wide = shapely.to_wkb(shapely.box(X - 50, Y - 50, X + 1500, Y + 50))
    land.add("parcel", parcel_id="FARM", geometry=square(-20, -20, 100))
    land.add("parcel", parcel_id="WIDE", geometry=wide)
    land.add("parcel", parcel_id="FIELD", geometry=square(0, 5000, 100))
    for parcel in ("FARM", "WIDE", "FIELD", "GONE"):
        land.add("title", title_id=parcel, parcel_id=parcel)
    land.build()
    rows = land.con.execute("SELECT title_id, location_id FROM title ORDER BY title_id").fetchall()
    assert rows == [("FARM", f"L{unit(1)}"), ("FIELD", None), ("GONE", None), ("WIDE", None)]
