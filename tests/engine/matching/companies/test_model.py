"""The shipped weights load; a file that is not whole says which line."""

from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.matching.companies import lexicon, model
from engine.settings import SHIPPED_RULES

SHIPPED = (SHIPPED_RULES / model.FILE).read_text("utf-8")


def test_shipped_model_tells_where_it_comes_from() -> None:
    shipped = model.load(SHIPPED_RULES)
    assert shipped.source
    assert shipped.made_by.startswith("python -m bench.")
    assert shipped.false_match_rate <= 0.02


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param("    mine_covered:", "    mine_uncovered:", "mine_covered", id="feature"),
        pytest.param("  similar:\n", "  alike:\n", "methods are", id="method"),
        pytest.param("verified: false", "verifed: false", "verifed", id="key"),
    ],
)
def test_wrong_file_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    (tmp_path / "matching").mkdir()
    (tmp_path / model.FILE).write_text(SHIPPED.replace(old, new, 1), "utf-8")
    with pytest.raises(SettingsError, match=f"companies.yml:[0-9]+.*{told}"):
        model.load(tmp_path)


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        pytest.param(lexicon.WORDS, "x,y,weird,eigen,false\n", "kind 'weird'", id="kind"),
        pytest.param(lexicon.FORMS, "x,bv,middle,eigen,false\n", "place 'middle'", id="place"),
    ],
)
def test_wrong_word_is_refused(tmp_path: Path, table: Path, row: str, told: str) -> None:
    for file in (lexicon.WORDS, lexicon.FORMS, lexicon.LOOKALIKES):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text((SHIPPED_RULES / file).read_text("utf-8"), "utf-8")
    with (tmp_path / table).open("a", encoding="utf-8") as handle:
        handle.write(row)
    with pytest.raises(SettingsError, match=told):
        lexicon.load(tmp_path)
