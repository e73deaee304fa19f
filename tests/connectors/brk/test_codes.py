"""Code lists of the Kadaster: every line has a source, and our words are the table's words."""

import csv
from pathlib import Path

import pytest

from connectors.brk import codes
from connectors.brk.codes import Coded
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES
from engine.tables import TABLES

LISTS = {
    "brk_rights.csv": ("right", TABLES["title"].column("right").words),
    "brk_deeds.csv": ("kind", TABLES["transfer"].column("kind").words),
    "brk_notes.csv": ("meaning", (codes.PURCHASE,)),
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_line_has_a_source_a_mark_and_a_fixed_word(name: str) -> None:
    column, words = LISTS[name]
    with (SHIPPED_RULES / "tables" / name).open(encoding="utf-8", newline="") as handle:
        lines = list(csv.DictReader(handle))
    assert lines
    for line in lines:
        assert line["source"]
        assert line["verified"] in ("true", "false")
        assert line[column] in ("", *words)
    assert len({(line["code"], line["title"]) for line in lines}) == len(lines)


def test_all_18_types_of_the_api_are_known() -> None:
    rights = codes.load(SHIPPED_RULES).rights
    assert len(rights.by_type) == 18
    assert rights.meaning(Coded(None, "erfpachter")) == "leasehold"


@pytest.mark.parametrize(
    ("coded", "meaning"),
    [
        (Coded("2", None), "ownership"),
        (Coded(None, "EIGENDOM (recht van)"), "ownership"),
        (Coded("5", "Eigendom (recht van)"), ""),
        (Coded("99", None), None),
        (Coded(), None),
    ],
)
def test_code_goes_before_title(coded: Coded, meaning: str | None) -> None:
    assert codes.load(SHIPPED_RULES).rights.meaning(coded) == meaning


def test_list_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"brk_rights\.csv: cannot be read"):
        codes.load(tmp_path)
