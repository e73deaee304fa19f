"""Places: found by id, address or point, and never guessed."""

from collections.abc import Iterator, Mapping

import pytest
import shapely

from connectors.geometry_rd import to_rd
from engine.register import intake, places
from engine.register.bag_objects import FORMER_UNIT
from engine.settings import Settings
from engine.tables import PLACE_INPUT, TABLES
from tests.engine.register.invented import (
    Land,
    X,
    Y,
    berth,
    building,
    empty_land,
    pitch,
    square,
    unit,
)
from tests.engine.register.taken import SETTINGS

WITHDRAWN = FORMER_UNIT[0].capitalize()
FORMED = "Verblijfsobject gevormd"


def _address(number: int) -> str:
    return f"188420{number:010d}"


@pytest.fixture
def land() -> Iterator[Land]:
    """Proefpad 1 to 3 and 12 with letters in Testdorp; the same street in Elders."""
    with empty_land() as land:
        for number, x in ((1, 0.0), (2, 200.0), (3, 400.0)):
            _house(land, number, x, str(number))
        _house(land, 10, 600.0, "12", letter="a")
        _house(land, 11, 620.0, "12", letter="a", addition="1")
        _house(land, 20, 3000.0, "1", town="Elders", postcode="2452ZZ")
        _house(land, 30, 1000.0, "5", street="1e Dorpsstraat", postcode="2371AC")
        intake.create_place_input(land.con)
        yield land


def _house(
    land: Land,
    number: int,
    x: float,
    house_number: str,
    *,
    letter: str | None = None,
    addition: str | None = None,
    street: str = "Proefpad",
    town: str = "Testdorp",
    postcode: str | None = "2371AB",
    status: str = "Verblijfsobject in gebruik",
    inside: int | None = None,
) -> str:
    land.house(number, x, status=status, inside=inside)
    land.con.execute("DELETE FROM address WHERE object_id = ?", [unit(number)])
    land.address(
        unit(number),
        number,
        street=street,
        town=town,
        postcode=postcode,
        house_number=house_number,
        house_letter=letter,
        house_addition=addition,
    )
    return unit(number)


def _ask(
    land: Land,
    *asked: Mapping[str, object],
    table: str = "report",
    settings: Settings | None = None,
) -> list[dict[str, object]]:
    """Resolve rows that say where in these ways; the answers in that order."""
    names = [column.name for column in PLACE_INPUT]
    own = {column.name for column in TABLES[table].stored()}
    for at, place in enumerate(asked):
        assert place.keys() <= {*names, "geometry"}
        key = f"t:{table}:{at:03d}"
        values = [place.get(name) for name in names]
        marks = ", ".join("?" * (len(names) + 2))
        land.con.execute(f"INSERT INTO place_input VALUES ({marks})", [table, key, *values])
        stored = {n: v for n, v in place.items() if n in own}
        land.add(table, **stored)
        land.con.execute(
            f"UPDATE {table} SET record_key = ? WHERE record_id = ?", [key, str(land._rows)]
        )
    places.resolve(land.con, settings=settings or SETTINGS)
    rows = land.con.execute(
        "SELECT place_match, object_id, building_id, address_id, x, y, place_score, place_text "
        f"FROM {table} ORDER BY record_key"
    )
    keys = [column[0] for column in rows.description]
    return [dict(zip(keys, row, strict=True)) for row in rows.fetchall()]


def _one(land: Land, **place: object) -> tuple[object, object]:
    """How and where one place is found."""
    (answer,) = _ask(land, place)
    return answer["place_match"], answer["object_id"]


# Ids


def test_object_id_gives_unit_building_main_address_and_point(land: Land) -> None:
    (answer,) = _ask(land, {"object_id": unit(2)})
    assert answer == {
        "place_match": "id",
        "object_id": unit(2),
        "building_id": building(2),
        "address_id": _address(2),
        "x": X + 205,
        "y": Y + 5,
        "place_score": 100.0,
        "place_text": None,
    }


def test_address_id_of_a_side_address_keeps_that_address(land: Land) -> None:
    land.address(unit(2), 99, address_id=_address(99), is_main=False, house_number="99")
    first, second = _ask(land, {"address_id": _address(99)}, {"object_id": unit(2)})
    assert (first["object_id"], first["address_id"]) == (unit(2), _address(99))
    assert second["address_id"] == _address(2)


