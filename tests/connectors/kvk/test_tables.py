"""Code lists: SBI versions by day and list, legal forms, error codes."""

from datetime import date
from pathlib import Path

import pytest

from connectors.kvk.tables import load
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES
from engine.tables import LEGAL_FORMS

TABLES = load(SHIPPED_RULES)


@pytest.mark.parametrize(
    ("code", "fetched_on", "version"),
    [
        pytest.param("1011", date(2026, 8, 20), "2008", id="only in 2008, fetched later"),
        pytest.param("10110", date(2020, 1, 1), "2025", id="only in 2025, fetched earlier"),
        pytest.param("10110", None, "2025", id="only in 2025, no day"),
        pytest.param("94997", date(2025, 9, 4), "2008", id="both, day before the switch"),
        pytest.param("94997", date(2025, 9, 5), None, id="both, first day of the switch"),
        pytest.param("94997", date(2025, 9, 7), None, id="both, last day of the switch"),
        pytest.param("94997", date(2025, 9, 8), "2025", id="both, day after the switch"),
        pytest.param("94997", None, None, id="both, no day"),
        pytest.param("62010", date(2026, 8, 20), None, id="neither"),
        pytest.param("4791", date(2026, 8, 20), "2025", id="a group in both, by its day"),
        pytest.param("4791", None, None, id="a group in both, no day"),
        pytest.param("9602", date(2026, 8, 20), "2008", id="a group that only 2008 has"),
    ],
)
def test_version_of_a_code(code: str, fetched_on: date | None, version: str | None) -> None:
    assert TABLES.sbi_version(code, fetched_on) == version


def test_lists_have_the_leaves_that_were_counted() -> None:
    assert {version: len(codes) for version, codes in TABLES.sbi.items()} == {
        "2008": 936,
        "2025": 907,
    }


def test_codes_keep_their_leading_zeros() -> None:
    assert {"0111", "01241"} <= TABLES.sbi["2008"]
    assert "01241" in TABLES.sbi["2025"]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Besloten Vennootschap", "bv"),
        ("besloten  vennootschap", "bv"),
        ("Eenmanszaak", "sole_trader"),
        ("Vereniging van Eigenaars", "owners_association"),
        ("Coöperatie", "cooperative"),
        ("Broederschap", None),
    ],
)
def test_legal_form_by_its_name(name: str, word: str | None) -> None:
    assert TABLES.legal_form(name) == word


def test_every_legal_form_is_a_fixed_word() -> None:
    assert set(TABLES.legal_forms.values()) <= set(LEGAL_FORMS)


def test_every_error_code_has_a_kind() -> None:
    kinds = {"ok", "empty", "unknown_number", "bad_input", "temporary"}
    assert set(TABLES.faults.values()) == kinds
    assert TABLES.faults["IPD5200"] == "empty"


def test_missing_list_or_column_is_an_error_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"legal_forms\.csv: cannot be read"):
        load(tmp_path)
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "legal_forms.csv").write_text("titel,legal_form\na,bv\n")
    with pytest.raises(SettingsError, match=r"legal_forms\.csv:1: column 'title' is missing"):
        load(tmp_path.joinpath("."))
