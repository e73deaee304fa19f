"""What a location is used for, and by which proof."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import shapely

from engine.errors import SettingsError
from engine.register import land_use
from engine.settings import SHIPPED_RULES
from tests.engine.register.invented import Land, X, Y, berth, empty_land, unit

HEADER = ",".join(land_use.COLUMNS)


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        made.house(1, 0)
        yield made


def found(land: Land, number: int = 1) -> tuple[object, object]:
    land.build()
    row = land.one(f"L{unit(number)}")
    return row["land_use"], row["land_use_proof"]


def business(land: Land, code: str, branch_id: str = "B1", **more: object) -> None:
    version = more.pop("version", "2008")
    main = more.pop("is_main", True)
    land.add("branch", branch_id=branch_id, object_id=unit(1), enterprise_id="90000001", **more)
    land.add("activity", branch_id=branch_id, code=code, version=version, is_main=main)


def test_purposes_prove_a_dwelling(land: Land) -> None:
    assert found(land) == ("dwelling", "BAG")


def test_plan_goes_before_activity_before_valuation_before_purposes(land: Land) -> None:
    land.checked("woz", "valuation")
    land.add("valuation", source="woz", object_id=unit(1), year=2026, object_code="20")
    assert found(land) == ("farmyard", "valuation")
    business(land, "01132")
    assert found(land) == ("greenhouse", "activity")
    land.add("plan_function", object_id=unit(1), function="Wonen - 2")
    assert found(land) == ("dwelling", "plan")


def test_valuation_without_a_compatibility_check_proves_nothing(land: Land) -> None:
    land.add("valuation", source="woz", object_id=unit(1), year=2026, object_code="20")
    assert found(land) == ("dwelling", "BAG")


def test_newest_valuation_counts(land: Land) -> None:
    land.checked("woz", "valuation")
    for year, code in ((2024, "20"), (2026, "10")):
        land.add("valuation", source="woz", object_id=unit(1), year=year, object_code=code)
    assert found(land) == ("dwelling", "valuation")


@pytest.mark.parametrize(
    ("code", "version", "use"),
    [
        pytest.param("0141", "2008", "farmyard", id="dairy 2008"),
        pytest.param("01.41", "2008", "farmyard", id="written with a dot"),
        pytest.param("01410", "2025", "farmyard", id="2025"),
        pytest.param("01192", "2025", "greenhouse", id="flowers under glass"),
        pytest.param("01191", "2025", "farmyard", id="flowers in the open"),
        pytest.param("4711", "2008", "dwelling", id="a web shop does not make a dwelling a shop"),
        pytest.param("0141", None, "dwelling", id="version not known"),
    ],
)
def test_agricultural_activity_of_either_code_set(
    land: Land, code: str, version: str | None, use: str
) -> None:
    business(land, code, version=version)
    assert found(land)[0] == use


def test_ended_farm_still_proves_a_farmyard_after_newcomers(land: Land) -> None:
    business(land, "0141", "B1", started_on=date(1990, 1, 1), ended_on=date(2020, 1, 1))
    business(land, "5210", "B2", started_on=date(2025, 1, 1))
    assert found(land) == ("farmyard", "activity")


def test_last_agricultural_activity_decides(land: Land) -> None:
    business(land, "01132", "B1", started_on=date(1980, 1, 1), ended_on=date(2010, 1, 1))
    business(land, "0141", "B2", started_on=date(2010, 1, 1), ended_on_partial="2021")
    assert found(land) == ("farmyard", "activity")
    business(land, "01192", "B3", started_on=date(2021, 1, 1))
    assert found(land) == ("greenhouse", "activity")


def test_farmer_registered_in_a_village_house_makes_no_farmyard(land: Land) -> None:
    land.zone("Z", "built_up", -50, -50, 200)
    business(land, "0141")
    assert found(land) == ("dwelling", "BAG")


@pytest.mark.parametrize(
    ("function", "use"),
    [
        ("Agrarisch met waarden - Natuur", "farmyard"),
        ("Agrarisch - Glastuinbouw 1", "greenhouse"),
        ("AGRARISCH", "farmyard"),
        ("Recreatie - Jachthaven", "harbour"),
        ("Recreatie - Verblijfsrecreatie", "recreation"),
        ("Bedrijventerrein - 2", "business"),
        ("Kantoor", "office"),
    ],
)
def test_plan_function_by_longest_words(land: Land, function: str, use: str) -> None:
    land.add("plan_function", object_id=unit(1), function=function)
    assert found(land) == (use, "plan")


def test_unknown_plan_function_leaves_the_next_proof_to_decide(land: Land) -> None:
    land.add("plan_function", object_id=unit(1), function="Kasteeltuin")
    assert found(land) == ("dwelling", "BAG")


def test_newest_plan_function_of_an_object_counts_and_a_farm_with_a_house_is_a_farm(
    land: Land,
) -> None:
    for function, year in (("Bedrijf", 2010), ("Wonen", 2020), ("Agrarisch", 2020)):
        land.add(
            "plan_function", object_id=unit(1), function=function, **{"from": date(year, 1, 1)}
        )
    assert found(land) == ("farmyard", "plan")


def test_plan_polygon_counts_around_the_anchor_and_after_the_object_itself(land: Land) -> None:
    field = shapely.to_wkb(shapely.box(X - 50, Y - 50, X + 50, Y + 50))
    land.add("plan_function", function="Agrarisch", geometry=field)
    assert found(land) == ("farmyard", "plan")
    land.add("plan_function", object_id=unit(1), function="Wonen")
    assert found(land) == ("dwelling", "plan")


def test_site_has_the_use_of_its_zone_unless_the_plan_says_more(land: Land) -> None:
    land.zone("H", "harbour", 500, -10, 100)
    land.moored(berth(1), "berth", 500)
    land.build()
    row = land.one(f"L{berth(1)}")
    assert (row["land_use"], row["land_use_proof"]) == ("harbour", "plan")


def test_shop_with_a_dwelling_is_a_shop(land: Land) -> None:
    land.house(2, 500, purposes=["woonfunctie", "winkelfunctie"])
    assert found(land, 2) == ("shop", "BAG")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("rumour,,x,exact,dwelling,s,false", "proof 'rumour'; known: plan"),
        ("plan,,x,exact,castle,s,false", "land_use 'castle'"),
        ("plan,,x,like,dwelling,s,false", "match 'like'"),
        ("activity,,01,prefix,farmyard,s,false", "version ''"),
        ("plan,2008,x,exact,dwelling,s,false", "version '2008'"),
    ],
)
def test_wrong_line_is_refused_with_its_place(tmp_path: Path, line: str, what: str) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "land_use.csv").write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=f"land_use.csv:2: {what}"):
        land_use.load(tmp_path)


def test_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    lines = ["plan,,Wonen,exact,dwelling,s,false", "plan,,wonen,prefix,other,s,false"]
    text = "\n".join([HEADER, *lines, ""])
    (tmp_path / "tables" / "land_use.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="csv:3: plan 'wonen' stands at line 2 too"):
        land_use.load(tmp_path)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n"])
def test_table_with_other_columns_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "land_use.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="columns must be proof, version"):
        land_use.load(tmp_path)


def test_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        land_use.load(tmp_path)


def test_shipped_table_maps_all_eleven_purposes_of_the_bag() -> None:
    lines = land_use.load(SHIPPED_RULES).lines
    assert sum(line.proof == "BAG" for line in lines) == 11