def test_berth_and_pitch_are_found_by_id(land: Land) -> None:
    land.moored(berth(1), "berth", 5000)
    land.moored(pitch(1), "pitch", 5100)
    answers = _ask(land, {"object_id": berth(1)}, {"object_id": pitch(1)})
    assert [(a["place_match"], a["object_id"], a["building_id"]) for a in answers] == [
        ("id", berth(1), None),
        ("id", pitch(1), None),
    ]


def test_id_of_a_building_gives_the_building_and_no_unit(land: Land) -> None:
    land.barn(77, 5000)
    (answer,) = _ask(land, {"object_id": building(77)})
    assert (answer["place_match"], answer["object_id"], answer["building_id"]) == (
        "id",
        None,
        building(77),
    )


def test_ids_win_over_text_and_text_over_a_point(land: Land) -> None:
    text = {"postcode": "2371AB", "house_number": "1"}
    point = {"x": X + 405, "y": Y + 5}
    answers = _ask(land, {"object_id": unit(2), **text, **point}, {**text, **point}, point)
    assert [a["object_id"] for a in answers] == [unit(2), unit(1), unit(3)]


def test_id_that_does_not_exist_lets_the_text_answer(land: Land) -> None:
    asked = {"object_id": unit(987), "postcode": "2371AB", "house_number": "1"}
    assert _one(land, **asked) == ("exact", unit(1))


def test_ids_that_contradict_each_other_have_no_answer(land: Land) -> None:
    asked = {
        "object_id": unit(1),
        "address_id": _address(2),
        "postcode": "2371AB",
        "house_number": "1",
    }
    assert _one(land, **asked) == ("none", None)


def test_unit_in_several_buildings_gets_the_lowest_id(land: Land) -> None:
    land.add("unit_building", object_id=unit(2), building_id=building(0))
    (answer,) = _ask(land, {"object_id": unit(2)})
    assert answer["building_id"] == building(0)


# Addresses


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"postcode": "2371AB", "house_number": "1"}, ("exact", 1)),
        ({"street": "Proefpad", "house_number": "1", "town": "Testdorp"}, ("exact", 1)),
        ({"street": "Proefpad", "house_number": "1", "town": "Elders"}, ("exact", 20)),
        ({"postcode": "2371AB", "house_number": "12", "house_letter": "a"}, ("exact", 10)),
        ({"postcode": "2371 ab", "house_number": "1"}, ("normalised", 1)),
        ({"postcode": "2371AB", "house_number": "12A"}, ("normalised", 10)),
        ({"postcode": "2371AB", "house_number": "12", "house_letter": "A"}, ("normalised", 10)),
        ({"postcode": "2371AB", "house_number": "12-A1"}, ("normalised", 11)),
        ({"postcode": "2371AB", "house_number": "12", "house_addition": "a 1"}, ("normalised", 11)),
        ({"street": "PROEFPAD.", "house_number": "01", "town": "testdorp"}, ("normalised", 1)),
        ({"street": "Proefpd", "house_number": "1", "town": "Testdorp"}, ("normalised", 1)),
        ({"street": "Proefpad", "house_number": "1", "postcode": "2371"}, ("normalised", 1)),
        ({"street": "Proefpad", "house_number": "1", "postcode": "2371XX"}, ("normalised", 1)),
        ({"address": "Proefpad 1, 2371 AB  TESTDORP"}, ("normalised", 1)),
        ({"address": "Proefpad 12a-1 Testdorp"}, ("normalised", 11)),
        ({"street": "Proefpad 12 A", "town": "Testdorp"}, ("normalised", 10)),
        ({"street": "Proefpat", "house_number": "1", "postcode": "2371AB"}, ("normalised", 1)),
        ({"street": "Proefpda", "house_number": "1", "town": "Elders"}, ("none", None)),
        ({"street": "1e Dorpstraat", "house_number": "5", "town": "Testdorp"}, ("fuzzy", 30)),
        ({"street": "Eerste Dorpstraat", "house_number": "5", "postcode": "2371"}, ("fuzzy", 30)),
    ],
)
def test_address_is_found(
    land: Land, place: dict[str, object], found: tuple[str, int | None]
) -> None:
    method, number = found
    assert _one(land, **place) == (method, None if number is None else unit(number))


