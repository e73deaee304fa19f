"""The assessment as drawn: a route first and apart, without points, and nothing that closes."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine.exports import care
from engine.exports.dossier import build
from engine.scoring.waterfall import waterfall
from engine.settings import load_settings
from tests.engine.exports.conftest import HITS, HOUSE, ROWS, make_run
from tests.engine.scoring.build import hit, hits_table
from ui import language
from ui.language import Language

SENTENCE = "Vijf volwassenen staan hier."
DRUGS = hit("DRG-09", HOUSE, explanation="Een bedrijf begon kort na de heropening.")
ROUTE = hit("MEN-01", HOUSE, role="route", points=0.0, explanation=SENTENCE)


def _drawn(run: object, found: object) -> None:
    """Runs as a page of its own, so it brings what it needs."""
    from engine.exports.assessment import Assessment
    from engine.snapshot import Run
    from ui.components import assessment

    assert isinstance(run, Run)
    assert isinstance(found, Assessment)
    assessment.draw(run, found)


def _page(folder: Path, *hits: dict[str, object]) -> AppTest:
    run = make_run(folder / "runs", ROWS, hits_table([*HITS, *hits]))
    page = AppTest.from_function(_drawn, args=(run, build(run, HOUSE).assessment)).run()
    assert not page.exception
    return page


def _text(page: AppTest) -> str:
    kinds = ("subheader", "warning", "markdown", "caption")
    found = [element for kind in kinds for element in page.get(kind)]
    return "\n".join(str(getattr(element, "value", "")) for element in found)


def test_route_is_drawn_first_with_whom_to_call_and_what_else_it_may_be(tmp_path: Path) -> None:
    page = _page(tmp_path, DRUGS, ROUTE)
    assert page.subheader[0].value == "Eerst naar een mens"
    assert page.warning[0].value.startswith(care.FIRST)
    text = _text(page)
    for told in (SENTENCE, "adviseur zorg & veiligheid", "gezinsbedrijf", "Geen punten"):
        assert told in text
    assert "0,0 van 0,0" not in text


@pytest.mark.parametrize("hits", [(DRUGS,), (DRUGS, ROUTE)], ids=["no route", "care comes first"])
def test_closing_is_suggested_only_where_nobody_needs_care(
    tmp_path: Path, hits: tuple[dict[str, object], ...]
) -> None:
    text = _text(_page(tmp_path, *hits))
    for closing in ("13b: alleen", "174a: in de driehoek", "sluiting voorbereiden"):
        assert (closing in text) is (ROUTE not in hits)
    assert "Ow: gebruik toetsen" in text


def test_without_a_route_nothing_stands_before_the_hits(tmp_path: Path) -> None:
    page = _page(tmp_path, DRUGS)
    assert page.subheader[0].value == "Wat zien we"
    assert not page.warning


def test_notice_and_steps_of_the_sum_are_said_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "chosen", lambda: Language.ENGLISH)
    warned = _page(tmp_path, DRUGS, ROUTE).warning[0].value
    assert warned.startswith("Care or protection first; closing is not suggested.")
    assert "Goes to: " in warned
    high = {"rule_id": "DRG-01", "family": "DRG", "applied_points": 9.0}
    *_, capped = waterfall([high], settings=load_settings().score)
    assert language.tr(capped.text) == "at most 8 points for DRG"
