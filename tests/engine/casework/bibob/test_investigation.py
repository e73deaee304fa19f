"""What an officer records: form, sources, relations, facts, money, weighings, conclusion."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from engine.casework.bibob import conclusion, events, files, financing, grounds, questionnaire
from engine.casework.bibob.financing import Analysis
from engine.casework.bibob.words import (
    AnswerState,
    BibobState,
    Conclusion,
    Direction,
    FactStatus,
    Ground,
    Outcome,
    RefusalOutcome,
    RelationType,
    SourceResult,
)
from engine.errors import CaseworkError
from tests.engine.casework.bibob.desk import HOOK, TODAY, WHY, Desk, opened


def _answer(desk: Desk, question: str, state: AnswerState, **given: Any) -> None:
    named = {"on": desk.today, **given}
    desk.do(questionnaire.answer, question=question, state=state, **named)


def test_questionnaire_tells_what_is_missing_by_its_newest_answer(desk: Desk) -> None:
    desk.to_form_sent().form()
    assert questionnaire.missing(desk.known, desk.law) == []
    _answer(desk, "kvk", AnswerState.MISSING)
    assert [one.code for one in questionnaire.missing(desk.known, desk.law)] == ["kvk"]
    _answer(desk, "kvk", AnswerState.NOT_APPLICABLE, note="Nog niet ingeschreven.")
    assert questionnaire.missing(desk.known, desk.law) == []


@pytest.mark.parametrize(
    ("question", "state", "given", "told"),
    [
        ("bloedgroep", AnswerState.RECEIVED, {}, "vraag bloedgroep is onbekend"),
        ("onderaannemers", AnswerState.RECEIVED, {}, "is onbekend"),
        ("kvk", AnswerState.NOT_APPLICABLE, {}, "zeg waarom"),
        ("kvk", AnswerState.RECEIVED, {"on": TODAY + timedelta(days=1)}, "moet nog komen"),
        ("kvk", AnswerState.RECEIVED, {"on": date(2026, 1, 1)}, "ligt voor de haak"),
    ],
)
def test_answer_that_is_not_right_is_refused(
    desk: Desk, question: str, state: AnswerState, given: dict[str, Any], told: str
) -> None:
    desk.to_form_sent()
    with pytest.raises(CaseworkError, match=told):
        _answer(desk, question, state, **given)


def test_answer_before_the_form_was_sent_is_refused(desk: Desk) -> None:
    with pytest.raises(CaseworkError, match="nog niet verzonden"):
        _answer(desk, "kvk", AnswerState.RECEIVED)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "kroeg"}, "bron kroeg is onbekend"),
        ({"kind": "web"}, "vraagt een schermafdruk"),
        ({"kind": "web", "capture_hash": "abc"}, "64 tekens"),
        ({"kind": "politie"}, "pas als het formulier binnen is"),
        ({"kind": "belasting"}, "pas als het formulier binnen is"),
        ({"consulted_on": TODAY + timedelta(days=1)}, "moet nog komen"),
        ({"consulted_on": date(2026, 10, 1)}, "ligt voor de haak"),
        ({"party": 99}, "geen persoon 99"),
        ({"reference": ""}, "de vindplaats ontbreekt"),
        ({"summary": "Zie de werklijst."}, "is geen feit in een Bibob-dossier"),
    ],
)
def test_source_that_is_not_right_is_refused(
    desk: Desk, changes: dict[str, Any], told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        desk.source(**changes)
    assert desk.known.sources == []


def test_open_page_stands_with_its_capture(desk: Desk) -> None:
    number = desk.source("web", capture_hash="a" * 64, reference="https://voorbeeld.invalid/p")
    assert desk.known.sources[0].id == number


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"is_direct": None}, "zeg of zij direct of indirect is"),
        ({"type": RelationType.PARTNERSHIP}, "kent geen direct of indirect"),
        ({"type": RelationType.SELF, "is_direct": None}, "van betrokkene naar betrokkene"),
        ({"until": date(2023, 1, 1)}, "ligt voor het begin"),
        ({"until": TODAY + timedelta(days=1)}, "moet nog komen"),
        ({"from_on": TODAY + timedelta(days=1)}, "moet nog komen"),
        ({"from_party": 99}, "geen persoon 99"),
        ({"reason": "Familie."}, "de motivering is korter dan 30 tekens"),
        ({"evidence": ["bron:99"]}, "geen bron 99"),
        ({"evidence": ["gehoord"]}, "niet herkend"),
        ({"evidence": ["kvk:familie:7"]}, "niet herkend"),
    ],
)
def test_relation_that_is_not_right_is_refused(
    desk: Desk, changes: dict[str, Any], told: str
) -> None:
    desk.subject()
    other, source = desk.other(), desk.source()
    with pytest.raises(CaseworkError, match=told):
        desk.relation(other, source, **changes)
    assert desk.known.relations == []


def test_relation_goes_to_or_from_the_subject_never_between_others(desk: Desk) -> None:
    subject, other, third, source = desk.subject(), desk.other(), desk.other("Ander"), desk.source()
    assert desk.relation(other, source).direction is Direction.INWARD
    outward = desk.relation(subject, source, from_party=subject, to_party=other)
    assert outward.direction is Direction.OUTWARD
    own = {"type": RelationType.SELF, "from_party": subject, "is_direct": None}
    assert desk.relation(subject, source, **own).direction is Direction.SELF
    with pytest.raises(CaseworkError, match="tussen betrokkene en een ander"):
        desk.relation(other, source, to_party=third)
    past = desk.relation(other, source, until=date(2025, 1, 1))
    assert (past.is_current, past.until_on) == (False, date(2025, 1, 1))


def test_evidence_is_kept_once_and_sorted(desk: Desk) -> None:
    desk.subject()
    other, source = desk.other(), desk.source()
    given = [f"bron:{source}", "stuk:D-1", "kvk:officer:9", "stuk:D-1 "]
    made = desk.relation(other, source, evidence=given)
    assert made.evidence == [f"bron:{source}", "kvk:officer:9", "stuk:D-1"]


@pytest.mark.parametrize(
    "evidence",
    [["scan:1:GEN-01"], ["run:hits:1"], ["score:x:1"], ["GEN-01"], ["FRD-K2"], ["werklijst"]],
)
def test_what_the_scan_said_is_never_evidence(desk: Desk, evidence: list[str]) -> None:
    other, source = desk.subject(), desk.source()
    with pytest.raises(CaseworkError, match=r"geen bewijs van een feit|niet herkend"):
        desk.fact(other, source, evidence=evidence)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"offence": "zonde"}, "soort feit zonde is onbekend"),
        ({"happened_on": TODAY + timedelta(days=1)}, "moet nog komen"),
        ({"evidence": []}, "minstens 1 bewijsstuk"),
        ({"severity": "Erg."}, "de ernst van het vermoeden is korter"),
        ({"description": "Hoge risicoscore."}, "is geen feit in een Bibob-dossier"),
        ({"benefit_euro": -1, "benefit_reason": WHY}, "een voordeel heeft 0 tot"),
        ({"benefit_euro": 5000}, "waar het voordeel op berust ontbreekt"),
    ],
)
def test_fact_that_is_not_right_is_refused(desk: Desk, changes: dict[str, Any], told: str) -> None:
    subject, source = desk.subject(), desk.source()
    with pytest.raises(CaseworkError, match=told):
        desk.fact(subject, source, **changes)
    assert desk.known.facts == []


def test_fact_is_about_somebody_in_the_file(desk: Desk) -> None:
    with pytest.raises(CaseworkError, match="geen persoon 99"):
        desk.fact(99, desk.source())


def test_established_fact_needs_no_severity_and_a_benefit_may_be_unknown(desk: Desk) -> None:
    subject, source = desk.subject(), desk.source()
    made = desk.fact(subject, source, status=FactStatus.ESTABLISHED, severity="", connection="")
    assert (made.severity, made.connection, made.benefit_cents) == (None, None, None)
    priced = desk.fact(subject, source, benefit_euro=0, benefit_reason=WHY)
    assert priced.benefit_cents == 0


def test_financing_without_lines_is_unknown_never_zero(desk: Desk) -> None:
    assert financing.analyse(desk.known) == Analysis(None, None, None, None, (), ())


def test_financing_tells_gap_what_is_not_shown_and_what_is_not_known(desk: Desk) -> None:
    other = desk.other()
    desk.money(form="koop", label="Overname", amount_cents=10_000_000)
    desk.money(form="bank", label="Bank", amount_cents=4_000_000, documents=["stuk:B-1"])
    loan = desk.money(form="lening", label="Lening", amount_cents=3_500_000, party=other)
    found = financing.analyse(desk.known)
    assert found == Analysis(10_000_000, 7_500_000, 4_000_000, 2_500_000, (loan.id,), ())
    cash = desk.money(form="contant", label="Contant", party=other)
    unknown = financing.analyse(desk.known)
    assert (unknown.sources, unknown.gap, unknown.unknown) == (None, None, (cash.id,))
    assert unknown.needed == 10_000_000


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"form": "sok", "label": "x"}, "vorm sok is onbekend"),
        ({"form": "lening", "label": "x"}, "zeg van wie het geld is"),
        ({"form": "koop", "label": "x", "amount_cents": -1}, "nul of meer"),
        ({"form": "koop", "label": ""}, "de omschrijving ontbreekt"),
        ({"form": "bank", "label": "x", "documents": ["bron:4"]}, "geen bron 4"),
    ],
)
def test_line_of_financing_that_is_not_right_is_refused(
    desk: Desk, given: dict[str, Any], told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        desk.money(**given)


def test_ordinary_grounds_are_weighed_before_those_of_article_3(desk: Desk) -> None:
    desk.to_investigation()
    with pytest.raises(CaseworkError, match=r"weeg eerst de reguliere .*: levensgedrag"):
        desk.weigh(Ground.A, Conclusion.NONE)
    with pytest.raises(CaseworkError, match="weeg eerst de reguliere"):
        desk.conclude(Conclusion.NONE)
    desk.refusals()
    assert grounds.unweighed(desk.known, desk.law) == []
    desk.weigh(Ground.A, Conclusion.NONE)


def test_refusal_ground_of_another_law_is_unknown_here(desk: Desk) -> None:
    with pytest.raises(CaseworkError, match="weigeringsgrond ow_regels is onbekend"):
        desk.do(
            grounds.weigh_refusal, ground="ow_regels", outcome=RefusalOutcome.APPLIES, reason=WHY
        )


def test_danger_needs_a_fact_a_relation_and_every_part_reasoned(desk: Desk) -> None:
    desk.to_investigation().refusals()
    source, other = desk.source(), desk.other()
    with pytest.raises(CaseworkError, match="vraagt een feit onder die grond"):
        desk.weigh(Ground.B, Conclusion.SERIOUS)
    desk.fact(other, source, Ground.B)
    with pytest.raises(CaseworkError, match="vraagt een vastgelegde relatie"):
        desk.weigh(Ground.B, Conclusion.SERIOUS)
    desk.relation(other, source)
    with pytest.raises(CaseworkError, match="aantal feiten is korter dan 30"):
        desk.do(
            grounds.weigh, ground=Ground.B, degree=Conclusion.SERIOUS,
            parts={"ernst": WHY, "relatie": WHY, "samenhang": WHY},
        )  # fmt: skip
    with pytest.raises(CaseworkError, match="onderdeel gevoel is onbekend"):
        desk.do(grounds.weigh, ground=Ground.B, degree=Conclusion.SERIOUS, parts={"gevoel": WHY})
    desk.weigh(Ground.B, Conclusion.LESSER)
    assert grounds.heaviest(desk.known) is Conclusion.LESSER


def test_severity_is_weighed_only_when_something_is_suspected(desk: Desk) -> None:
    desk.to_investigation().refusals()
    source, other = desk.source(), desk.other()
    desk.relation(other, source)
    desk.fact(other, source, status=FactStatus.ESTABLISHED)
    parts = {"relatie": WHY, "voordelen": WHY}
    desk.do(grounds.weigh, ground=Ground.A, degree=Conclusion.LESSER, parts=parts)
    desk.fact(other, source)
    with pytest.raises(CaseworkError, match="ernst, als het om een vermoeden gaat is korter"):
        desk.do(grounds.weigh, ground=Ground.A, degree=Conclusion.LESSER, parts=parts)


def test_conclusion_follows_the_heaviest_weighing(desk: Desk) -> None:
    desk.to_investigation().refusals()
    with pytest.raises(CaseworkError, match=r"zwaarste weging \(geen gevaar\)"):
        desk.conclude(Conclusion.SERIOUS)
    with pytest.raises(CaseworkError, match="geen advies van het LBB ontvangen"):
        desk.conclude(Conclusion.SERIOUS, by_advice=True)
    for field, told in (("uncertainty", "wat onzeker is"), ("proportionality", "evenredigheid")):
        with pytest.raises(CaseworkError, match=told):
            desk.conclude(Conclusion.NONE, **{field: ""})
    desk.conclude(Conclusion.NONE)


def test_lesser_danger_names_what_would_take_it_away(desk: Desk) -> None:
    desk.to_draft(Conclusion.LESSER)
    desk.step(BibobState.OWN_INVESTIGATION)
    with pytest.raises(CaseworkError, match="welke voorschriften"):
        desk.conclude(Conclusion.LESSER, conditions="")


def test_refused_form_counts_as_serious_danger(desk: Desk) -> None:
    desk.to_form_sent()
    desk.do(files.refuse_form, on=TODAY, reason="Schriftelijk geweigerd.")
    desk.step(BibobState.OWN_INVESTIGATION)
    desk.refusals()
    desk.conclude(Conclusion.SERIOUS)


OUTCOMES = [
    (Conclusion.NONE, Outcome.REFUSE, "3_1", "past niet bij de conclusie geen gevaar"),
    (Conclusion.NONE, Outcome.REFUSE, "geen", "vraagt een grond"),
    (Conclusion.LESSER, Outcome.REFUSE, "3_1", "past niet bij de conclusie mindere mate"),
    (Conclusion.SERIOUS, Outcome.CONDITIONS, "3_7", "past niet bij de conclusie ernstig"),
    (Conclusion.NONE, Outcome.CONDITIONS, "3_7", "past niet bij de conclusie geen gevaar"),
    (Conclusion.NONE, Outcome.REFUSE, "regulier", "geen reguliere weigeringsgrond is van toepas"),
    (Conclusion.NONE, Outcome.REFUSE, "4", "niet geweigerd het formulier"),
    (Conclusion.NONE, Outcome.REFUSE, "3_6", "niet gewogen"),
    (Conclusion.SERIOUS, Outcome.REVOKE, "3_1", "bij deze haak past intrekken niet"),
    (Conclusion.SERIOUS, Outcome.REFUSE, "gevoel", "grond gevoel is onbekend"),
    (Conclusion.SERIOUS, Outcome.REFUSE, "geen", "vraagt een grond"),
    (Conclusion.SERIOUS, Outcome.GRANT, "regulier", "draagt verlenen"),
]


@pytest.mark.parametrize(("found", "outcome", "ground", "told"), OUTCOMES)
def test_outcome_that_the_conclusion_does_not_carry_is_refused(
    desk: Desk, found: Conclusion, outcome: Outcome, ground: str, told: str
) -> None:
    desk.to_heard(found)
    with pytest.raises(CaseworkError, match=told):
        desk.decide(outcome, ground)


@pytest.mark.parametrize(
    ("found", "outcome", "ground"),
    [
        (Conclusion.NONE, Outcome.GRANT, "geen"),
        (Conclusion.LESSER, Outcome.CONDITIONS, "3_7"),
        (Conclusion.SERIOUS, Outcome.REFUSE, "3_1"),
        (Conclusion.SERIOUS, Outcome.GRANT, "geen"),
    ],
)
def test_outcome_that_the_conclusion_carries_stands(
    desk: Desk, found: Conclusion, outcome: Outcome, ground: str
) -> None:
    assert desk.to_heard(found).decide(outcome, ground).outcome is outcome


def test_conditions_are_named_in_the_decision(desk: Desk) -> None:
    desk.to_heard(Conclusion.LESSER)
    with pytest.raises(CaseworkError, match="noem de voorschriften"):
        desk.decide(Outcome.CONDITIONS, "3_7", conditions=" ")


def test_ordinary_ground_carries_a_refusal_by_itself(desk: Desk) -> None:
    desk.to_investigation()
    desk.source()
    desk.refusals()
    desk.do(grounds.weigh_refusal, ground="apv_plan", outcome=RefusalOutcome.APPLIES, reason=WHY)
    desk.conclude(Conclusion.NONE)
    desk.do(conclusion.want_advice, wanted=False, reason=WHY)
    desk.step(BibobState.DRAFT)
    statement = desk.ask()
    desk.step(BibobState.STATEMENT)
    desk.hear(statement)
    assert desk.decide(Outcome.REFUSE, "regulier").ground == "regulier"


def test_source_or_person_that_something_rests_on_is_not_withdrawn(desk: Desk) -> None:
    subject, other, source = desk.subject(), desk.other(), desk.source()
    relation = desk.relation(other, source)
    for what, entry in (("bron", source), ("persoon", other)):
        with pytest.raises(CaseworkError, match=f"hierop rust nog: relatie {relation.id}"):
            desk.do(events.withdraw, what=what, entry=entry, reason="Fout.")
    desk.do(events.withdraw, what="relatie", entry=relation.id, reason="Fout.")
    desk.do(events.withdraw, what="bron", entry=source, reason="Fout.")
    assert (desk.known.relations, desk.known.sources) == ([], [])
    assert relation.withdrawn_reason == "Fout."
    with pytest.raises(CaseworkError, match=f"geen bron {source}"):
        desk.do(events.withdraw, what="bron", entry=source, reason="Fout.")
    with pytest.raises(CaseworkError, match="besluit is onbekend"):
        desk.do(events.withdraw, what="besluit", entry=subject, reason="Fout.")


def test_event_that_follows_from_a_step_is_not_withdrawn(desk: Desk) -> None:
    (received,) = desk.known.events
    with pytest.raises(CaseworkError, match="volgt uit een stap en blijft staan"):
        desk.do(events.withdraw, what="gebeurtenis", entry=received.id, reason="Fout.")


def test_after_the_decision_the_investigation_stays_as_it_was(desk: Desk) -> None:
    desk.to_decision(Conclusion.NONE, Outcome.GRANT, "geen")
    with pytest.raises(CaseworkError, match="in BESLUIT verandert het onderzoek niet meer"):
        desk.source()


def test_source_without_an_answer_is_not_consulted_yet(desk: Desk) -> None:
    desk.to_investigation().refusals()
    waiting = desk.source(result=SourceResult.ASKED)
    desk.conclude(Conclusion.NONE)
    desk.do(conclusion.want_advice, wanted=False, reason=WHY)
    with pytest.raises(CaseworkError, match=f"nog geen antwoord van bron {waiting}"):
        desk.step(BibobState.DRAFT)


def test_records_of_one_file_are_not_those_of_another(desk: Desk) -> None:
    source = desk.source()
    second = opened(desk.session, replace(HOOK, reference="Z-2"))
    subject = second.subject()
    with pytest.raises(CaseworkError, match=f"geen bron {source}"):
        second.fact(subject, source)
    with pytest.raises(CaseworkError, match=f"geen bron {source}"):
        second.do(events.withdraw, what="bron", entry=source, reason="Fout.")