@pytest.mark.parametrize(
    "place",
    [
        {},
        {"address": ""},
        {"postcode": "2371AB"},
        {"street": "Proefpad", "town": "Testdorp"},
        {"street": "Proefpad", "house_number": "1"},
        {"street": "Proefpad", "house_number": "1", "town": "Leiden"},
        {"street": "Proefpad", "house_number": "99", "town": "Testdorp"},
        {"street": "Proefpad", "house_number": "99", "postcode": "2371AB", "town": "Testdorp"},
        {"postcode": "2371AB", "house_number": "12"},
        {"postcode": "2371AB", "house_number": "1", "house_letter": "b"},
        {"street": "2e Dorpsstraat", "house_number": "5", "town": "Testdorp"},
        {"street": "1e Dorpsstraat", "house_number": "1", "postcode": "2371AB"},
        {"postcode": "2371AB", "house_number": "1", "town": "Elders"},
        {"postcode": "1012XX", "house_number": "1", "street": "Damrak", "town": "Amsterdam"},
        {"postcode": "2371AB", "house_number": "1", "street": "Damrak", "town": "Amsterdam"},
        {"address": "Postbus 1, 2371 AB Testdorp"},
        {"street": "Postbus", "house_number": "1", "postcode": "2371AB", "town": "Testdorp"},
        {"address": "Proefpad 1 en 2 Testdorp"},
        {"x": 0.0, "y": 0.0},
        {"lat": 0.0, "lon": 0.0},
        {"x": float("nan"), "y": float("inf")},
    ],
    ids=repr,
)
def test_what_is_not_certain_has_no_place(land: Land, place: dict[str, object]) -> None:
    (answer,) = _ask(land, place)
    ids = [answer[name] for name in ("object_id", "building_id", "address_id")]
    assert (answer["place_match"], ids, answer["place_score"]) == ("none", [None] * 3, 0.0)


def test_text_of_an_unknown_place_is_kept_without_people(land: Land) -> None:
    asked: tuple[Mapping[str, object], ...] = (
        {"address": "t.a.v. A. Verzonnen\nLosse weg 3"},
        {"street": "Losse weg", "house_number": "3", "town": "Elders"},
        {"object_id": unit(987)},
        {"x": X, "y": Y - 9000},
        {},
    )
    texts = [answer["place_text"] for answer in _ask(land, *asked)]
    assert texts == ["Losse weg 3", "Losse weg 3 Elders", unit(987), None, None]


def test_postbus_is_no_place_also_with_a_point(land: Land) -> None:
    assert _one(land, address="Postbus 3", x=X + 5, y=Y + 5) == ("none", None)


def test_two_units_at_one_address_are_not_chosen_between(land: Land) -> None:
    _house(land, 40, 800.0, "1")
    assert _one(land, postcode="2371AB", house_number="1") == ("none", None)


def test_ambiguous_address_is_not_settled_by_a_point(land: Land) -> None:
    _house(land, 40, 800.0, "1")
    asked: dict[str, object] = {"postcode": "2371AB", "house_number": "1"}
    asked |= {"x": X + 5, "y": Y + 5}
    assert _one(land, **asked) == ("none", None)


@pytest.mark.parametrize("status", [WITHDRAWN, FORMED, "Verblijfsobject ten onrechte opgevoerd"])
def test_unit_in_use_goes_before_one_that_is_not(land: Land, status: str) -> None:
    _house(land, 40, 800.0, "1", status=status)
    assert _one(land, postcode="2371AB", house_number="1") == ("exact", unit(1))


def test_withdrawn_unit_is_found_when_it_is_the_only_one(land: Land) -> None:
    _house(land, 40, 800.0, "7", status=WITHDRAWN)
    assert _one(land, postcode="2371AB", house_number="7") == ("exact", unit(40))


def test_withdrawn_address_gives_way_to_the_new_holder_of_the_text(land: Land) -> None:
    land.address(unit(3), 50, address_id=_address(50), postcode="2371AB", house_number="1",
                 status="Naamgeving ingetrokken")  # fmt: skip
    assert _one(land, postcode="2371AB", house_number="1") == ("exact", unit(1))


