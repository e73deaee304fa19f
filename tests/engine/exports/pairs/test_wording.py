"""Dutch for what matchers compare; a mistake in the table is told with its line."""

from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.exports.pairs.wording import TABLE, word

HEADER = "kind,code,words,source,verified\n"


def _rules(folder: Path, rows: str) -> Path:
    (folder / "tables").mkdir()
    (folder / TABLE).write_text(HEADER + rows, "utf-8")
    return folder


def test_shipped_words_are_told_and_others_by_their_code() -> None:
    assert word("field", "house_number") == "huisnummer"
    assert word("field", "shoe_size") == "shoe size"


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
