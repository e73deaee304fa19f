"""Geocoded texts: only addresses are asked, only exact answers count, only known ids are used."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors.live.locatieserver import Place
from engine.errors import SettingsError
from engine.register import geocoding, intake, places
from engine.register.geocoding import Geocoded, is_address, judge, load, texts_to_ask, write
from engine.snapshot import Run
from tests.engine.register.invented import Land, building, empty_land, unit
from tests.engine.register.taken import SETTINGS

DAY = date(2026, 11, 1)
ANSWER = Place(
    "1884", "Verzonnen Dijk", "12a-2", "2371AA", "Kaag", "1884200000000001", "1884010000000001"
)


@pytest.mark.parametrize(
    "text",
    [
        "Verzonnen Dijk 12",
        "Verzonnen Dijk 12a-2, 2371 AA Kaag",
        "1e Poellaan 3, Kaag",
        "'t Hof 1, 2371AA Kaag",
        "Burg. v.d. Veldestraat 4 bis",
    ],
)
def test_an_address_may_be_asked(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jan Verzonnen, Verzonnen Dijk 12, 2371 AA Kaag",
        "t.a.v. mevrouw Verzonnen, Dijk 12",
        "achter de schuur van Verzonnen",
        "Verzonnen Dijk 12 (bij de heer Bedacht)",
        "1884010000000001",
        "2371AA",
        "Jan Piet Klaas van der Verzonnen uit de Dijk 12",
        "Verzonnen Dijk 12; bel 06-12345678",
    ],
    ids=[
        "name before",
        "care of",
        "no number",
        "name behind",
        "an id",
        "postcode only",
        "too many words",
        "telephone",
    ],
)
def test_what_holds_more_than_an_address_is_not_asked(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "Verzonnen Dijk 12a-2, 2371 AA Kaag",
        "VERZONNEN DIJK 12 A 2 2371AA",
        "Verzonnen Dijk 12A-2, Kaag",
    ],
    ids=["all", "postcode", "town"],
)
def test_an_answer_that_agrees_exactly_is_a_candidate(text: str) -> None:
    found = judge(text, [ANSWER], municipality="1884", on=DAY)
    assert found == Geocoded(
        text, ANSWER.object_id, ANSWER.address_id, "PDOK Locatieserver v3_1", DAY
    )


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Verzonnen Dijk 12a-2", {}),
        ("Verzonnen Dijk 12a, Kaag", {}),
        ("Verzonnen Dijk 12-2, Kaag", {}),
        ("Verzonnen Dijk 13a-2, Kaag", {}),
        ("Verzonnen Weg 12a-2, Kaag", {}),
        ("Verzonnen Dijk 12a-2, Leimuiden", {}),
        ("Verzonnen Dijk 12a-2, 2371 AB Kaag", {}),
        ("Verzonnen Dijk 12a-2, Kaag", {"municipality": "0569"}),
        ("Verzonnen Dijk 12a-2, 2371AA", {"postcode": None}),
        ("Verzonnen Dijk 12a-2, Kaag", {"object_id": "x"}),
    ],
    ids=[
        "neither postcode nor town",
        "without addition",
        "without letter",
        "another number",
        "another street",
        "another town",
        "another postcode beside the town",
        "another municipality",
        "answer without postcode",
        "no id",
    ],
)
def test_an_answer_that_differs_is_none(text: str, change: Mapping[str, str | None]) -> None:
    place = replace(ANSWER, **change)  # type: ignore[arg-type]
    assert judge(text, [place], municipality="1884", on=DAY) is None


def test_two_answers_that_agree_are_none() -> None:
    other = replace(ANSWER, object_id="1884010000000002")
    text = "Verzonnen Dijk 12a-2, Kaag"
    assert judge(text, [ANSWER, other], municipality="1884", on=DAY) is None
    assert judge(text, [ANSWER, ANSWER], municipality="1884", on=DAY) is not None


def test_only_unmatched_texts_of_open_registers_are_asked(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    rows: dict[str, list[tuple[str, str | None]]] = {
        "permit": [("none", "Dijk 1, Kaag"), ("none", "bij de schuur"), ("exact", None)],
        "branch": [("none", "Dijk 1, Kaag"), ("none", None)],
        "report": [("none", "Geheime Weg 9, Kaag")],
    }
    for name in geocoding.TABLES_ASKED:
        pairs = rows.get(name, [])
        table = {
            "place_match": pa.array([match for match, _ in pairs], pa.string()),
            "place_text": pa.array([text for _, text in pairs], pa.string()),
        }
        pq.write_table(pa.table(table), tmp_path / "tables" / f"{name}.parquet")
    assert "report" not in geocoding.TABLES_ASKED
    assert texts_to_ask(Run(tmp_path)) == (("Dijk 1, Kaag",), 1)


def candidate(text: str, object_id: str, address_id: str = "1884200000000099") -> Geocoded:
    return Geocoded(text, object_id, address_id, "PDOK", DAY)


def test_a_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    made = [candidate('Dijk 2, "Kaag"', unit(2)), candidate("Dijk 1, Kaag", unit(1))]
    file = tmp_path / "geocoded.csv"
    write(made, file)
    assert load(file) == (made[1], made[0])
    write([], file)
    assert load(file) == ()


@pytest.mark.parametrize(
    ("lines", "line", "what"),
    [
        (["text;object_id"], 1, "its first line must be text,object_id,address_id,source,asked_on"),
        ([""], 1, "its first line"),
        (["*", "Dijk 1,1,1884200000000001,x,2026-11-01"], 2, "object_id '1' is not 16 digits"),
        (["*", f"Dijk 1,{unit(1)},x,x,2026-11-01"], 2, "address_id 'x' is not 16 digits"),
        (["*", f"Dijk 1,{unit(1)},1884200000000001,x,31-02-2026"], 2, "no date as YYYY-MM-DD"),
        (["*", "Dijk 1"], 2, "1 cells where 5 are expected"),
        (
            ["*", *[f"Dijk 1,{unit(1)},1884200000000001,x,2026-11-01"] * 2],
            3,
            "stands at line 2 too",
        ),
    ],
    ids=["header", "empty", "object id", "address id", "date", "cells", "repeated"],
)
def test_a_wrong_file_names_its_line(
    tmp_path: Path, lines: list[str], line: int, what: str
) -> None:
    header = "text,object_id,address_id,source,asked_on"
    file = tmp_path / "geocoded.csv"
    file.write_text("\n".join(header if text == "*" else text for text in lines) + "\n")
    with pytest.raises(SettingsError, match=what) as caught:
        load(file)
    assert caught.value.line == line


# In a run


def resolve(land: Land, text: str, *given: Geocoded) -> tuple[object, ...]:
    intake.create_place_input(land.con)
    land.con.execute(
        "INSERT INTO place_input (table_name, record_key, address) VALUES ('permit', 'k', ?)",
        [text],
    )
    land.add("permit", permit_id="Z-1")
    land.con.execute("UPDATE permit SET record_key = 'k'")
    places.resolve(land.con, settings=SETTINGS, geocoded=given)
    found = land.con.execute(
        "SELECT place_match, object_id, building_id, address_id, place_score, place_text"
        " FROM permit"
    ).fetchone()
    assert found is not None
    return tuple(found)


@pytest.fixture
def text() -> str:
    return "Vergeten Pad 7, Testdorp"


def test_a_text_is_found_through_its_geocoded_object(text: str) -> None:
    with empty_land() as land:
        land.house(1, 0.0)
        found = resolve(land, text, candidate(text, unit(1)))
        assert found == ("id", unit(1), building(1), "1884200000000001", 100.0, None)


@pytest.mark.parametrize(
    "given",
    [
        candidate("Vergeten Pad 7, Testdorp", unit(9)),
        candidate("Vergeten Pad 7, Testdorp", unit(1), "1884200000000002"),
        candidate("Vergeten Pad 8, Testdorp", unit(1)),
    ],
    ids=["object not in this run", "address of another object", "another text"],
)
def test_what_this_run_does_not_have_or_contradicts_stays_unmatched(
    text: str, given: Geocoded
) -> None:
    with empty_land() as land:
        land.house(1, 0.0)
        land.house(2, 100.0)
        found = resolve(land, text, given)
        assert found == ("none", None, None, None, 0.0, text)


def test_an_address_that_matches_by_itself_goes_before_the_geocoder() -> None:
    with empty_land() as land:
        land.house(1, 0.0)
        land.house(2, 100.0)
        text = "Proefpad 2, Testdorp"
        found = resolve(land, text, candidate(text, unit(1)))
        assert found[:2] == ("normalised", unit(2))


def test_a_box_at_the_post_office_is_no_place() -> None:
    with empty_land() as land:
        land.house(1, 0.0)
        text = "Postbus 12, Testdorp"
        assert resolve(land, text, candidate(text, unit(1)))[0] == "none"
