"""REQ-TRN-1: the entry for the Algoritmeregister keeps the rules of publicatiestandaard 1.0.0."""

import json
from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.exports.exchange.algorithm_register import (
    FILE,
    Linked,
    load,
    missing,
    to_json,
    to_markdown,
)
from engine.settings import SHIPPED_RULES

LIMITS = {
    "naam": 99, "korteOmschrijving": 349, "organisatie": 99, "doelEnImpact": 2499,
    "afwegingen": 2499, "menselijkeTussenkomst": 2499, "risicobeheer": 2499, "gegevens": 2499,
    "technischeWerking": 4999, "leverancier": 199,
}  # fmt: skip
"""Longest text by field; the standard says "fewer than" one more."""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_bytes((SHIPPED_RULES / FILE).read_bytes())
    return tmp_path


def _set(rules: Path, field: str, value: str) -> None:
    """Let a field hold a text, whatever stood there."""
    lines = (rules / FILE).read_text("utf-8").splitlines()
    kept, skipping = [], False
    for line in lines:
        if not line.startswith((" ", "-")):
            skipping = line.startswith(f"{field}:")
        if not skipping:
            kept.append(line)
    (rules / FILE).write_text("\n".join([*kept, f"{field}: {value}"]) + "\n", "utf-8")


def test_req_trn_1_shipped_entry_validates_against_the_standard() -> None:
    told = json.loads(to_json(load(SHIPPED_RULES)))
    assert {"naam", "korteOmschrijving", "organisatie", "contactgegevens"} <= told.keys()
    for field, most in LIMITS.items():
        assert 0 < len(told[field]) <= most, field
    assert told["publicatiecategorie"] == "Impactvolle algoritmes"
    assert told["status"] in {"In gebruik", "In ontwikkeling", "Buiten gebruik"}
    assert (told["taal"], told["schema"]) == ("nld", "1.0.0")


@pytest.mark.parametrize(("field", "most"), sorted(LIMITS.items()))
def test_req_trn_1_length_is_kept_to_the_character(rules: Path, field: str, most: int) -> None:
    _set(rules, field, "x" * most)
    assert len(json.loads(to_json(load(rules)))[field]) == most
    _set(rules, field, "x" * (most + 1))
    with pytest.raises(SettingsError, match=rf"{FILE}:\d+: {field}: .*at most {most} char"):
        load(rules)


@pytest.mark.parametrize("field", ["naam", "korteOmschrijving", "organisatie", "contactgegevens",
                                   "status", "publicatiecategorie", "taal", "schema"])  # fmt: skip
def test_req_trn_1_mandatory_field_cannot_be_left_out(rules: Path, field: str) -> None:
    _set(rules, field, "x")
    text = (rules / FILE).read_text("utf-8").replace(f"{field}: x\n", "")
    (rules / FILE).write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=f"{field}: Field required"):
        load(rules)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("status", "Actief", "In gebruik"),
        ("publicatiecategorie", "Overige", "Overige algoritmes"),
        ("begindatum", "2026-13", "not a month as yyyy-mm"),
        ("begindatum", '"2026"', "not a month as yyyy-mm"),
        ("einddatum", "2026-12", "only, and always, when it is out of use"),
        ("contactgegevens", "bel ons", "neither a link nor a mail address"),
        ("linkBroncode", "http://www.example.nl", "not a link such as https"),
        ("taal", "eng", "nld"),
        ("schema", "2.0.0", "1.0.0"),
        ("gevoel", "goed", "Extra inputs are not permitted"),
        ("naam", '""', "at least 1 character"),
    ],
)
def test_req_trn_1_fixed_words_and_forms(rules: Path, field: str, value: str, told: str) -> None:
    _set(rules, field, value)
    with pytest.raises(SettingsError, match=told):
        load(rules)


def test_end_lies_after_the_beginning(rules: Path) -> None:
    _set(rules, "status", "Buiten gebruik")
    _set(rules, "begindatum", "2026-05")
    _set(rules, "einddatum", "2026-04")
    with pytest.raises(SettingsError, match="einddatum: lies before begindatum"):
        load(rules)
    _set(rules, "einddatum", "2026-05")
    assert load(rules).einddatum == "2026-05"


def test_markdown_says_that_nobody_checked_it_and_holds_every_field() -> None:
    entry = load(SHIPPED_RULES)
    text = to_markdown(entry).decode()
    assert "> Te verifiëren" in text
    assert text.count("\n## ") == len(json.loads(to_json(entry))) - 1
    checked = entry.model_copy(update={"verified": True})
    assert "Te verifiëren: deze tekst" not in to_markdown(checked).decode()


def test_missing_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="text for the Algoritmeregister is not there"):
        load(tmp_path)


def test_what_is_missing_before_publishing_is_told_by_field() -> None:
    told = dict(missing(load(SHIPPED_RULES)))
    assert told["Alle velden"] == "nog door niemand nagekeken"
    assert told["Begindatum"] == "niet ingevuld"
    assert told["Impacttoetsen"] == told["Wettelijke basis"] == "nog na te kijken of uit te voeren"
    assert not {"Einddatum", "Doel en impact", "Korte omschrijving"} & told.keys()


def test_entry_that_is_filled_and_checked_lacks_nothing() -> None:
    link = "https://www.example.nl"
    whole = load(SHIPPED_RULES).model_copy(
        update={
            "verified": True, "begindatum": "2026-05", "linkPubliekspagina": link,
            "linkBronregistratie": link, "verwerkingsregister": link, "linkBroncode": link,
            "bronId": "1", "wettelijkeBasis": (), "impacttoetsen": (),
        }
    )  # fmt: skip
    assert [field for field, _ in missing(whole)] == ["Wettelijke basis", "Impacttoetsen"]
    law = Linked(titel="Gemeentewet")
    filled = whole.model_copy(update={"wettelijkeBasis": (law,), "impacttoetsen": (law,)})
    assert missing(filled) == ()
