"""Municipal exports by mapping: the example of each reads its fixture, and its gate holds."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from connectors.check import check, table_template, tables
from connectors.delivery import Delivery, Item
from connectors.table import read
from engine.errors import SettingsError, SourceRefused
from engine.settings import load_settings
from engine.sources_file import SourceSpec, load_sources
from engine.tables import TABLES, Gate
from tests.connectors.deliver import AS_OF, FIXTURES, quarantined, rows

EXPORTS = FIXTURES / "exports"
NAMES = [
    "address_signal",
    "bibob_register",
    "contract",
    "declared_address",
    "designation",
    "occupancy",
    "partner_report",
    "police_report",
    "sanction",
    "title",
    "tourist_tax",
    "transfer",
    "valuation",
]


def _spec(table: str, folder: Path) -> SourceSpec:
    file = folder / "sources.yaml"
    file.write_text(table_template(table), encoding="utf-8")
    sources = load_sources(file)
    check(sources)
    (spec,) = sources.sources.sources
    return spec


def _read(table: str, folder: Path, file: Path | None = None) -> list[Item]:
    files = (file or EXPORTS / f"{table}.csv",)
    made = Delivery(_spec(table, folder), files, AS_OF, "1884", load_settings())
    return list(read(made))


def _values(items: list[Item]) -> list[Mapping[str, object]]:
    return [row.values for row in rows(items)]


def test_every_export_has_an_example_and_a_fixture() -> None:
    assert tables() == NAMES
    assert sorted(file.stem for file in EXPORTS.glob("*.csv")) == NAMES


@pytest.mark.parametrize("table", NAMES)
def test_row_of_the_fixture_arrives_in_its_table(table: str, tmp_path: Path) -> None:
    items = _read(table, tmp_path)
    assert {row.table for row in rows(items)} == {table}
    needed = {column.name for column in TABLES[table].columns if column.required}
    for values in _values(items):
        assert needed <= values.keys()


@pytest.mark.parametrize(
    ("table", "gate"),
    [
        ("title", Gate.O),
        ("transfer", Gate.O),
        ("declared_address", Gate.O),
        ("designation", Gate.O),
        ("sanction", Gate.O),
        ("address_signal", Gate.G1),
        ("contract", Gate.G1),
        ("occupancy", Gate.G1),
        ("tourist_tax", Gate.G1),
        ("valuation", Gate.G1),
        ("bibob_register", Gate.G3),
        ("partner_report", Gate.G4),
        ("police_report", Gate.G4),
    ],
)
def test_export_has_its_gate_and_asks_for_a_privacy_check_above_o(
    table: str, gate: Gate, tmp_path: Path
) -> None:
    assert TABLES[table].gate is gate
    names_people = bool(TABLES[table].roles)
    has_check = _spec(table, tmp_path).privacy_check is not None
    assert has_check is (gate is not Gate.O or names_people)


@pytest.mark.parametrize(
    ("table", "column", "gate"),
    [
        ("title", "holder_id", Gate.G1),
        ("title", "holder_lives_here", Gate.G1),
        ("transfer", "buyer_id", Gate.G1),
        ("contract", "party_id", Gate.G3),
        ("bibob_register", "conclusion", Gate.G3),
        ("police_report", "kind", Gate.G4),
    ],
)
def test_column_that_can_name_somebody_has_a_stricter_gate(
    table: str, column: str, gate: Gate
) -> None:
    assert TABLES[table].gate_of(column) is gate


@pytest.mark.parametrize("table", NAMES)
@pytest.mark.parametrize("column", ["BSN", "GEBOORTEDATUM", "NATIONALITEIT"])
def test_never_use_column_stops_the_export_also_when_it_is_ignored(
    table: str, column: str, tmp_path: Path
) -> None:
    text = (EXPORTS / f"{table}.csv").read_text("utf-8")
    sign = "," if table == "designation" else ";"
    head, *lines = text.splitlines()
    file = tmp_path / f"{table}.csv"
    body = [f"{head}{sign}{column}", *(f"{line}{sign}geheim" for line in lines)]
    file.write_text("\n".join((*body, "")), encoding="utf-8")
    spec = _spec(table, tmp_path)
    spec = spec.model_copy(update={"ignore": (*spec.ignore, column)})
    with pytest.raises(SourceRefused, match=f"may never be read.*{column}") as caught:
        list(read(Delivery(spec, (file,), AS_OF, "1884", load_settings())))
    assert "geheim" not in str(caught.value)


def test_empty_price_is_unknown_and_zero_is_a_price(tmp_path: Path) -> None:
    found = {str(v["transfer_id"]): v for v in _values(_read("transfer", tmp_path))}
    assert [found[key].get("price_eur") for key in ("A1", "A2", "A3")] == [450_000.0, 0.0, None]
    assert [found[key].get("mortgage_eur") for key in ("A1", "A2", "A3")] == [0.0, None, 250_000.0]
    assert "lender_supervised" not in found["A1"]
    assert found["A2"]["lender_supervised"] is False
    assert found["A4"]["lapsed_on"] == date(2025, 7, 2)


def test_transfer_without_a_full_date_goes_to_quarantine(tmp_path: Path) -> None:
    (bad,) = quarantined(_read("transfer", tmp_path))
    assert bad.record_id == "A5"
    assert bad.reason == (
        "signed_on (column GETEKEND): a date without day or month, and this column needs a full one"
    )


def test_share_and_partial_dates_of_titles_hold(tmp_path: Path) -> None:
    items = _read("title", tmp_path)
    found = {str(v["title_id"]): v for v in _values(items)}
    assert [found[key]["share"] for key in ("T1", "T2", "T3")] == ["1/2", "1/2", "1/1"]
    assert found["T1"]["started_on"] == date(2024, 3, 1)
    assert found["T2"]["started_on_partial"] == "1976"
    assert found["T3"]["started_on_partial"] == "1976-05"
    assert "started_on" not in found["T2"]
    assert "right" not in found["T3"]
    assert [bad.record_id for bad in quarantined(items)] == ["T4"]


def test_every_spelling_of_a_parcel_is_one_parcel(tmp_path: Path) -> None:
    found = [v["parcel_id"] for v in _values(_read("title", tmp_path))]
    assert found == ["AKM01-D-3985", "AKM01-D-3985", "AKM01-D-3986"]


def test_empty_count_is_unknown_and_zero_is_a_count(tmp_path: Path) -> None:
    (occupied,) = _values(_read("occupancy", tmp_path))
    assert occupied["registered_adults"] == 0
    assert "returned_mail_6m" not in occupied
    first, second = _values(_read("tourist_tax", tmp_path))
    assert first["nights"] == 1250
    assert "nights" not in second


def test_numbers_of_a_sanctioned_company_are_a_list_and_its_name_stays_out(tmp_path: Path) -> None:
    found = {str(v["entity_id"]): v for v in _values(_read("sanction", tmp_path))}
    assert found["N1"]["identifiers"] == ["90000001"]
    assert found["N2"]["identifiers"] == ["kvk:90000002", "90000003"]
    assert found["N2"]["listed_on_partial"] == "2023-05"
    assert "Verzonnen" not in str(found)


def test_table_without_an_example_names_those_with_one() -> None:
    with pytest.raises(SettingsError, match=r"'occupency' \(did you mean occupancy\?\)"):
        table_template("occupency")
    with pytest.raises(SettingsError, match="known: address_signal, bibob_register"):
        table_template("x")
