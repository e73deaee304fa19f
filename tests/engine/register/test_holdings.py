"""Yards by land of one right holder."""

from collections.abc import Iterator

import pytest
import shapely

from engine.settings import load_settings
from tests.engine.register.invented import (
    DAY,
    Land,
    X,
    Y,
    empty_land,
    settings_with,
    unit,
)


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        yield made


def own(
    land: Land, parcel: str, holder: str, box: tuple[float, float, float, float], **more: object
) -> None:
    x1, y1, x2, y2 = box
    shape = shapely.box(X + x1, Y + y1, X + x2, Y + y2)
    land.add("parcel", parcel_id=parcel, geometry=shapely.to_wkb(shape))
    land.add(
        "title", source="brk", title_id=f"T{parcel}", parcel_id=parcel, holder_id=holder,
        **{"right": "ownership", **more},
    )  # fmt: skip


FARM, OTHER = "90000001", "90000002"


def test_barn_on_own_land_joins_its_farm_though_another_house_is_nearer(land: Land) -> None:
    farm, other = land.house(2, 0), land.house(1, 100)
    barn = land.barn(50, 70)
    own(land, "A", FARM, (-20, -20, 60, 30))
    own(land, "B", FARM, (60, -20, 90, 30))
    own(land, "C", OTHER, (90, -20, 200, 30))
    land.build()
    assert land.located()[barn] == f"L{farm}"
    assert land.located()[other] == f"L{other}"


def test_land_that_does_not_touch_is_not_one_holding(land: Land) -> None:
    land.house(2, 0)
    near, barn = land.house(1, 100), land.barn(50, 70)
    own(land, "A", FARM, (-20, -20, 50, 30))
    own(land, "B", FARM, (60, -20, 90, 30))
    land.build()
    assert land.located()[barn] == f"L{near}"


def test_path_of_two_neighbours_joins_neither(land: Land) -> None:
    one, other = land.house(1, 0), land.house(2, 60)
    own(land, "A", FARM, (-20, -20, 30, 30))
    own(land, "P", FARM, (30, -20, 40, 30))
    land.add("title", source="brk", title_id="T2", parcel_id="P", holder_id=OTHER)
    own(land, "B", OTHER, (40, -20, 90, 30))
    land.build()
    assert land.kinds() == {f"L{one}": "yard", f"L{other}": "yard"}


def test_two_houses_of_one_holder_are_one_yard_unless_too_far_apart(land: Land) -> None:
    first, second, third = land.house(1, 0), land.house(2, 100), land.house(3, 400)
    own(land, "A", FARM, (-20, -20, 500, 30))
    land.build()
    located = land.located()
    assert located[first] == located[second] == f"L{first}"
    assert located[third] == f"L{third}"


def test_row_of_rented_houses_stays_apart(land: Land) -> None:
    for number in range(1, 6):
        land.house(number, 20 * number)
    own(land, "A", FARM, (-20, -20, 500, 30))
    land.build()
    assert len(land.kinds()) == 5


def test_leaseholder_goes_before_the_owner_of_the_land(land: Land) -> None:
    first, second = land.house(1, 0), land.house(2, 60)
    own(land, "A", FARM, (-20, -20, 40, 30))
    own(land, "B", FARM, (40, -20, 90, 30))
    for parcel, holder in (("A", OTHER), ("B", "90000003")):
        land.add(
            "title", source="brk", title_id=f"E{parcel}", parcel_id=parcel, holder_id=holder,
            **{"right": "leasehold"},
        )  # fmt: skip
    land.build()
    assert land.kinds() == {f"L{first}": "yard", f"L{second}": "yard"}


def test_ended_title_counts_no_more(land: Land) -> None:
    land.house(1, 0)
    land.house(2, 60)
    own(land, "A", FARM, (-20, -20, 90, 30), ended_on=DAY)
    land.build()
    assert len(land.kinds()) == 2


@pytest.mark.parametrize("is_checked", [True, False])
def test_natural_holders_count_only_from_a_checked_source(land: Land, is_checked: bool) -> None:
    land.house(1, 0)
    land.house(2, 60)
    own(land, "A", "P0123456789abcdef0123", (-20, -20, 90, 30))
    if is_checked:
        land.checked("brk", "title")
    land.build()
    assert len(land.kinds()) == (1 if is_checked else 2)


def test_shipped_limit_of_units_in_a_joined_yard_is_given() -> None:
    assert load_settings().locations.yard_max_units == 4


def test_without_a_limit_all_near_units_of_one_holder_are_one_yard(land: Land) -> None:
    for number in range(1, 6):
        land.house(number, 20 * number)
    own(land, "A", FARM, (-20, -20, 500, 30))
    land.build(settings_with(yard_max_units=None))
    assert land.kinds() == {f"L{unit(1)}": "yard"}


@pytest.mark.parametrize(("ended", "joins"), [("2020-01-01", False), (None, True)])
def test_ended_parcel_is_no_land(land: Land, ended: str | None, joins: bool) -> None:
    farm, other = land.house(2, 0), land.house(1, 100)
    barn = land.barn(50, 70)
    own(land, "A", FARM, (-20, -20, 60, 30))
    own(land, "B", FARM, (60, -20, 90, 30))
    land.con.execute("UPDATE parcel SET ended_on = $ended WHERE parcel_id = 'B'", {"ended": ended})
    land.build()
    assert land.located()[barn] == f"L{farm if joins else other}"