def test_address_without_postcode_is_found_by_street_and_town(land: Land) -> None:
    _house(land, 40, 800.0, "8", postcode=None)
    asked = {"street": "proefpad", "house_number": "8", "town": "Testdorp", "postcode": "2371AB"}
    assert _one(land, **asked) == ("normalised", unit(40))


def test_postcode_and_street_that_name_two_existing_places_have_no_answer(land: Land) -> None:
    _house(land, 40, 800.0, "1", street="1e Dorpsstraat", postcode="2371AC")
    asked = {"street": "Proefpad", "town": "Testdorp", "postcode": "2371AC", "house_number": "1"}
    assert _one(land, **asked) == ("none", None)


def test_similar_street_needs_a_clear_lead_over_the_next(land: Land) -> None:
    _house(land, 40, 800.0, "5", street="Poortwacht", postcode="2371AD")
    _house(land, 41, 820.0, "5", street="Poortwachter", postcode="2371AE")
    _house(land, 42, 840.0, "5", street="Brugwachtershof", postcode="2371AF")
    typed = ("Poortwachte", "Brugwachtrshof")
    answers = _ask(land, *({"street": s, "house_number": "5", "town": "Testdorp"} for s in typed))
    assert [(a["place_match"], a["object_id"]) for a in answers] == [
        ("none", None),
        ("fuzzy", unit(42)),
    ]


@pytest.mark.parametrize(("score", "method"), [(96.0, "fuzzy"), (96.1, "none")])
def test_similar_street_needs_the_score_of_the_settings(
    land: Land, score: float, method: str
) -> None:
    shipped = SETTINGS
    matching = shipped.matching.model_copy(update={"fuzzy_min_score": score})
    settings = shipped.model_copy(update={"matching": matching})
    asked = {"street": "1e Dorpstraat", "house_number": "5", "town": "Testdorp"}
    (answer,) = _ask(land, asked, settings=settings)
    assert answer["place_match"] == method
    assert answer["place_score"] == (96.0 if method == "fuzzy" else 0.0)


def test_street_that_exists_without_the_number_is_not_replaced(land: Land) -> None:
    _house(land, 40, 800.0, "9", street="Proefpads", postcode="2371AG")
    asked = {"street": "Proefpad", "house_number": "9", "town": "Testdorp"}
    assert _one(land, **asked) == ("none", None)


# Points


def test_point_in_a_building_with_one_unit_gives_both(land: Land) -> None:
    (answer,) = _ask(land, {"x": X + 201, "y": Y + 1})
    found = [
        answer[n] for n in ("place_match", "object_id", "building_id", "x", "y", "place_score")
    ]
    assert found == ["point", unit(2), building(2), X + 201, Y + 1, 100.0]


def test_point_in_degrees_is_the_same_point(land: Land) -> None:
    lon, lat = 4.5, 52.2
    x, y = (float(axis) for axis in to_rd(lon, lat))
    land.barn(77, x - X - 5, y - Y - 5)
    (answer,) = _ask(land, {"lon": lon, "lat": lat})
    assert (answer["place_match"], answer["building_id"]) == ("point", building(77))
    assert (answer["x"], answer["y"]) == (x, y)


def test_point_in_a_building_with_several_units_gives_the_building(land: Land) -> None:
    _house(land, 40, 200.0, "2", letter="b", inside=2)
    (answer,) = _ask(land, {"x": X + 201, "y": Y + 1})
    assert (answer["place_match"], answer["object_id"]) == ("point", None)
    assert answer["building_id"] == building(2)


def test_point_in_a_barn_gives_the_barn(land: Land) -> None:
    land.barn(77, 230)
    (answer,) = _ask(land, {"x": X + 235, "y": Y + 5})
    assert (answer["object_id"], answer["building_id"]) == (None, building(77))


def test_point_in_two_buildings_has_no_answer(land: Land) -> None:
    land.barn(77, 200, side=20)
    assert _one(land, x=X + 201, y=Y + 1) == ("none", None)


def test_demolished_building_is_not_in_the_way(land: Land) -> None:
    land.barn(77, 200, side=20, status="Pand gesloopt")
    assert _one(land, x=X + 201, y=Y + 1) == ("point", unit(2))


def test_point_on_a_berth_gives_the_berth(land: Land) -> None:
    land.moored(berth(1), "berth", 5000)
    assert _one(land, x=X + 5001, y=Y + 1) == ("point", berth(1))


