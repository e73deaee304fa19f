"""The paper of an agenda item: thirteen sections, and what each recipient may read."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import holds, judgements, places
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseScan
from engine.casework.meetings import agenda, preparing
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.definition import SECTIONS
from engine.casework.meetings.models import AgendaItem, MeetingKind, Purpose
from engine.casework.models import User, Verdict
from engine.casework.process import measures, requests
from engine.casework.process.models import Answer
from engine.errors import CaseworkError
from engine.exports.driehoek.build import papers
from engine.exports.driehoek.content import Paper, Section
from engine.snapshot import Run
from tests.engine.exports.conftest import SOLE_TRADER_KVK, SOLE_TRADER_NAME, YARD
from tests.engine.exports.driehoek.conftest import NOW, allow, with_worklist

SECRET = ("polderpad", "9999", "1884100000000002", YARD.lower(), "pabab", SOLE_TRADER_KVK,
          SOLE_TRADER_NAME.lower())  # fmt: skip


def _section(paper: Paper, section_id: str) -> Section:
    return next(one for one in paper.sections if one.id == section_id)


def _told(paper: Paper) -> str:
    return "\n".join(paper.strings()).lower()


@pytest.fixture
def all_allowed(session: Session, case: Case, riec: User) -> None:
    allow(session, case, riec, "1", "2A", "2B")


def test_paper_has_thirteen_sections_for_three_recipients(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    made = papers(session, item, run, user=adviser, now=NOW)
    assert [paper.recipient for paper in made] == ["burgemeester", "officier", "politie"]
    for paper in made:
        assert tuple(one.id for one in paper.sections) == SECTIONS
        header = dict(paper.header)
        assert header["Agendapunt"] == "1. Zaak 1"
        assert (header["Doel"], header["Datum"]) == ("ter bespreking", "10 november 2026")
        assert header["Steller"] == "u.adviser (adviseur driehoek)"


def test_no_address_and_no_person_in_any_paper_without_a_basis(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    """Process 4.1: location-coded; what people typed about the place is coded as well."""
    for paper in papers(session, item, run, user=adviser, now=NOW):
        told = _told(paper)
        assert [secret for secret in SECRET if secret in told] == []
        assert "loc-001" in told
    mayor = papers(session, item, run, user=adviser, now=NOW)[0]
    asked = ("Controle van LOC-001", "Gesprek met de gebruiker")
    assert _section(mayor, "requested").bullets == asked


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        ((), []),
        (("1",), []),
        (("1", "2A"), ["burgemeester"]),
        (("1", "2A", "2B"), ["burgemeester", "officier", "politie"]),
    ],
)
def test_address_is_shown_with_the_privacy_check_that_compartments_ask_for(
    session: Session, item: AgendaItem, run: Run, case: Case, riec: User, steps: tuple[str, ...],
    shown: list[str],
) -> None:  # fmt: skip
    allow(session, case, riec, *steps)
    made = papers(session, item, run, user=riec, now=NOW)
    assert [paper.recipient for paper in made if "polderpad" in _told(paper)] == shown


def test_check_that_says_no_counts_over_an_older_yes(
    session: Session, item: AgendaItem, run: Run, case: Case, riec: User
) -> None:
    allow(session, case, riec, "2A")
    allow(session, case, riec, "2A", allows=False)
    mayor = papers(session, item, run, user=riec, now=NOW)[0]
    assert "polderpad" not in _told(mayor)


@pytest.mark.usefixtures("all_allowed")
def test_signals_stand_in_the_column_of_how_firm_they_are(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    mayor = papers(session, item, run, user=adviser, now=NOW)[0]
    (table,) = _section(mayor, "signals").tables
    assert table.columns == ("Vastgesteld", "Gemeld", "Niet bekend", "Bron en datum")
    rows = {row: [bool(cell) for cell in row[:3]] for row in table.rows}
    by_rule = {next(cell for cell in row if cell).rpartition("(")[2]: kind
               for row, kind in rows.items()}  # fmt: skip
    assert by_rule["GEN-01)"] == [True, False, False]
    assert by_rule["DRG-05)"] == [False, True, False]
    assert by_rule["FRD-01)"] == [False, False, True]
    assert "BRN-01)" not in by_rule, "a rule on trial tells nothing at a table"
    assert ("4 bedrijven begonnen hier in 24 maanden. (GEN-01)", "", "",
            "handelsregister; 1 september 2026") in table.rows  # fmt: skip


@pytest.mark.usefixtures("all_allowed")
def test_what_pleads_against_is_told_beside_the_signals(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    for paper in papers(session, item, run, user=adviser, now=NOW):
        section = _section(paper, "mitigating")
        assert not section.is_withheld
    mayor = papers(session, item, run, user=adviser, now=NOW)[0]
    told = [row[0] for row in _section(mayor, "mitigating").tables[0].rows]
    assert told[:3] == [
        "Bij de laatste controle was alles in orde. (DRG-90)", "accountantskantoor",
        "familiebedrijf",
    ]  # fmt: skip


@pytest.mark.usefixtures("all_allowed")
@pytest.mark.parametrize("word", ["punten", "score", "band hoog", "band midden"])
def test_no_points_or_band_anywhere(
    session: Session, item: AgendaItem, run: Run, adviser: User, word: str
) -> None:
    for paper in papers(session, item, run, user=adviser, now=NOW):
        assert word not in _told(paper)


def test_hits_of_a_listed_location_wait_for_its_first_judgement(
    session: Session, item: AgendaItem, village: Run, tmp_path: Path, riec: User
) -> None:
    """REQ-HUM-2: hits come after the first judgement, in papers too."""
    listed = with_worklist(village, tmp_path / "listed", YARD)
    mayor = papers(session, item, listed, user=riec, now=NOW)[0]
    assert "(GEN-01)" not in "\n".join(mayor.strings())
    assert "na het eerste oordeel" in _section(mayor, "signals").text[0]
    judgements.judge(
        session, user=riec, location=places.states(listed, [YARD])[YARD], run=listed.path.name,
        week="2026-W44", verdict=Verdict.UNCLEAR, reason="Bekeken.", now=NOW,
    )  # fmt: skip
    mayor = papers(session, item, listed, user=riec, now=NOW)[0]
    assert "(GEN-01)" in "\n".join(mayor.strings())


def _scan(session: Session, case: Case, user: User, gate: str, role: str = "scenario") -> None:
    outcome = {
        "rule_id": "AAA-09", "version": "1.0.0", "outcome": "HIT", "reason": None,
        "explanation": "De politie trof goederen aan.", "filtered_by": None, "evidence":
        ["politie:police_report:p1"], "newest": "2026-10-01", "title": "Rapportage", "status":
        "test", "role": role, "gate": gate, "false_positives": ["verwisseld adres"],
        "route_to": None,
    }  # fmt: skip
    session.add(CaseScan(case=case, run="r", as_of=date(2026, 11, 1), scanned_by=user,
                         scanned_at=NOW, outcomes=[outcome], not_judged={}))  # fmt: skip
    session.flush()


@pytest.mark.usefixtures("all_allowed")
@pytest.mark.parametrize(
    ("gate", "seen"),
    [
        ("O", ["burgemeester", "officier", "politie"]),
        ("G1", ["burgemeester", "officier", "politie"]),
        ("G2", ["burgemeester", "officier"]),
        ("G3", []),
        ("G4", ["burgemeester"]),
    ],
)
def test_stricter_facts_go_only_to_who_has_a_basis(
    session: Session, item: AgendaItem, run: Run, case: Case, riec: User, gate: str,
    seen: list[str],
) -> None:  # fmt: skip
    """Bibob facts (G3) never come to the driehoek, whatever was checked."""
    _scan(session, case, riec, gate)
    made = papers(session, item, run, user=riec, now=NOW)
    told = "de politie trof goederen aan. (aaa-09)"
    assert [paper.recipient for paper in made if told in _told(paper)] == seen
    for paper in made:
        assert (("AAA-09", "1.0.0") in paper.rules) is (paper.recipient in seen)


@pytest.mark.usefixtures("all_allowed")
def test_routes_to_care_are_in_no_paper(
    session: Session, item: AgendaItem, run: Run, case: Case, riec: User
) -> None:
    _scan(session, case, riec, "O", role="route")
    for paper in papers(session, item, run, user=riec, now=NOW):
        assert "AAA-09" not in "\n".join(paper.strings())


@pytest.mark.usefixtures("all_allowed")
def test_possible_victim_has_no_address_and_no_paper_for_the_adviser(
    session: Session, item: AgendaItem, run: Run, riec: User, adviser: User
) -> None:
    """REQ-VIC-1, also when it is known after the item was put on the agenda."""
    holds.mask(session, user=riec, location=places.states(run, [YARD])[YARD], reason="?", now=NOW)
    with pytest.raises(CaseworkError, match="afgeschermd; vraag: zorgadviseur"):
        papers(session, item, run, user=adviser, now=NOW)
    for paper in papers(session, item, run, user=riec, now=NOW):
        assert "polderpad" not in _told(paper)
        assert _section(paper, "picture").text[0].startswith("De locatie is afgeschermd")


@pytest.mark.usefixtures("all_allowed")
def test_only_whether_a_partner_had_something_is_told_and_only_to_whom_it_may(
    session: Session, item: AgendaItem, run: Run, case: Case, riec: User
) -> None:
    for partner, found in (("omgevingsdienst", Answer.HIT), ("UWV", Answer.NO_HIT)):
        asked = requests.ask(session, case, user=riec, partner=partner, question="Iets?", now=NOW)
        requests.answer(session, case, asked, user=riec, found=found, now=NOW)
        if found is Answer.HIT:
            requests.ask_content(session, case, asked, user=riec, now=NOW)
            requests.receive(session, case, asked, user=riec, content="Geheime inhoud", now=NOW)
    mayor, officer, police = papers(session, item, run, user=riec, now=NOW)
    assert "omgevingsdienst: hit op een vraag" in _told(mayor)
    assert "uwv: geen hit" in _told(mayor)
    for paper in (mayor, officer, police):
        assert "geheime inhoud" not in _told(paper)
    assert "omgevingsdienst" not in _told(officer) + _told(police)


def test_what_is_still_to_be_written_is_told(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    mayor = papers(session, item, run, user=adviser, now=NOW)[0]
    assert "Veiligheid van uitvoerders" not in mayor.lacking
    assert mayor.lacking[-1] == "Capaciteit en planning"
    assert _section(mayor, "safety").text == ("Hond op het erf aan het LOC-001.",)


def test_privacy_section_tells_basis_checks_and_last_day(
    session: Session, item: AgendaItem, run: Run, case: Case, riec: User
) -> None:
    allow(session, case, riec, "2A")
    police = papers(session, item, run, user=riec, now=NOW, recipients=["politie"])[0]
    told = {row[0]: row[1] for row in _section(police, "privacy").tables[0].rows}
    assert told["Grondslag voor deze ontvanger"] == "Politiewet art. 13 (te verifiëren)"
    assert told["Bewaren tot uiterlijk"] == "3 november 2031"
    assert police.keep_until == date(2031, 11, 3)
    assert "Privacytoets 1: mogen wij kijken?" in told
    assert "polderpad" not in _told(police)


def test_measures_and_earlier_decisions_are_steps(
    session: Session, item: AgendaItem, run: Run, case: Case, riec: User
) -> None:
    measures.record(
        session, case, user=riec, instrument="LOD", decided_on=NOW.date(), reason="x", now=NOW
    )
    mayor = papers(session, item, run, user=riec, now=NOW)[0]
    told = [row[1] for row in _section(mayor, "steps").tables[0].rows]
    assert told[0] == "Casus"
    assert told[1].startswith("maatregel: last onder dwangsom")


def test_free_subject_has_a_paper_without_a_run(
    session: Session, item: AgendaItem, adviser: User
) -> None:
    free = agenda.add(
        session, item.meeting, user=adviser, case=None, details=Details(subject="Jaarplan"),
        now=NOW,
    )  # fmt: skip
    mayor = papers(session, free, None, user=adviser, now=NOW)[0]
    assert _section(mayor, "signals").text == ("Niet van toepassing op dit punt.",)
    with pytest.raises(CaseworkError, match="vraagt een run"):
        papers(session, item, None, user=adviser, now=NOW)


@pytest.mark.parametrize(
    ("purpose", "applicable"),
    [
        (Purpose.INFORMATION, "requested occasion"),
        (Purpose.DECISION, "requested occasion powers options safety communication capacity"),
    ],
)
def test_free_subject_asks_what_its_purpose_needs(
    session: Session, item: AgendaItem, adviser: User, purpose: Purpose, applicable: str
) -> None:
    details = Details(subject="Jaarplan", purpose=purpose)
    free = agenda.add(session, item.meeting, user=adviser, case=None, details=details, now=NOW)
    mayor = papers(session, free, None, user=adviser, now=NOW)[0]
    told = [one.id for one in mayor.sections if one.is_applicable and not one.is_withheld]
    assert told == applicable.split()
    assert [one.id for one in mayor.sections if one.is_lacking] == told[1:]


def test_what_was_written_is_told_though_nobody_asked(
    session: Session, item: AgendaItem, adviser: User
) -> None:
    details = Details(
        subject="Jaarplan", purpose=Purpose.INFORMATION, texts={"safety": "Geen bijzonder risico."}
    )
    free = agenda.add(session, item.meeting, user=adviser, case=None, details=details, now=NOW)
    safety = _section(papers(session, free, None, user=adviser, now=NOW)[0], "safety")
    assert (safety.text, safety.is_lacking) == (("Geen bijzonder risico.",), False)


def test_case_for_information_asks_no_options_and_tells_its_steps(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    item.purpose = Purpose.INFORMATION
    mayor = papers(session, item, run, user=adviser, now=NOW)[0]
    assert not _section(mayor, "options").is_applicable
    assert _section(mayor, "steps").tables
    powers = _section(mayor, "powers")
    assert (powers.is_applicable, powers.is_lacking) == (True, False)


def test_unknown_recipient_and_meeting_without_papers_are_refused(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    with pytest.raises(CaseworkError, match="krijgt pers geen stuk; wel: burgemeester, officier"):
        papers(session, item, run, user=adviser, now=NOW, recipients=["pers"])
    day = NOW.date() + timedelta(days=3)
    other = preparing.create(session, user=adviser, kind=MeetingKind.RIEC, day=day, now=NOW)
    there = agenda.add(session, other, user=adviser, case=item.case, details=Details(), now=NOW)
    with pytest.raises(CaseworkError, match="van een RIEC-overleg krijgt niemand geen stuk"):
        papers(session, there, run, user=adviser, now=NOW)


def test_making_papers_is_logged_with_the_recipients(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    papers(session, item, run, user=adviser, now=NOW, recipients=["politie"])
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    assert entry.actie_naam == "Stuk voor een overleg opgesteld"
    assert entry.verwerkte_objecten[0]["verwerkteSoortenGegevens"] == ["stuk", "politie"]


def test_same_matter_gives_the_same_paper(
    session: Session, item: AgendaItem, run: Run, adviser: User
) -> None:
    first = papers(session, item, run, user=adviser, now=NOW)
    assert papers(session, item, run, user=adviser, now=NOW) == first
