"""Roads: which are wide enough, and what they lie between."""

from collections.abc import Iterator

import numpy as np
import pytest
import shapely

from engine.register import roads
from engine.register.roads import Roads
from tests.engine.register.invented import Land, X, Y, empty_land, square, unit
from tests.engine.register.layouts import LOCATIONS, Thing, box, located, one_holding, road, shapes
from tests.engine.register.layouts import roads as given

ACROSS = road([(-500, 0), (500, 0)])
NORTH, SOUTH = box(0, 20, 10, 10), box(0, -20, 10, 10)


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        yield made


def lay(land: Land, surface: shapely.Geometry, width: float | None = None) -> None:
    number = len(land.con.execute("FROM zone").fetchall())
    land.add(
        "zone", zone_id=f"R{number}", kind="road", width_m=width,
        geometry=bytes(shapely.to_wkb(surface)),
    )  # fmt: skip


def is_between(wide: Roads, one: shapely.Geometry | None, other: shapely.Geometry | None) -> bool:
    there, back = wide.between(shapes([one]), shapes([other])), wide.between(
        shapes([other]), shapes([one])
    )  # fmt: skip
    assert there.tolist() == back.tolist()
    return bool(there[0])


@pytest.mark.parametrize(
    ("surface", "one", "other", "separates"),
    [
        pytest.param(ACROSS, NORTH, SOUTH, True, id="between"),
        pytest.param(ACROSS, NORTH, box(60, 20, 10, 10), False, id="one side"),
        pytest.param(road([(-500, 0), (0, 0)]), NORTH, SOUTH, False, id="ends before it passed"),
        pytest.param(road([(-500, 0), (6, 0)]), NORTH, SOUTH, True, id="just passed"),
        pytest.param(ACROSS, box(0, 5, 10, 10), box(0, -5, 10, 10), False, id="touching"),
        pytest.param(ACROSS, box(0, 6, 10, 10), box(0, -6, 10, 10), True, id="up to the road"),
        pytest.param(ACROSS, box(0, 0, 2, 2), SOUTH, False, id="on the road itself"),
        pytest.param(ACROSS, shapely.Point(0, 9), shapely.Point(0, -9), True, id="points"),
        pytest.param(ACROSS, None, SOUTH, False, id="nothing"),
        pytest.param(
            road([(-300, 60), (0, 60), (0, -300)]), box(-20, 30, 9, 9), box(-60, 0, 9, 9), False,
            id="in a bend",
        ),
    ],
)  # fmt: skip
def test_road_separates(
    surface: shapely.Geometry,
    one: shapely.Geometry | None,
    other: shapely.Geometry | None,
    separates: bool,
) -> None:
    assert is_between(given(surface), one, other) is separates


def test_without_roads_or_pairs_nothing_is_separated() -> None:
    assert not is_between(roads.NO_ROADS, NORTH, SOUTH)
    none = np.empty(0, dtype=object)
    assert given(ACROSS).between(none, none).tolist() == []


@pytest.mark.parametrize(
    ("drawn_m", "told_m", "separates"),
    [
        pytest.param(3.0, 4.6, True, id="told to be wider"),
        pytest.param(6.0, 4.5, False, id="told to be as wide as the limit"),
        pytest.param(4.6, None, True, id="measured wider"),
        pytest.param(4.5, None, False, id="measured as wide as the limit"),
    ],
)
def test_width_told_goes_before_width_drawn(
    land: Land, drawn_m: float, told_m: float | None, separates: bool
) -> None:
    lay(land, road([(-500, -70), (500, 90)], drawn_m), told_m)
    found = roads.read(land.con, LOCATIONS)
    assert found.given == 1
    assert is_between(found, box(0, 40, 9, 9), box(0, -40, 9, 9)) is separates


def test_two_halves_of_a_road_are_wide_together(land: Land) -> None:
    lay(land, shapely.box(-500, 0, 500, 3))
    assert not is_between(roads.read(land.con, LOCATIONS), NORTH, SOUTH)
    lay(land, shapely.box(-500, -3, 500, 0))
    assert is_between(roads.read(land.con, LOCATIONS), NORTH, SOUTH)


def test_long_winding_road_in_pieces_has_no_gaps(land: Land) -> None:
    x = np.linspace(-2000, 2000, 801)
    line = np.column_stack([x, 30 * np.sin(x / 90)])
    lay(land, shapely.LineString(line).buffer(4, cap_style="flat"))
    found = roads.read(land.con, LOCATIONS)
    assert len(found.pieces) > 4
    assert shapely.get_num_coordinates(found.pieces).max() <= 2 * 64
    tops, bottoms = shapely.points(x[20:-20], np.full(761, 45)), shapely.points(x[20:-20], -45)
    assert found.between(tops, bottoms).all()


def test_report_says_when_nothing_could_be_checked(land: Land) -> None:
    land.zone("Z", "built_up", 0, 0, 10)
    assert "not checked" in str(roads.read(land.con, LOCATIONS).as_json()["not_checked"])
    lay(land, ACROSS, 3.0)
    assert roads.read(land.con, LOCATIONS).as_json() == {"given": 1, "not_checked": None}


HOUSE = Thing("B1", NORTH, unit="U1")
BARN = Thing("B9", SOUTH)


def test_barn_across_the_road_is_a_location_of_its_own() -> None:
    assert located([HOUSE, BARN])["B9"] == "LU1"
    assert located([HOUSE, BARN], given(ACROSS))["B9"] == "LB9"


def test_barn_goes_to_the_nearest_house_on_its_own_side() -> None:
    far = Thing("B2", box(90, -20, 10, 10), unit="U2")
    assert located([HOUSE, far, BARN])["B9"] == "LU1"
    assert located([HOUSE, far, BARN], given(ACROSS))["B9"] == "LU2"


def test_two_houses_of_one_holder_across_a_road_are_two_yards() -> None:
    houses, land = (
        [HOUSE, Thing("B2", SOUTH, unit="U2")],
        one_holding(shapely.box(-99, -99, 99, 99)),
    )
    assert set(located(houses, land=land).values()) == {"LU1"}
    assert located(houses, given(ACROSS), land)["U2"] == "LU2"


def test_building_whose_user_is_across_the_road_is_a_location_of_its_own() -> None:
    both = [HOUSE, Thing("B9", SOUTH, also=("U1",))]
    assert located(both)["B9"] == "LU1"
    assert located(both, given(ACROSS)) == {"U1": "LU1", "B1": "LU1", "B9": "LB9"}
    shared = [HOUSE, Thing("B9", SOUTH, unit="U9", also=("U1",))]
    assert set(located(shared).values()) == {"LU1"}
    assert located(shared, given(ACROSS))["B9"] == "LU9"


def test_road_of_the_zones_file_reaches_the_locations(land: Land) -> None:
    house, barn = land.house(1, 0), land.barn(50, 0, 40)
    land.add("zone", zone_id="R", kind="road", width_m=6.0, geometry=square(-300, 20, 600))
    surface = shapely.box(X - 300, Y + 20, X + 300, Y + 26)
    land.con.execute("UPDATE zone SET geometry = ?", [bytes(shapely.to_wkb(surface))])
    land.build()
    assert land.located()[barn] == f"L{barn}"
    assert land.located()[house] == f"L{unit(1)}"
