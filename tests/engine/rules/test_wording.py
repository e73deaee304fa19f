"""Words that accuse or speak of origin: refused in every text of a rule, data with a mark."""

import csv
from pathlib import Path

import pytest

from engine.features import words
from engine.settings import SHIPPED_RULES
from tests.engine.rules.world import BOTH, RULE, SECOND, changed, complaints, write


@pytest.mark.parametrize("key", ["title", "explain", "false_positives", "instruments"])
@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("Adres van een katvanger", "'katvanger' accuses", id="accuses"),
        pytest.param("Criminele gebruikers", "'criminele' accuses", id="capital letter"),
        pytest.param("Poolse winkel", "'poolse' speaks of nationality or origin", id="origin"),
        pytest.param("bij een moskee", "'moskee' speaks of religion", id="religion"),
    ],
)
def test_text_with_such_a_word_does_not_load(
    tmp_path: Path, key: str, text: str, what: str
) -> None:
    value = [text, "anders"] if key in ("false_positives", "instruments") else text
    found = complaints(write(tmp_path, changed(RULE, **{key: value})))
    assert len(found) == 1
    assert found[0].startswith(f"AAA-01: {key}: {what}")


def test_action_of_a_combined_rule_is_read_too(tmp_path: Path) -> None:
    both = changed(BOTH, action="verdachte bezoeken")
    found = complaints(write(tmp_path, RULE, SECOND, both))
    assert found == ["AAA-K1: action: 'verdachte' accuses: say what is seen"]


@pytest.mark.parametrize(
    "text",
    [
        "Eigenaar meldde zelf een verdachte benadering",
        "regeling met de schuldeiser",
        "bewoner is zelf slachtoffer",
        "{verdachte} bedrijven",
        "Naam van het bedrijf lijkt op die van een ander",
        "huisvesting van arbeidsmigranten",
    ],
)
def test_text_that_says_what_is_seen_is_fine(text: str) -> None:
    assert list(words.accusing(text)) == []
    assert list(words.of_origin(text)) == []


@pytest.mark.parametrize(
    ("file", "head"),
    [
        ("accusing_words.csv", ["pattern", "unless", "why", "source", "verified"]),
        ("origin_words.csv", ["pattern", "group", "source", "verified"]),
    ],
)
def test_list_is_sorted_and_says_its_source(file: str, head: list[str]) -> None:
    with (SHIPPED_RULES / "tables" / file).open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0]) == head
    assert [row["pattern"] for row in rows] == sorted({row["pattern"] for row in rows})
    assert all(row["source"] and row["verified"] in ("true", "false") for row in rows)
