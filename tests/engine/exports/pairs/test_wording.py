"""Dutch for what matchers compare; a mistake in the table is told with its line."""

from pathlib import Path

import pytest

from engine import csv_table
from engine.errors import SettingsError
from engine.exports.pairs import candidates
from engine.exports.pairs.wording import TABLE, word
from engine.matching.companies.model import METHODS
from engine.matching.people.linking import WEIGHED
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run

COLUMNS = ("kind", "code", "words", "source", "verified")
HEADER = ",".join(COLUMNS) + "\n"


def _rules(folder: Path, rows: str) -> Path:
    (folder / "tables").mkdir()
    (folder / TABLE).write_text(HEADER + rows, "utf-8")
    return folder


def test_shipped_words_are_told_and_others_by_their_code() -> None:
    assert word("field", "house_number") == "huisnummer"
    assert word("field", "shoe_size") == "shoe size"


@pytest.mark.parametrize("method", [*METHODS, WEIGHED, "exact", "normalised", "fuzzy", "near"])
def test_every_way_in_which_a_pair_is_found_has_words(method: str) -> None:
    assert word("method", method) != method


def test_pairs_of_the_sample_are_told_in_words(sample_run: Run) -> None:
    pairs = candidates.read(sample_run)
    told = {("method", one.method) for one in pairs}
    told |= {("field", field.field) for one in pairs for field in one.why}
    told |= {("agreement", field.agreement) for one in pairs for field in one.why}
    shipped = {(row[0], row[1]) for _, row in csv_table.rows(SHIPPED_RULES / TABLE, COLUMNS)}
    assert told
    assert told <= shipped


def test_rules_folder_without_the_table_tells_codes(tmp_path: Path) -> None:
    assert word("field", "street", rules=tmp_path) == "street"


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("field,street,straat,x", "a row has 5 cells, not 4"),
        ("veld,street,straat,x,false", "kind is one of"),
        ("field,,straat,x,false", "code and words are needed"),
        ("field,street,straat,x,false\nfield,street,weg,x,false", "stands here twice"),
        ("field,street,straat,x,nee", "verified is true or false"),
    ],
    ids=["short", "kind", "empty", "twice", "verified"],
)
def test_mistake_is_told_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(SettingsError, match=rf"match_words.csv:\d: .*{what}"):
        word("field", "x", rules=_rules(tmp_path, row + "\n"))
