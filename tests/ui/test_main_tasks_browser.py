"""The main task of each of the four users, from signing in at a provider to its result."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from engine.casework.bibob.catalogue import load
from engine.casework.models import Role
from engine.settings import SHIPPED_RULES
from tests.ui.hands import Hands
from tests.ui.stage import Stage, running_stage

pytestmark = pytest.mark.browser
WHY = "Verzonnen reden: de toezichthouder vroeg om mee te kijken op deze plek."


@pytest.fixture(scope="module")
def stage(
    runs_folder: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """The app with the casework of the demo."""
    with running_stage(runs_folder, tmp_path_factory.mktemp("tasks"), browser) as running:
        yield running


def test_liaison_judges_a_location_sees_why_and_opens_a_signal(stage: Stage) -> None:
    with stage.enters(Role.RIEC_LIAISON) as page:
        hands = Hands(page)
        hands.told("locaties van de weeklijst zijn nog niet beoordeeld")
        hands.press("Werklijst")
        hands.press("Beoordeel")
        hands.told("Eerste oordeel")
        assert page.get_by_text("Wat zien we").count() == 0
        hands.tick("Terecht: nader bekijken")
        page.get_by_role("textbox", name="Reden").fill("Meer dan één feit spreekt hiervoor.")
        hands.press("Leg oordeel vast")
        hands.told("Wat weten we niet")
        hands.pop("signal_purpose_")
        hands.write("signal_purpose_", WHY)
        hands.press("Open signaal", of_form=True)
        hands.told("is geopend.")


def test_reason_of_a_judged_location_is_three_clicks_away(stage: Stage) -> None:
    with stage.enters(Role.RIEC_LIAISON) as page:
        hands = Hands(page)
        hands.press("Werklijst")
        hands.press("Bekijk")
        hands.told("Wat zien we")
        page.locator("[class*='st-key-evidence_'] button").first.click()
        page.get_by_role("dialog").get_by_text("zoals gelezen in de run").wait_for()


def test_officer_opens_a_file_on_a_hook_and_sees_its_clocks_and_relations(stage: Stage) -> None:
    law = load(SHIPPED_RULES)
    with stage.enters(Role.BIBOB_OFFICER) as page:
        hands = Hands(page)
        hands.go("Bibob")
        hands.open("Haak die niet in de registers staat")
        hands.choose("bibob_open_hook", law.hooks["application"].title)
        hands.choose("bibob_open_kind", law.permit_kinds["exploitatie_horeca"].label)
        hands.choose("bibob_open_place")
        hands.write("bibob_open_reference", "Z-2026-0200")
        hands.write("bibob_open_purpose", "Aanvraag ontvangen en nog niet beoordeeld.")
        hands.press("Open dossier")
        hands.told("Dossier geopend.")
        hands.told("Awb art. 4:13")
        hands.press("Terug naar alle dossiers")
        page.locator(".st-key-bibob_show_8 button").click()
        hands.told("Dossier 8")
        hands.tab("Personen en relaties")
        hands.told("Relaties (art. 3 lid 4)")
        expect(page.get_by_test_id("stGraphVizChart").locator("svg")).to_be_visible()


def test_adviser_makes_the_papers_of_a_meeting(stage: Stage) -> None:
    with stage.enters(Role.DRIEHOEK_ADVISER) as page:
        hands = Hands(page)
        hands.go("Overleg")
        hands.tab("Stuk per ontvanger")
        hands.choose_all("paper_to_meeting_")
        hands.write("paper_reason_meeting_", WHY)
        hands.press("Maak het stuk")
        assert hands.save(".docx")[:2] == b"PK"


def test_analyst_moves_a_threshold_sees_the_effect_and_proposes_it(stage: Stage) -> None:
    with stage.enters(Role.ANALYST) as page:
        page.goto(f"{stage.app}/regels?regel=GEN-01")
        hands = Hands(page)
        hands.told("Verschuif een waarde om te zien wat er verandert.")
        threshold = page.locator(".st-key-knob_GEN-01_min_clusters_dwelling_or_farmyard")
        threshold.get_by_role("slider").press("ArrowLeft")
        moved = page.get_by_test_id("stMetric").filter(has_text="Andere band")
        expect(moved).to_contain_text("1")
        threshold.get_by_role("slider").press("ArrowRight")
        hands.told("Verschuif een waarde om te zien wat er verandert.")
        page.locator(".st-key-knob_GEN-01_points").get_by_role("slider").press("ArrowLeft")
        page.get_by_text("Verschuif een waarde").wait_for(state="hidden")
        page.get_by_text("Maak hiervan een voorstel").click()
        hands.told("gaat van versie")
        page.get_by_role("textbox", name="Waarom").fill(WHY)
        hands.press("Voorstellen", of_form=True)
        hands.told("Voorgesteld. Iemand anders kan het")
        hands.mark("rules_part", "Voorstellen")
        hands.told(WHY)