@pytest.mark.parametrize(
    ("distance", "found"), [(100.0, unit(20)), (100.1, None)], ids=["at the limit", "beyond it"]
)
def test_nearest_unit_in_the_outer_area_up_to_the_limit(
    land: Land, distance: float, found: str | None
) -> None:
    (answer,) = _ask(land, {"x": X + 3005 + distance, "y": Y + 5})
    assert answer["object_id"] == found
    assert answer["place_score"] == 0.0
    assert answer["place_match"] == ("none" if found is None else "point")


def test_nearer_points_score_higher(land: Land) -> None:
    answers = _ask(land, *({"x": X + 3005 + d, "y": Y + 5} for d in (25.0, 75.0)))
    assert [a["place_score"] for a in answers] == [75.0, 25.0]


def test_two_units_as_near_have_no_answer(land: Land) -> None:
    assert _one(land, x=X + 105, y=Y + 5) == ("none", None)


def test_no_nearest_unit_in_a_village(land: Land) -> None:
    land.village(100, 8000)
    assert _one(land, x=X + 8011, y=Y + 5) == ("none", None)


def test_no_nearest_unit_inside_a_built_up_polygon(land: Land) -> None:
    land.zone("z1", "built_up", 2900, -100, 160)
    near, outside = _ask(land, {"x": X + 3016, "y": Y + 5}, {"x": X + 3065, "y": Y + 5})
    assert near["place_match"] == outside["place_match"] == "none"


def test_nearest_unit_outside_the_built_up_polygons(land: Land) -> None:
    land.zone("z1", "built_up", 0, 0, 50)
    assert _one(land, x=X + 3016, y=Y + 5) == ("point", unit(20))


def test_withdrawn_unit_is_no_neighbour(land: Land) -> None:
    _house(land, 40, 3020.0, "9", status=WITHDRAWN)
    assert _one(land, x=X + 3037, y=Y + 5) == ("point", unit(20))


def test_unmatched_text_leaves_the_point_to_answer(land: Land) -> None:
    assert _one(land, address="Bij de brug", x=X + 201, y=Y + 1) == ("point", unit(2))


def test_row_with_a_point_of_its_own_geometry_is_found(land: Land) -> None:
    point = bytes(shapely.to_wkb(shapely.Point(X + 201, Y + 1)))
    area = square(200, 0)
    notices = _ask(land, {"geometry": point}, {"geometry": area}, table="announcement")
    assert [a["object_id"] for a in notices] == [unit(2), None]


def test_outline_of_a_thing_is_found_by_a_point_on_it(land: Land) -> None:
    (answer,) = _ask(land, {"geometry": square(200, 0)}, table="topography_change")
    assert (answer["place_match"], answer["object_id"]) == ("point", unit(2))


# The whole


def test_without_bag_nothing_is_found_and_nothing_breaks() -> None:
    with empty_land() as land:
        intake.create_place_input(land.con)
        text = {"address": "Proefpad 1, Testdorp"}
        answers = _ask(land, {"object_id": unit(1)}, text, {"x": X, "y": Y}, {})
    assert [answer["place_match"] for answer in answers] == ["none"] * 4


def test_nothing_to_resolve_leaves_no_temporary_table() -> None:
    with empty_land() as land:
        places.resolve(land.con, settings=SETTINGS)
        left = land.con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    assert left == []


def test_every_table_with_places_is_filled(land: Land) -> None:
    tables = sorted(table.name for table in TABLES.values() if table.place)
    for table in tables:
        land.con.execute(
            "INSERT INTO place_input BY NAME "
            "SELECT ? AS table_name, ? AS record_key, ? AS object_id",
            [table, f"t:{table}:1", unit(1)],
        )
        land.add(table)
        land.con.execute(f"UPDATE {table} SET record_key = 't:{table}:1'")
    places.resolve(land.con, settings=SETTINGS)
    for table in tables:
        found = land.con.execute(f"SELECT place_match, object_id, building_id FROM {table}")
        assert found.fetchall() == [("id", unit(1), building(1))], table


def test_one_place_asked_for_twice_is_answered_twice(land: Land) -> None:
    answers = _ask(land, *[{"postcode": "2371AB", "house_number": "1"}] * 2)
    assert [answer["object_id"] for answer in answers] == [unit(1)] * 2
