"""What each kind of paper holds, and above all what it never holds."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlalchemy.orm import Session

from engine.casework import cases, holds, judgements, places, users
from engine.casework.case_models import CaseKind
from engine.casework.models import Role, User, Verdict
from engine.casework.process import privacy_checks
from engine.errors import CaseworkError, PaperError, RunError
from engine.exports import recipients
from engine.exports.papers import (
    dossier_paper,
    inspection,
    letter,
    police_request,
    produce,
    riec,
    texts,
    training,
    weekly,
)  # fmt: skip
from engine.exports.papers.contract import Contract
from engine.exports.papers.draft import Draft
from engine.exports.papers.manifest import Decision
from engine.exports.papers.paper import (
    Bullets,
    Fields,
    Figure,
    Notice,
    Paper,
    Section,
    Table,
    Text,
)  # fmt: skip
from engine.exports.papers.texts import Texts
from engine.scoring import weeks
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run
from tests.engine.exports.conftest import (
    HITS,
    HOUSE,
    ROWS,
    SOLE_TRADER_KVK,
    SOLE_TRADER_NAME,
    YARD,
    make_run,
)
from tests.engine.exports.papers.conftest import NOW, REASON
from tests.engine.scoring.build import hit, hits_table


def _texts(contract: Contract) -> Texts:
    return texts.load(SHIPPED_RULES, contract)


def _whole(contract: Contract, draft: Draft) -> Paper:
    """The paper as its first allowed recipient gets it."""
    to = next(one for one in recipients.load(SHIPPED_RULES) if one.kind == contract.kind)
    decision = Decision("m.jansen", Role.RIEC_LIAISON.value, REASON, NOW)
    found = _texts(contract)
    return produce.put_together(found, draft, to, decision, keep_until=date(2027, 5, 2))


def _said(paper: Paper) -> str:
    """Every text of a paper."""
    parts = [paper.title, paper.subtitle, paper.footer, *(c for row in paper.header for c in row)]
    parts += [note.text for note in paper.notes]
    return "\n".join([*parts, *(text for s in paper.sections for text in _section(s))])


def _section(section: Section) -> list[str]:
    said = [section.heading]
    for block in section.blocks:
        match block:
            case Text(text) | Notice(text):
                said.append(text)
            case Bullets(items):
                said += items
            case Fields(rows):
                said += [cell for row in rows for cell in row]
            case Figure(_, alt, caption):
                said += [alt, caption]
            case Table(_, columns, rows):
                said += [column.title for column in columns]
                said += [cell for row in rows for cell in row]
    return said


def _judge(session: Session, user: User, run: Run, location: str) -> None:
    state = places.states(run, [location])[location]
    judgements.judge(
        session, user=user, location=state, run=run.path.name, week=weeks.week_of(run.as_of),
        verdict=Verdict.UNCLEAR, reason="niet te zien", now=NOW,
    )  # fmt: skip


def _mask(session: Session, user: User, run: Run, location: str) -> None:
    state = places.states(run, [location])[location]
    holds.mask(session, user=user, location=state, reason="mogelijk slachtoffer", now=NOW)


@pytest.fixture
def listed(tmp_path_factory: pytest.TempPathFactory, village: Run) -> Run:
    """The village with a list of two, of which one is random."""
    folder = tmp_path_factory.mktemp("listed") / village.path.name
    folder.mkdir()
    for file in village.path.rglob("*"):
        if file.is_file():
            target = folder / file.relative_to(village.path)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
    week = weeks.week_of(village.as_of)
    rows = {
        "week": [week, week], "position": [1, 2], "location_id": [HOUSE, YARD],
        "arm": ["random", "ranked"],
    }  # fmt: skip
    pq.write_table(pa.table(rows), folder / "worklist.parquet")
    return Run(folder)


def _weekly(session: Session, run: Run, user: User) -> str:
    found = _texts(weekly.CONTRACT)
    return _said(_whole(weekly.CONTRACT, weekly.draft(session, run, user=user, texts=found)))


def test_unjudged_list_tells_facts_and_no_hit_band_or_arm(
    session: Session, listed: Run, liaison: User
) -> None:
    said = _weekly(session, listed, liaison)
    assert "Polderpad 1, Oud Ade" in said
    assert "Kas en Co" in said
    for hidden in ("Veel nieuwe bedrijven", "Band:", "Op deze lijst gekomen", "op volgorde"):
        assert hidden not in said


def test_band_of_one_judged_location_is_told_and_no_arm_of_any(
    session: Session, listed: Run, liaison: User
) -> None:
    _judge(session, liaison, listed, YARD)
    said = _weekly(session, listed, liaison)
    assert "Veel nieuwe bedrijven" in said
    assert "accountantskantoor; familiebedrijf" in said
    assert said.count("Band: ") == 1
    assert "Op deze lijst gekomen" not in said


def test_arms_are_told_when_every_location_was_judged(
    session: Session, listed: Run, liaison: User
) -> None:
    for location in (YARD, HOUSE):
        _judge(session, liaison, listed, location)
    said = _weekly(session, listed, liaison)
    assert "Op deze lijst gekomen: aselect." in said
    assert "Op deze lijst gekomen: op volgorde." in said


def test_masked_location_is_on_no_list_but_that_of_care(
    session: Session, listed: Run, liaison: User
) -> None:
    _mask(session, liaison, listed, YARD)
    analyst = users.sign_in(session, subject="a", role=Role.ANALYST, now=NOW)
    said = _weekly(session, listed, analyst)
    assert "Polderpad" not in said
    assert "mag zien: 1" in said.replace("deze rol ze niet mag zien", "mag zien")
    carer = users.sign_in(session, subject="z", role=Role.CARE_ADVISER, now=NOW)
    assert "Polderpad" in _weekly(session, listed, carer)


def test_run_without_a_list_has_no_weekly_paper(
    session: Session, sample_run: Run, liaison: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Run.table
    monkeypatch.setattr(Run, "table", lambda self, name: table(self, name).slice(0, 0))
    with pytest.raises(PaperError, match="geen weeklijst"):
        weekly.draft(session, sample_run, user=liaison, texts=_texts(weekly.CONTRACT))


def test_paper_names_no_person_and_no_points(session: Session, village: Run, liaison: User) -> None:
    _judge(session, liaison, village, YARD)
    draft = dossier_paper.draft(session, village, location=YARD, user=liaison)
    said = _said(_whole(dossier_paper.CONTRACT, draft))
    for secret in (SOLE_TRADER_KVK, SOLE_TRADER_NAME, "Pabab", "Pcdcd", "Pefef", "Verborgen"):
        assert secret not in said
    assert " punten" not in said
    assert "Kas en Co" in said
    assert "GEN-01" in draft.origin.rules


def test_dossier_before_a_judgement_tells_no_hit(
    session: Session, village: Run, liaison: User
) -> None:
    draft = dossier_paper.draft(session, village, location=YARD, user=liaison)
    said = _said(_whole(dossier_paper.CONTRACT, draft))
    assert "na het eerste oordeel" in said
    assert "Veel nieuwe bedrijven" not in said
    assert draft.origin.rules == ()


def _plan(session: Session, run: Run, user: User, *locations: str) -> Draft:
    return inspection.draft(
        session, run, locations=locations, held_on=date(2026, 12, 3), user=user,
        texts=_texts(inspection.CONTRACT),
    )  # fmt: skip


def test_plan_has_its_fourteen_parts_map_route_and_dwelling(
    session: Session, village: Run, liaison: User
) -> None:
    paper = _whole(inspection.CONTRACT, _plan(session, village, liaison, HOUSE, YARD))
    heads = [s.heading for s in paper.sections if s.level == 1]
    assert [head.split(".")[0] for head in heads] == [str(n) for n in range(1, 15)]
    said = _said(paper)
    assert "Samen 0,7 km hemelsbreed." in said
    assert said.count("Ja: de BAG geeft een woonfunctie.") == 2
    figures = [b for s in paper.sections for b in s.blocks if isinstance(b, Figure)]
    assert figures[0].png.startswith(b"\x89PNG")


def test_plan_tells_no_report_of_a_citizen_and_no_owner(
    session: Session, village: Run, liaison: User
) -> None:
    said = _said(_whole(inspection.CONTRACT, _plan(session, village, liaison, YARD)))
    assert "vergunning opslag geweigerd" in said
    for kept in ("nachtelijk verkeer", "zakelijk recht", "overdracht", "Veel nieuwe bedrijven"):
        assert kept not in said


@pytest.mark.parametrize("count", [0, 26])
def test_plan_of_no_or_too_many_locations_is_refused(
    session: Session, village: Run, liaison: User, count: int
) -> None:
    with pytest.raises(PaperError, match=f"1 tot 25 locaties, niet {count}"):
        _plan(session, village, liaison, *[f"L{n}" for n in range(count)])


def test_plan_of_an_unknown_location_is_refused(
    session: Session, village: Run, liaison: User
) -> None:
    with pytest.raises(RunError, match="geen locatie L-weg"):
        _plan(session, village, liaison, "L-weg")


def test_place_of_a_possible_victim_is_neither_visited_nor_written_to(
    session: Session, village: Run, liaison: User
) -> None:
    _mask(session, liaison, village, YARD)
    with pytest.raises(PaperError, match=f"een controle kan niet voor {YARD}: eerst zorg"):
        _plan(session, village, liaison, YARD, HOUSE)
    with pytest.raises(PaperError, match="een brief kan niet voor"):
        letter.to_owner(
            session, village, location=YARD, subject="Uw erf", is_selected=False, user=liaison
        )


def test_route_to_care_holds_a_visit_back_before_anybody_masked_the_place(
    session: Session, liaison: User, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = hits_table([*HITS, hit("MEN-01", YARD, role="route", points=0.0, explanation="x")])
    run = make_run(tmp_path_factory.mktemp("care") / "runs", ROWS, rows)
    with pytest.raises(PaperError, match="eerst zorg") as caught:
        _plan(session, run, liaison, YARD)
    assert "MEN" not in str(caught.value)


@pytest.mark.parametrize(("is_selected", "told"), [(True, "ja. Vaste"), (False, "nee. Een")])
def test_req_trn_2_letter_to_an_owner_says_whether_selection_played_a_role(
    session: Session, village: Run, liaison: User, is_selected: bool, told: str
) -> None:
    draft = letter.to_owner(
        session, village, location=YARD, subject="Uw erf", is_selected=is_selected, user=liaison
    )
    said = _said(_whole(letter.OWNER, draft))
    assert f"Geautomatiseerde selectie heeft een rol gespeeld: {told}" in said
    assert said.count("Geautomatiseerde selectie heeft een rol gespeeld") == 1
    for kept in ("Veel nieuwe bedrijven", "Kas en Co", "Band", "GEN-01"):
        assert kept not in said


def test_letter_to_residents_tells_the_measure_and_its_days(
    session: Session, village: Run, liaison: User
) -> None:
    def made(instrument: str, ends: date | None) -> Draft:
        return letter.to_residents(
            session, village, location=YARD, instrument=instrument, user=liaison,
            starts_on=date(2026, 11, 3), ends_on=ends,
            phrases=_texts(letter.RESIDENTS).of.phrases,
        )  # fmt: skip

    said = _said(_whole(letter.RESIDENTS, made("13b", None)))
    assert "Opiumwet art. 13b" in said
    assert "tot nader bericht" in said
    with pytest.raises(PaperError, match="instrument XX is onbekend"):
        made("XX", None)
    with pytest.raises(PaperError, match="eindigt niet voor het begin"):
        made("13b", date(2026, 11, 2))


@pytest.mark.parametrize("area", ["x" * 121, "a\nb"])
def test_area_of_a_letter_is_one_short_line(area: str) -> None:
    with pytest.raises(PaperError, match="ten hoogste 120 tekens"):
        letter.to_entrepreneurs(area=area)


def test_practice_case_is_of_the_invented_municipality_only(sample_run: Run, village: Run) -> None:
    found = _texts(training.CONTRACT)
    (location,) = sample_run.table("worklist")["location_id"].to_pylist()[:1]
    said = _said(
        _whole(training.CONTRACT, training.draft(sample_run, location=location, texts=found))
    )
    assert "Welke onschuldige verklaringen" in said
    assert "Band" not in said
    with pytest.raises(PaperError, match="geen run van de verzonnen gemeente"):
        training.draft(village, location=YARD, texts=found)


@pytest.fixture
def number(session: Session, village: Run, liaison: User) -> int:
    """An open signal at the yard."""
    state = places.states(village, [YARD])[YARD]
    return cases.open_case(
        session, user=liaison, kind=CaseKind.SIGNAL, location=state, purpose="vraag", now=NOW
    ).id


def _police(session: Session, run: Run, user: User, number: int, received: list[str] | None) -> str:
    found = _texts(police_request.CONTRACT)
    draft = police_request.draft(
        session, run, number=number, received=received, user=user, texts=found
    )
    return _said(_whole(police_request.CONTRACT, draft))


def test_request_to_the_police_asks_and_tells_no_hit(
    session: Session, village: Run, liaison: User, number: int
) -> None:
    said = _police(session, village, liaison, number, None)
    assert said.count("gevraagd") >= 13
    assert "Wat ontbreekt" not in said
    assert "Veel nieuwe bedrijven" not in said


def test_checklist_flags_what_is_missing_and_for_what(
    session: Session, village: Run, liaison: User, number: int
) -> None:
    every = [question.id for question in _texts(police_request.CONTRACT).of.questions]
    said = _police(session, village, liaison, number, [q for q in every if q != "antecedenten"])
    assert "12 van 13 vragen" in said
    assert "Niet volledig te motiveren zonder aanvulling: verwijtbaarheid." in said
    assert "Alle vragen zijn beantwoord." in _police(session, village, liaison, number, every)


def test_request_to_the_police_needs_an_open_case_and_known_questions(
    session: Session, village: Run, liaison: User, number: int
) -> None:
    with pytest.raises(PaperError, match="onbekende vraag kleur; bekend: aanleiding"):
        _police(session, village, liaison, number, ["kleur"])
    with pytest.raises(CaseworkError, match="er is geen zaak 99"):
        _police(session, village, liaison, 99, None)
    analyst = users.sign_in(session, subject="a", role=Role.ANALYST, now=NOW)
    with pytest.raises(CaseworkError, match="als analist mag u dit niet"):
        _police(session, village, analyst, number, None)


def _riec(session: Session, run: Run, user: User, number: int, **answers: str) -> Draft:
    found = _texts(riec.CONTRACT)
    return riec.draft(session, run, number=number, answers=answers, user=user, texts=found)


def test_form_for_the_riec_waits_for_the_privacy_check(
    session: Session, village: Run, liaison: User, number: int
) -> None:
    with pytest.raises(PaperError, match="eerst 'Privacytoets 2A"):
        _riec(session, village, liaison, number)


def test_form_for_the_riec_has_its_fifteen_parts_with_both_sides(
    session: Session, village: Run, liaison: User, number: int
) -> None:
    case = cases.find(session, number)
    answers = dict.fromkeys(("wat", "met_wie", "grondslag", "noodzaak"), "antwoord")
    privacy_checks.record(session, case, "2A", user=liaison, answers=answers, allows=True, now=NOW)
    draft = _riec(session, village, liaison, number, spoed="Geen spoed.")
    paper = _whole(riec.CONTRACT, draft)
    heads = [s.heading[0] for s in paper.sections if s.heading[1:3] == ". "]
    assert heads == list("ABCDEFGHIJKLMNO")
    said = _said(paper)
    assert "4 bedrijven begonnen hier" in said
    assert "Bij de laatste controle was alles in orde." in said
    assert "Geen spoed." in said
    assert draft.origin.cases == (number,)
    with pytest.raises(PaperError, match="onbekende vraag kleur"):
        _riec(session, village, liaison, number, kleur="rood")
