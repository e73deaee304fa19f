"""What a place without an answer may mean stands in `match_candidate`, for a person to judge."""

import json
from collections.abc import Iterator

import pytest

from engine.matching.addresses import weighing
from engine.register import intake, places
from engine.register.match_candidates import place_subject
from engine.register.place_queries import delivered_text
from tests.engine.register.invented import Land, X, Y, empty_land, unit
from tests.engine.register.taken import SETTINGS

COLUMNS = "kind, subject, other, probability, margin, method, why, records"


@pytest.fixture
def land() -> Iterator[Land]:
    """Proefpad 1 and 2 in Testdorp."""
    with empty_land() as land:
        for number in (1, 2):
            land.house(number, 200.0 * number)
            land.con.execute("DELETE FROM address WHERE object_id = ?", [unit(number)])
            land.address(
                unit(number),
                number,
                street="Proefpad",
                house_number=str(number),
                town="Testdorp",
                postcode="2371AB",
            )
        intake.create_place_input(land.con)
        yield land


def candidates(land: Land, *asked: dict[str, object]) -> list[dict[str, object]]:
    """Resolve reports that say where in these ways; the candidates in order."""
    _ask(land, *asked)
    places.resolve(land.con, settings=SETTINGS)
    rows = land.con.execute(f"SELECT {COLUMNS} FROM match_candidate ORDER BY ALL")
    names_ = [column[0] for column in rows.description]
    return [dict(zip(names_, row, strict=True)) for row in rows.fetchall()]


def _ask(land: Land, *asked: dict[str, object]) -> None:
    for at, place in enumerate(asked):
        key = f"t:report:{at}"
        names = ", ".join(place)
        marks = ", ".join("?" * (len(place) + 2))
        land.con.execute(
            f"INSERT INTO place_input (table_name, record_key, {names}) VALUES ({marks})",
            ["report", key, *place.values()],
        )
        land.add("report")
        land.con.execute(
            "UPDATE report SET record_key = ? WHERE record_id = ?", [key, str(land._rows)]
        )


def test_ambiguous_place_names_both_addresses(land: Land) -> None:
    found = candidates(land, {"address": "Proefpad 1 en 2, Testdorp"})
    assert [(one["subject"], one["other"]) for one in found] == [
        ("place:Proefpad 1 en 2, Testdorp", unit(1)),
        ("place:Proefpad 1 en 2, Testdorp", unit(2)),
    ]
    assert {one["kind"] for one in found} == {"address"}
    assert all(one["margin"] == 0.0 for one in found)


def test_fields_are_told_with_their_values(land: Land) -> None:
    (one, *_) = candidates(land, {"address": "Proefpad naast 1, Testdorp"})
    why = {field["field"]: field for field in json.loads(str(one["why"]))}
    assert one["method"] == "near"
    assert why["street"]["agreement"] == "equal"
    assert why["street"]["theirs"] == "Proefpad"
    assert why["relation"]["agreement"] == "different"
    assert why["relation"]["weight"] < 0
    assert (why["house_number"]["mine"], why["house_number"]["theirs"]) == ("1", "1")


def test_one_text_in_several_rows_is_one_pair(land: Land) -> None:
    text = "Proefpad 1 en 2, Testdorp"
    found = candidates(land, {"address": text}, {"address": text}, {"street": text})
    assert len(found) == 2
    assert found[0]["records"] == ["t:report:0", "t:report:1", "t:report:2"]


@pytest.mark.parametrize(
    "place",
    [
        {"address": "Proefpad 1, Testdorp"},
        {"address": "Postbus 1, 2371AB Testdorp"},
        {"address": "Damrak 3, Amsterdam"},
        {"address": "Proefpad 1", "x": X + 201.0, "y": Y + 1.0},
        {"x": X, "y": Y - 9000.0},
    ],
    ids=["found", "postbus", "elsewhere", "found by its point", "point alone"],
)
def test_no_candidate_where_nothing_is_to_be_judged(land: Land, place: dict[str, object]) -> None:
    assert candidates(land, place) == []


def test_subject_is_the_delivered_text_without_people() -> None:
    place = {"address": "t.a.v. A. Verzonnen\nLosse weg 3", "town": None}
    text = delivered_text(place)
    assert text == "Losse weg 3"
    assert place_subject("a" * 300) == "place:" + "a" * 200
    assert delivered_text({"street": "Losse weg", "house_number": "3"}) == "Losse weg 3"
    assert delivered_text({}) is None


def test_addresses_beyond_the_limit_are_counted(land: Land) -> None:
    for at in range(10):
        land.house(10 + at, 200.0 * at)
        land.con.execute("DELETE FROM address WHERE object_id = ?", [unit(10 + at)])
        land.address(
            unit(10 + at), 10 + at, street="Losse weg", house_number=str(9 + 2 * (at % 2)),
            house_letter="abcde"[at // 2], town="Testdorp", postcode="2371AC",
        )  # fmt: skip
    _ask(land, {"address": "Losse weg 9 en 11, Testdorp"})
    told = places.resolve(land.con, settings=SETTINGS)
    most = weighing.load(SETTINGS.rules).decision.max_alternatives
    assert (told.told, told.left_out) == (most, 10 - most)
