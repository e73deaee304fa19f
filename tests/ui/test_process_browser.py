"""The process in a real browser: a listed location to a closed case, application to decision."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from engine.casework.bibob.catalogue import load
from engine.casework.case_models import Case
from engine.casework.database import open_casework
from engine.casework.models import Role
from engine.casework.paper_register import PaperEntry
from engine.casework.process.states import Outcome, State
from engine.settings import SHIPPED_RULES, load_settings
from tests.ui.browser import opened_page, running_app
from tests.ui.hands import Hands

pytestmark = pytest.mark.browser
WHY = "Verzonnen reden: de toezichthouder vroeg om mee te kijken op deze plek."
SHARING = ("wat", "met_wie", "grondslag", "noodzaak")
CHECKS = {"1": ("grondslag", "verenigbaar", "noodzaak"), "2A": SHARING, "2B": SHARING}
WEIGHINGS = {
    "1": ("zakelijk", "latent"),
    "2A": ("gemeentelijke_taak",),
    "2B": ("eigen_grondgebied",),
    "3": ("recent",),
}


class Office:
    """People who each look at an app of their own, on one casework database."""

    def __init__(self, runs: Path, casework: Path, browser: Browser, stack: ExitStack) -> None:
        self._runs, self.casework, self._browser, self._stack = runs, casework, browser, stack

    def sits_down(self, subject: str, role: Role) -> Hands:
        """Somebody opens the app."""
        app = running_app(self._runs, self.casework, subject=subject, role=role)
        address = self._stack.enter_context(app)
        return Hands(self._stack.enter_context(opened_page(address, self._browser)))


@pytest.fixture
def office(runs_folder: Path, tmp_path: Path, browser: Browser) -> Iterator[Office]:
    """An office without cases."""
    with ExitStack() as stack:
        yield Office(runs_folder, tmp_path / "casework.sqlite", browser, stack)


def _move(hands: Hands, step: str) -> None:
    hands.choose("case_1_move_to_", step)
    hands.write("case_1_move_reason_", WHY)
    hands.press("Zet de stap")
    hands.page.get_by_role("heading", name=f"Zaak 1 · signaal · {step}").or_(
        hands.page.get_by_role("heading", name=f"Zaak 1 · casus · {step}")
    ).first.wait_for()


def _stands(hands: Hands, title: str, mark: str) -> None:
    """Wait until a part that can be folded says so in its title."""
    hands.page.locator("summary").filter(has_text=title).filter(has_text=mark).wait_for()


def _weigh(hands: Hands) -> None:
    hands.tab("Wegen")
    for step, questions in WEIGHINGS.items():
        hands.open(f"Weging {step}:")
        for question in questions:
            hands.mark(f"case_1_weigh_{step}_{question}_", "ja")
        hands.write(f"case_1_weigh_{step}_reason_", WHY)
        hands.press(f"Leg weging {step} vast")
        _stands(hands, f"Weging {step}:", "— bevestigend")


def _check(hands: Hands) -> None:
    hands.tab("Toetsen")
    for step, questions in CHECKS.items():
        hands.open(f"Privacytoets {step}:")
        for question in questions:
            hands.write(f"case_1_check_{step}_{question}_", "Verzonnen antwoord.")
        hands.mark(f"case_1_check_{step}_allows_", "Ja, het mag")
        hands.press(f"Leg toets {step} vast")
        _stands(hands, f"Privacytoets {step}:", "— toegestaan")


def test_listed_location_goes_to_a_closed_case(office: Office) -> None:
    hands = office.sits_down("r.liaison", Role.RIEC_LIAISON)
    hands.go("Werklijst")
    hands.press("Beoordeel")
    hands.told("Eerste oordeel")
    hands.tick("Terecht: nader bekijken")
    hands.page.get_by_role("textbox", name="Reden").fill("Meer dan één feit spreekt hiervoor.")
    hands.press("Leg oordeel vast")
    hands.told("Wat weten we niet")
    hands.pop("signal_purpose_")
    hands.write("signal_purpose_", WHY)
    hands.press("Open signaal", of_form=True)
    hands.told("Zaak 1 is geopend.")
    _weigh(hands)
    _check(hands)
    for step in ("Weging 1", "Weging 2", "Weging 3", "Bureauonderzoek"):
        _move(hands, step)
    hands.tab("Vragen")
    hands.write("case_1_ask_partner_", "politie")
    hands.write("case_1_ask_question_", "Is deze plek bekend?")
    hands.press("Leg de vraag vast")
    hands.press("Geen hit")
    hands.told("geen hit")
    _move(hands, "Signaaloverleg")
    hands.press("Ik neem deze zaak")
    hands.told("Trekker: r.liaison")
    _move(hands, "Casus")
    _move(hands, "Interventie")
    hands.tab("Maatregelen")
    hands.choose("case_1_measure_instrument_")
    hands.write("case_1_measure_reason_", WHY)
    hands.press("Leg de maatregel vast")
    hands.page.get_by_text("Nog geen maatregel vastgelegd.").wait_for(state="hidden")
    hands.write("case_1_closing_reason_", WHY)
    hands.press("Vraag een tweede persoon")
    hands.told("wacht op een tweede persoon")
    hands.tab("Stukken")
    hands.choose("case_papers_1", "Verzoek aan de politie")
    hands.write("paper_reason_case_1_police-request", WHY)
    hands.press("Maak het stuk")
    assert hands.save(".docx")[:2] == b"PK"

    second = office.sits_down("d.adviseur", Role.DRIEHOEK_ADVISER)
    second.go("Taken")
    second.write("approval_reason_", "De zaak is klaar: de maatregel is uitgevoerd.")
    second.press("Keur goed")
    second.page.get_by_role("button", name="Keur goed").wait_for(state="hidden")

    hands.page.reload()
    hands.told("goedgekeurd door d.adviseur")
    hands.choose("case_1_move_to_", "Afgesloten: maatregel genomen")
    hands.write("case_1_move_reason_", WHY)
    hands.press("Zet de stap")
    hands.told("Deze zaak is klaar")
    casework = open_casework(f"sqlite:///{office.casework}", settings=load_settings())
    with casework.reading() as session:
        (case,) = session.scalars(select(Case))
        assert (case.state, case.outcome) == (State.CLOSED, Outcome.MEASURE)
        (paper,) = session.scalars(select(PaperEntry))
        assert (paper.kind, paper.cases) == ("police-request", [1])
    casework.close()


def _step(hands: Hands, to: str, title: str) -> None:
    hands.tab("Volgende stap")
    hands.open(f"Stap: {title}")
    hands.write(f"bibob_step_{to}_reason", WHY)
    hands.press(f"Naar {title}")
    hands.told(f"Het dossier staat in: {title}.")


def _party(hands: Hands, role: str, name: str) -> None:
    hands.tab("Personen en relaties")
    hands.open("Persoon toevoegen")
    hands.choose("bibob_party_role", role)
    hands.write("bibob_party_name", name)
    hands.press("Leg persoon vast")
    hands.told("Persoon vastgelegd.")


def test_application_goes_to_a_bibob_decision(office: Office) -> None:
    law = load(SHIPPED_RULES)
    hands = office.sits_down("b.officier", Role.BIBOB_OFFICER)
    hands.go("Bibob")
    hands.open("Haak die niet in de registers staat")
    hands.choose("bibob_open_hook", law.hooks["application"].title)
    hands.choose("bibob_open_kind", law.permit_kinds["exploitatie_horeca"].label)
    hands.choose("bibob_open_place")
    hands.write("bibob_open_reference", "Z-2026-0001")
    hands.write("bibob_open_purpose", "Aanvraag ontvangen en nog niet beoordeeld.")
    hands.press("Open dossier")
    hands.told("Dossier geopend.")
    _party(hands, "betrokkene", "Verzonnen Horeca B.V.")
    _party(hands, "financier", "Bedachte Geldgever")
    _step(hands, "FORM_SENT", "Formulier verzonden")
    hands.tab("Vragenlijst")
    hands.choose_all("bibob_answer_codes")
    hands.press("Leg vast")
    hands.told("Vragenlijst bijgewerkt.")
    _step(hands, "FORM_COMPLETE", "Formulier compleet")
    _step(hands, "EIGEN_ONDERZOEK", "Eigen onderzoek")
    hands.tab("Bronnen en feiten")
    hands.open("Bron toevoegen")
    hands.choose("bibob_source_kind", law.source_kinds["hr"].title)
    hands.write("bibob_source_reference", "uittreksel")
    hands.press("Leg bron vast")
    hands.told("Bron vastgelegd.")
    hands.tab("Gronden en besluit")
    for ground in law.refusals_for("exploitatie_horeca"):
        hands.open("Weigeringsgrond wegen")
        hands.choose("bibob_refusal_code", ground.title)
        hands.choose("bibob_refusal_outcome", "niet van toepassing")
        hands.write("bibob_refusal_reason", WHY)
        hands.press("Leg weging vast")
        hands.told("Weging vastgelegd.")
    hands.open("Conclusie vastleggen")
    hands.write("bibob_conclude_reason", WHY)
    hands.write("bibob_conclude_uncertainty", "Weinig is onzeker.")
    hands.write("bibob_conclude_proportionality", WHY)
    hands.press("Leg conclusie vast")
    hands.told("Conclusie vastgelegd.")
    hands.open("Noodzaak van advies afwegen")
    hands.write("bibob_advice_reason", WHY)
    hands.press("Leg afweging vast")
    hands.told("Afweging vastgelegd.")
    _step(hands, "CONCEPT_OORDEEL", "Conceptoordeel")
    hands.tab("Gronden en besluit")
    hands.open("Besluit vastleggen")
    hands.choose("bibob_decide_outcome", law.outcome("verlenen").title)
    (no_ground,) = (one for one in law.grounds.decision_grounds if one.code == "geen")
    hands.choose("bibob_decide_ground", no_ground.title)
    hands.write("bibob_decide_reason", WHY)
    hands.press("Leg besluit vast")
    hands.told("Besluit vastgelegd.")
    _step(hands, "BESLUIT", "Besluit genomen")
    hands.tab("Rapport")
    hands.choose("bibob_report_for", law.recipients["own_file"].title)
    hands.write("paper_reason_bibob_1_own_file", WHY)
    hands.press("Maak het stuk")
    assert hands.save(".docx")[:2] == b"PK"
    _step(hands, "GESLOTEN", "Gesloten")
    hands.told("Dit is het einde: er volgt geen stap.")
