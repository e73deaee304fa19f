"""Routes: first, apart and without points; where care or protection comes first nothing closes."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.exports import care
from engine.exports.assessment import Assessment
from engine.exports.dossier import Dossier, build, neutral, to_json, without_routes
from engine.exports.dossier_text import to_text
from engine.settings import load_settings
from engine.snapshot import Run
from tests.engine.exports.conftest import HITS, HOUSE, ROWS, YARD, make_run
from tests.engine.scoring.build import hit, hits_table

GOLDEN = Path(__file__).with_name("golden")
DRG = hit("DRG-09", HOUSE, explanation="Een bedrijf begon kort na de heropening.")
CARE: Mapping[str, Any] = {
    "role": "route",
    "points": 0.0,
    "explanation": "Vijf volwassenen staan hier.",
}


def _run(tmp_path: Path, *hits: Mapping[str, Any]) -> Run:
    return make_run(tmp_path / "runs", ROWS, hits_table([*HITS, *hits]))


def _house(tmp_path: Path, *hits: Mapping[str, Any]) -> tuple[Dossier, Assessment]:
    found = build(_run(tmp_path, *hits), HOUSE)
    assert found.assessment is not None
    return found, found.assessment


def test_text_of_a_dossier_with_a_route(tmp_path: Path) -> None:
    run = _run(tmp_path, DRG, hit("MEN-01", HOUSE, **CARE))
    text = to_text(build(run, HOUSE)).replace(run.path.name, "RUN")
    assert text + "\n" == (GOLDEN / "care.txt").read_text("utf-8")


def test_route_stands_apart_and_adds_nothing(tmp_path: Path) -> None:
    _, found = _house(tmp_path, DRG, hit("MEN-01", HOUSE, **CARE))
    assert [o.rule_id for o in found.routes] == ["MEN-01"]
    assert [o.rule_id for o in found.hits] == ["DRG-09"]
    assert [step.rule_id for step in found.waterfall] == ["DRG-09"]
    assert found.score == 3.0


def test_where_care_comes_first_nothing_that_closes_is_suggested(tmp_path: Path) -> None:
    dossier, found = _house(tmp_path, DRG, hit("MEN-01", HOUSE, **CARE))
    (outcome,) = found.hits
    assert outcome.instruments == ("Ow: gebruik toetsen, aansluiting op het plan",)
    assert outcome.action is None
    (notice,) = found.notices
    assert notice == (
        "Eerst zorg of bescherming; sluiten wordt niet voorgesteld. Vijf volwassenen staan hier. "
        "Gaat naar: adviseur zorg & veiligheid."
    )
    assert notice in json.loads(to_json(dossier))["assessment"]["notices"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param([], id="no route"),
        pytest.param([hit("OVL-07", HOUSE, **CARE)], id="route of another family"),
        pytest.param([hit("MEN-01", HOUSE, **{**CARE, "filtered_by": "F1"})], id="filtered route"),
        pytest.param([hit("MEN-01", HOUSE, **{**CARE, "outcome": "UNKNOWN"})], id="unknown"),
        pytest.param([hit("MEN-01", YARD, **CARE)], id="route of another location"),
    ],
)
def test_elsewhere_instruments_and_action_stay(
    tmp_path: Path, other: list[Mapping[str, Any]]
) -> None:
    _, found = _house(tmp_path, DRG, *other)
    assert found.notices == ()
    (outcome,) = [o for o in found.hits if o.rule_id == "DRG-09"]
    assert len(outcome.instruments) == 4
    assert outcome.action == "sluiting voorbereiden"


def test_route_of_another_family_is_shown_first_too(tmp_path: Path) -> None:
    dossier, found = _house(tmp_path, DRG, hit("OVL-07", HOUSE, **CARE))
    assert [o.rule_id for o in found.routes] == ["OVL-07"]
    text = to_text(dossier)
    assert text.index("Eerst naar een mens") < text.index("Wat zien we")
    assert care.FIRST not in text


def test_filtered_route_stays_among_the_hits_without_points(tmp_path: Path) -> None:
    dossier, found = _house(tmp_path, hit("MEN-01", HOUSE, **{**CARE, "filtered_by": "F1"}))
    assert (found.routes, [o.rule_id for o in found.hits]) == ((), ["MEN-01"])
    assert "0,0 van 0,0 punten" not in to_text(dossier)


def test_route_is_not_shown_before_the_first_judgement(tmp_path: Path) -> None:
    dossier, _ = _house(tmp_path, DRG, hit("MEN-01", HOUSE, **CARE))
    assert "zorg" not in to_text(neutral(dossier)) + to_json(neutral(dossier))


@pytest.mark.parametrize("outcome", ["HIT", "UNKNOWN"])
def test_bibob_file_holds_no_trace_of_a_care_route(tmp_path: Path, outcome: str) -> None:
    reason = "telling ontbreekt" if outcome == "UNKNOWN" else None
    row = {**CARE, "outcome": outcome, "reason": reason}
    dossier, full = _house(tmp_path, DRG, hit("MEN-01", HOUSE, **row))
    bare = without_routes(dossier)
    for text in (to_text(bare), to_json(bare)):
        for secret in ("MEN-01", "Werk en verblijf", "volwassenen", "zorg", "telling ontbreekt"):
            assert secret not in text
    assert bare.assessment is not None
    assert bare.assessment.hits == full.hits
    assert bare.assessment.score == full.score


def test_neutral_dossier_without_routes_stays_neutral(tmp_path: Path) -> None:
    dossier, _ = _house(tmp_path, DRG)
    assert without_routes(neutral(dossier)).assessment is None


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("13b: alleen als er iets is aangetroffen", True),
        ("174: sluiting van een publiek gebouw", True),
        ("Victor: beheer", True),
        ("LOB: last onder bestuursdwang", True),
        ("APV: gesprek, daarna LOD of sluiting", True),
        ("APV: tijdelijk Sluiten", True),
        ("13b", True),
        ("LOD: last onder dwangsom", False),
        ("Ow: besluit en aansluiting nagaan", False),
        ("151d: gedragsaanwijzing", False),
    ],
)
def test_what_closes_is_told_by_code_or_word(tmp_path: Path, text: str, closes: bool) -> None:
    _, found = _house(tmp_path, DRG)
    (outcome,) = found.hits
    given = dataclasses.replace(outcome, instruments=(text,), action=text)
    shown = care.without_closing(given, load_settings().care)
    assert (shown.instruments, shown.action) == (((), None) if closes else ((text,), text))
