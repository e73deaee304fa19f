"""REQ-BIB-1 to REQ-BIB-8 of the process, section 3.8, each by its name."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from engine.casework import audit, cases, places, scanning
from engine.casework.bibob import acting, conclusion, events, facts, files, timeline
from engine.casework.bibob.acting import By
from engine.casework.bibob.entry_models import BibobDecision, BibobStatement
from engine.casework.bibob.facts import FactGiven
from engine.casework.bibob.relations import RelationGiven
from engine.casework.bibob.words import (
    BibobState,
    Conclusion,
    EventKind,
    FactStatus,
    Ground,
    NoticeKind,
    Outcome,
    RelationType,
)
from engine.casework.case_models import CaseKind
from engine.casework.database import Casework
from engine.casework.models import Role
from engine.casework.process import tasks
from engine.errors import CaseworkError
from engine.exports.bibob.report import bibob_report
from engine.rules import loader
from engine.rules.loader import RuleSet
from engine.snapshot import Run
from tests.engine.casework import case_world
from tests.engine.casework.bibob.desk import HOOK, NOW, TODAY, WHY, Desk, officer, opened
from tests.engine.casework.conftest import SETTINGS


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return loader.load(case_world.packs(tmp_path_factory.mktemp("packs") / "rules"))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with closing(case_world.town()) as con:
        yield case_world.published(tmp_path_factory.mktemp("town") / "runs", con)


def _report(desk: Desk, recipient: str = "own_file", party: int | None = None) -> str:
    made = bibob_report(
        desk.session, desk.file, user=desk.user, recipient=recipient, now=desk.now, party=party
    )
    return json.dumps(asdict(made), default=str, ensure_ascii=False)


def _bibob_case(casework: Casework, run: Run, *, with_file: bool) -> int:
    with casework.writing() as session:
        who, where = officer(session), places.states(run, ["L1"])["L1"]
        if with_file:
            file = files.open_file(
                session, user=who, location=where, given=HOOK, purpose="Aanvraag.", now=NOW
            )
            return file.case_id
        return cases.begin(
            session, user=who, kind=CaseKind.BIBOB, location=where, purpose="Zo maar.", now=NOW
        ).id


def _scan(casework: Casework, number: int, run: Run, ruleset: RuleSet) -> list[str]:
    made = scanning.scan(
        casework, number, subject="b.officer", role=Role.BIBOB_OFFICER, run=run, ruleset=ruleset,
        settings=SETTINGS, now=NOW,
    )  # fmt: skip
    return [one["rule_id"] for one in made.outcomes]


def test_req_bib_1_gated_facts_are_read_only_with_an_open_file_and_a_valid_hook(
    casework: Casework, town: Run, ruleset: RuleSet
) -> None:
    without = _bibob_case(casework, town, with_file=False)
    with pytest.raises(CaseworkError, match="geen Bibob-dossier met een haak"):
        _scan(casework, without, town, ruleset)
    number = _bibob_case(casework, town, with_file=True)
    assert _scan(casework, number, town, ruleset) == ["AAA-04"]
    with casework.writing() as session:
        by = files.seen(session, number, user=officer(session), now=NOW).case.version
        act = By(officer(session), by, NOW)
        files.close_hook(session, number, act, on=TODAY, reason="Aanvraag vervallen.")
    with pytest.raises(CaseworkError, match="de haak is gesloten op 2 november 2026"):
        _scan(casework, number, town, ruleset)
    with casework.reading() as session:
        told = [e.actie_naam for e in audit.search(session) if "bekeken" in e.actie_naam]
    assert told == ["Zaak bekeken: regels van poort G2, G3"]


@pytest.mark.parametrize("state", [BibobState.WITHDRAWN, BibobState.CLOSED])
def test_req_bib_1_file_that_ended_reads_nothing(
    casework: Casework, town: Run, ruleset: RuleSet, state: BibobState
) -> None:
    number = _bibob_case(casework, town, with_file=True)
    with casework.writing() as session:
        desk = Desk(session, acting.find(session, number), officer(session))
        desk.step(BibobState.WITHDRAWN)
        if state is BibobState.CLOSED:
            desk.step(BibobState.CLOSED)
    with pytest.raises(CaseworkError, match=r"daar wordt niet gelezen|is gesloten"):
        _scan(casework, number, town, ruleset)


def test_req_bib_2_no_decision_but_to_grant_without_a_statement(desk: Desk) -> None:
    desk.to_draft(Conclusion.SERIOUS)
    with pytest.raises(CaseworkError, match="geen gelegenheid voor een zienswijze"):
        desk.decide(Outcome.REFUSE, "3_1")
    statement = desk.ask()
    with pytest.raises(CaseworkError, match="een zienswijze staat nog open"):
        desk.decide(Outcome.REFUSE, "3_1")
    desk.step(BibobState.STATEMENT)
    desk.hear(statement)
    desk.decide(Outcome.REFUSE, "3_1")
    desk.step(BibobState.DECISION)
    assert "weigeren" in _report(desk)


def test_req_bib_2_no_export_of_a_refusal_whose_statement_is_gone(desk: Desk) -> None:
    desk.to_decision(Conclusion.SERIOUS, Outcome.REFUSE, "3_1")
    desk.session.execute(update(BibobStatement).values(withdrawn_at=NOW))
    desk.session.expire_all()
    with pytest.raises(CaseworkError, match="geen rapport bij dit besluit"):
        _report(desk)
    desk.session.execute(update(BibobDecision).values(outcome=Outcome.GRANT))
    desk.session.expire_all()
    assert _report(desk)


def test_req_bib_2_statement_about_an_earlier_conclusion_does_not_count(desk: Desk) -> None:
    desk.to_heard(Conclusion.SERIOUS).later(1)
    desk.step(BibobState.OWN_INVESTIGATION)
    desk.conclude(Conclusion.SERIOUS)
    desk.step(BibobState.DRAFT)
    with pytest.raises(CaseworkError, match="over deze conclusie geen gelegenheid"):
        desk.decide(Outcome.REFUSE, "3_1")


@pytest.mark.parametrize("missing", ["type", "from_on", "evidence"])
def test_req_bib_3_relation_has_a_type_of_the_law_dates_and_evidence(
    desk: Desk, missing: str
) -> None:
    desk.subject()
    other, source = desk.other(), desk.source()
    assert {one.value for one in RelationType} == set(desk.law.relation_types)
    assert not {"FAMILIE", "BUREN", "HERKOMST"} & set(desk.law.relation_types)
    with pytest.raises(ValueError, match="FAMILIE"):
        RelationType("FAMILIE")
    if missing == "evidence":
        with pytest.raises(CaseworkError, match="minstens 1 bewijsstuk"):
            desk.relation(other, source, evidence=[])
    else:
        given = {
            "type": RelationType.CONTROL, "from_party": other, "to_party": other,
            "from_on": TODAY, "evidence": ["stuk:1"], "reason": WHY,
        }  # fmt: skip
        del given[missing]
        with pytest.raises(TypeError, match=missing):
            RelationGiven(**given)  # type: ignore[arg-type]
    assert desk.relation(other, source).evidence == [f"bron:{source}"]


@pytest.mark.parametrize("status", list(FactStatus))
@pytest.mark.parametrize("text", ["", "Zelfde."])
def test_req_bib_4_fact_under_the_b_ground_without_connection_is_not_saved(
    desk: Desk, status: FactStatus, text: str
) -> None:
    subject, source = desk.subject(), desk.source()
    given = FactGiven(
        Ground.B, status, date(2025, 6, 1), "opiumwet", subject, "Iets.", [f"bron:{source}"],
        connection=text, severity=WHY,
    )  # fmt: skip
    with pytest.raises(CaseworkError, match="samenhang_met_activiteit"):
        desk.do(facts.establish, given)
    assert desk.known.facts == []
    desk.do(facts.establish, replace(given, connection=WHY))
    assert [fact.connection for fact in desk.known.facts] == [WHY]


@pytest.mark.parametrize("recipient", ["krant", "", "buurman", "ALL"])
def test_req_bib_5_recipient_that_is_not_on_the_list_gets_nothing(
    desk: Desk, recipient: str
) -> None:
    with pytest.raises(CaseworkError, match=r"ontvanger .* is onbekend"):
        _report(desk, recipient)


def test_req_bib_5_other_third_parties_are_left_out(desk: Desk) -> None:
    desk.to_draft(Conclusion.SERIOUS)
    bystander = desk.other("Onbetrokken Buitenstaander")
    desk.money(form="lening", label="Lening van Buitenstaander", amount_cents=100, party=bystander)
    desk.source(party=bystander, summary="Over Onbetrokken Buitenstaander.")
    carrying = next(p for p in desk.known.parties if p.name == "Bedachte Geldgever")
    whole, subject = _report(desk, "rechter"), _report(desk, "betrokkene")
    third = _report(desk, "derde", carrying.id)
    assert "Buitenstaander" in whole
    assert "Geldgever" in whole
    assert "Buitenstaander" not in subject
    assert "Geldgever" in subject
    assert "Geldgever" in third
    for name in ("Buitenstaander", "Verzonnen Horeca", "90000001"):
        assert name not in third
    with pytest.raises(CaseworkError, match="zeg welke derde"):
        _report(desk, "derde")


def test_req_bib_5_names_of_others_are_taken_out_of_texts_too(desk: Desk) -> None:
    desk.to_investigation()
    source, other = desk.source(), desk.other()
    hidden = desk.other("Jantje Verborgenman")
    desk.relation(other, source)
    desk.fact(other, source, description="Samen met VERBORGENMAN en Bedachte Geldgever betaald.")
    assert "[derde]" in _report(desk, "betrokkene")
    assert "erborgenman" not in _report(desk, "betrokkene").lower()
    assert "VERBORGENMAN" in _report(desk, "own_file")
    desk.do(events.withdraw, what="persoon", entry=hidden, reason="Verkeerde persoon.")
    assert "erborgenman" not in _report(desk, "betrokkene").lower()


def test_req_bib_5_every_report_is_logged_with_its_recipient(desk: Desk) -> None:
    other = desk.other()
    desk.subject()
    _report(desk, "derde", other)
    entry = audit.to_vng(audit.search(desk.session)[-1])
    assert entry["actieNaam"] == "Bibob: rapport gemaakt"
    assert (entry["soortAfnemerId"], entry["afnemerId"]) == (
        "derde", f"persoon {other} in zaak {desk.number}",
    )  # fmt: skip
    assert "Geldgever" not in str(entry)


def test_req_bib_6_eight_weeks_a_data_stop_and_four_weeks(desk: Desk) -> None:
    desk.to_investigation()
    desk.source()
    desk.refusals()
    desk.do(conclusion.want_advice, wanted=True, reason=WHY)
    desk.notify(NoticeKind.SUBJECT_TOLD)
    desk.step(BibobState.ADVICE_REQUESTED)
    desk.later(7).happen(EventKind.ADVICE_DATA_ASKED)
    desk.later(10).happen(EventKind.ADVICE_DATA_RECEIVED)
    desk.later(30).happen(EventKind.ADVICE_EXTENDED, weeks=4)
    clocks = {c.code: c for c in timeline.clocks(desk.known, desk.law, as_of=desk.today)}
    asked = TODAY
    assert clocks["lbb"].due == asked + timedelta(weeks=12, days=10)
    assert clocks["lbb"].suspended_days == 10
    assert clocks["decision"].suspended_since == asked
    assert clocks["decision"].suspended_days == 48


def test_req_bib_6_other_decision_term_counts_when_its_place_is_told(session: Session) -> None:
    given = replace(HOOK, decision_weeks=12, decision_reason="APV, eigen termijn")
    desk = opened(session, given)
    clock = timeline.clock(desk.known, desk.law, "decision", as_of=TODAY)
    assert clock.due == date(2026, 12, 28)


STARTED = [
    BibobState.FORM_SENT, BibobState.FORM_COMPLETE, BibobState.OWN_INVESTIGATION, BibobState.DRAFT,
    BibobState.STATEMENT,
]  # fmt: skip


@pytest.mark.parametrize("state", STARTED)
def test_req_bib_7_withdrawing_after_the_form_was_sent_makes_a_task(
    desk: Desk, state: BibobState
) -> None:
    _reach(desk, state)
    desk.step(BibobState.WITHDRAWN)
    (task,) = tasks.of_case(desk.session, desk.file.case)
    assert (task.kind, task.title) == (
        "bibob_withdrawal", "Terugtrekking melden aan het Bibob-register",
    )  # fmt: skip
    assert task.due_on == date(2026, 11, 9)
    with pytest.raises(CaseworkError, match="meld eerst de terugtrekking"):
        desk.step(BibobState.CLOSED)
    desk.notify(NoticeKind.WITHDRAWAL)
    assert task.done_at == NOW
    desk.step(BibobState.CLOSED)


def test_req_bib_7_withdrawing_before_the_form_was_sent_makes_none(desk: Desk) -> None:
    desk.step(BibobState.WITHDRAWN)
    assert tasks.of_case(desk.session, desk.file.case) == []
    with pytest.raises(CaseworkError, match="geen plicht om dit te melden"):
        desk.notify(NoticeKind.WITHDRAWAL)


def test_req_bib_8_no_score_stands_in_any_report(
    casework: Casework, town: Run, ruleset: RuleSet
) -> None:
    number = _bibob_case(casework, town, with_file=True)
    _scan(casework, number, town, ruleset)
    with casework.writing() as session:
        desk = Desk(session, acting.find(session, number), officer(session))
        desk.to_decision(Conclusion.SERIOUS, Outcome.REFUSE, "3_1")
        made = [_report(desk, code) for code in desk.law.recipients if code != "derde"]
    for text in made:
        names = set(_keys(json.loads(text)))
        assert not {n for n in names if any(w in n for w in ("score", "band", "point", "arm"))}
        assert "AAA-04" in text
        assert not [word for word in ("risicoscore", "punten", "medium") if word in text]


@pytest.mark.parametrize("word", ["risicoscore", "de WERKLIJST", "puntenscore 12"])
def test_req_bib_8_no_text_of_a_file_takes_a_word_of_the_scan(desk: Desk, word: str) -> None:
    subject, source = desk.subject(), desk.source()
    with pytest.raises(CaseworkError, match="is geen feit in een Bibob-dossier"):
        desk.fact(subject, source, description=f"Zie {word} van de locatie.")


def _keys(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from _keys(value)


def _reach(desk: Desk, state: BibobState) -> None:
    if state is BibobState.FORM_SENT:
        desk.to_form_sent()
    elif state is BibobState.FORM_COMPLETE:
        desk.to_form_sent().form()
        desk.step(BibobState.FORM_COMPLETE)
    elif state is BibobState.OWN_INVESTIGATION:
        desk.to_investigation()
    elif state is BibobState.DRAFT:
        desk.to_draft()
    else:
        desk.to_heard(Conclusion.NONE)
