"""Second readers on the worklist: what waits, with its reason, and what saying yes or no does."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine import snapshot
from engine.casework.models import Verdict
from engine.errors import CaseworkError
from ui import review, second_reading

PAGE = Path(__file__).resolve().parents[3] / "ui" / "app_pages" / "worklist.py"
WHY = "Er speelt hier iets anders."


@pytest.fixture
def waits(shown_run: snapshot.Run, monkeypatch: pytest.MonkeyPatch) -> snapshot.Run:
    """A judgement of somebody else that needs a second reader."""
    name = shown_run.table("worklist")["location_id"][0].as_py()
    found = review.dossier(shown_run, name)
    review.judge(shown_run, found, Verdict.CARE_FIRST, reason=WHY, explanation=None)
    monkeypatch.setenv("DIJKWACHT_USER", "tweede.lezer")
    return shown_run


def _page() -> AppTest:
    return AppTest.from_file(str(PAGE), default_timeout=30).run()


def _said(page: AppTest) -> str:
    kinds = ("header", "markdown", "caption", "error")
    return "\n".join(str(getattr(one, "value", "")) for kind in kinds for one in page.get(kind))


def test_a_judgement_waits_with_its_reason_and_its_place(waits: snapshot.Run) -> None:
    [one] = second_reading.waiting(waits)
    page = _page()
    assert not page.exception
    assert "Wacht op u als tweede lezer (1)" in _said(page)
    assert WHY in _said(page)
    assert page.button(key=f"second_look_{one.number}").label == "Bekijk"


@pytest.mark.parametrize("label", ["Eens: het telt", "Niet eens"])
def test_who_read_it_is_not_asked_again(waits: snapshot.Run, label: str) -> None:
    [one] = second_reading.waiting(waits)
    page = _page()
    page.text_area(key=f"second_reason_{one.number}").input("De feiten gelezen.")
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    assert "tweede lezer" not in _said(page)
    assert second_reading.waiting(waits) == []


@pytest.mark.usefixtures("waits")
def test_without_a_reason_it_keeps_waiting() -> None:
    page = _page()
    next(button for button in page.button if button.label == "Eens: het telt").click().run()
    assert "reden" in page.error[0].value
    assert "tweede lezer (1)" in _said(page)


def test_who_judged_is_not_asked_and_may_not_read(
    waits: snapshot.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    [one] = second_reading.waiting(waits)
    monkeypatch.setenv("DIJKWACHT_USER", "tester")
    assert second_reading.waiting(waits) == []
    assert "tweede lezer" not in _said(_page())
    with pytest.raises(CaseworkError, match="leest niet zelf"):
        second_reading.read(one.number, agrees=True, reason="Zelf gelezen.")
