"""The tables that analysts edit: shipped ones load, mistakes are told with file and line."""

import csv
import shutil
from pathlib import Path

import pytest

from connectors.koop import tables
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES

FILES = sorted((SHIPPED_RULES / "tables").glob("koop_*.csv"))


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    for file in FILES:
        shutil.copy(file, tmp_path / "tables")
    return tmp_path


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_says_where_it_is_from_and_whether_it_was_checked(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            assert row["source"]
            assert row["verified"] in ("true", "false")


def test_status_rules_keep_the_order_of_the_table() -> None:
    found = tables.load(SHIPPED_RULES)
    assert [rule.rule for rule in found.statuses] == [str(n) for n in range(1, 14)]


def _change(rules: Path, name: str, old: str, new: str) -> None:
    file = rules / "tables" / f"koop_{name}.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("status", ",lapsed,", ",gone,", r"koop_status\.csv:5: status: 'gone' is not one of"),
        ("status", "order,pattern", "order,muster", r"koop_status\.csv:1: column 'pattern'"),
        ("status", r"\bbuiten", "(buiten", r"koop_status\.csv:5: missing \)"),
        ("status", ",lapsed,not_processed", ",,not_processed", "status is empty"),
        ("status", ",not_processed,", ",not_processed,,,,", "more cells than columns"),
        ("status", "requested_on,no,", "requested_on,ja,", "bibob_hook: 'ja' is not one of"),
        ("kinds", "activity,slopen", "bedrijf,slopen", r"field: 'bedrijf' is not one of title"),
        ("kinds", ",demolition,", ",breaking,", r"permit_kind: 'breaking' is not one of"),
        ("place_words", "achter,near", "achter,behind", r"role: 'behind' is not one of"),
        ("case_numbers", r"(?<!\w)(W\d{4}/\d{3})(?!\d)", "", "pattern is empty"),
    ],
)
def test_mistake_is_told_with_file_and_line(
    name: str, old: str, new: str, what: str, rules: Path
) -> None:
    _change(rules, name, old, new)
    with pytest.raises(SettingsError, match=what):
        tables.load(rules)


def test_table_that_is_gone_is_told(rules: Path) -> None:
    (rules / "tables" / "koop_kinds.csv").unlink()
    with pytest.raises(SettingsError, match=r"koop_kinds\.csv: cannot be read"):
        tables.load(rules)
