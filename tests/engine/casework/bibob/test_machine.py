"""Steps of a file: every road through it, what is forbidden, and days out of order."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine.casework.bibob import conclusion, files, machine, questionnaire, statements, timeline
from engine.casework.bibob.words import (
    AnswerState,
    BibobState,
    Conclusion,
    EventKind,
    NoticeKind,
    Outcome,
)
from engine.casework.clocks.clock import Standing
from engine.casework.process import tasks
from engine.errors import CaseworkError
from engine.translatable import Sentence
from tests.engine.casework.bibob.desk import HOOK, NOW, TODAY, WHY, Desk, opened


def _missing(desk: Desk, to: BibobState) -> tuple[str, ...]:
    found = machine.options(desk.known, desk.law, today=desk.today)
    return next(option.missing for option in found if option.to is to)


def test_refusal_goes_all_the_way_to_the_end(desk: Desk) -> None:
    desk.to_decision(Conclusion.SERIOUS, Outcome.REFUSE, "3_1")
    (task,) = tasks.of_case(desk.session, desk.file.case)
    assert (task.kind, task.due_on) == ("bibob_report", date(2026, 11, 9))
    with pytest.raises(CaseworkError, match="meld eerst de conclusie aan het Bibob-register"):
        desk.step(BibobState.CLOSED)
    desk.notify(NoticeKind.CONCLUSION)
    assert task.done_at == NOW
    desk.step(BibobState.REPORTED)
    desk.step(BibobState.OBJECTION)
    with pytest.raises(CaseworkError, match="leg vast wanneer bezwaar of beroep afliep"):
        desk.step(BibobState.CLOSED)
    desk.later(30).happen(EventKind.PROCEDURE_ENDED)
    desk.step(BibobState.CLOSED)
    assert [step.to_state for step in desk.known.transitions] == [
        BibobState.HOOK, BibobState.FORM_SENT, BibobState.FORM_COMPLETE,
        BibobState.OWN_INVESTIGATION, BibobState.DRAFT, BibobState.STATEMENT, BibobState.DECISION,
        BibobState.REPORTED, BibobState.OBJECTION, BibobState.CLOSED,
    ]  # fmt: skip
    assert machine.options(desk.known, desk.law, today=desk.today) == []
    with pytest.raises(CaseworkError, match="is gesloten"):
        desk.step(BibobState.HOOK)


def test_grant_without_danger_needs_no_statement_and_no_report(desk: Desk) -> None:
    desk.to_draft(Conclusion.NONE)
    assert _missing(desk, BibobState.DECISION) == (
        "leg eerst het besluit op deze conclusie vast",
        "zonder zienswijze kan alleen worden verleend",
    )
    desk.decide(Outcome.GRANT, "geen")
    desk.step(BibobState.DECISION)
    assert tasks.of_case(desk.session, desk.file.case) == []
    with pytest.raises(CaseworkError, match="meld eerst"):
        desk.step(BibobState.REPORTED)
    desk.step(BibobState.CLOSED)


def test_danger_found_by_the_lbb_is_not_reported_by_the_municipality(desk: Desk) -> None:
    desk.to_investigation()
    desk.source()
    desk.refusals()
    desk.do(conclusion.want_advice, wanted=True, reason=WHY)
    assert _missing(desk, BibobState.ADVICE_REQUESTED) == (
        "vertel betrokkene dat advies wordt gevraagd",
    )
    desk.notify(NoticeKind.SUBJECT_TOLD)
    desk.step(BibobState.ADVICE_REQUESTED)
    with pytest.raises(CaseworkError, match="het advies is al gevraagd"):
        desk.do(conclusion.want_advice, wanted=False, reason=WHY)
    desk.later(20)
    desk.step(BibobState.ADVICE_RECEIVED)
    desk.conclude(Conclusion.LESSER, by_advice=True)
    desk.step(BibobState.DRAFT)
    statement = desk.ask()
    desk.step(BibobState.STATEMENT)
    desk.hear(statement)
    desk.decide(Outcome.CONDITIONS, "3_7")
    desk.step(BibobState.DECISION)
    assert tasks.of_case(desk.session, desk.file.case) == []
    desk.step(BibobState.CLOSED)


def test_steps_without_their_conditions_tell_all_that_is_missing(desk: Desk) -> None:
    desk.to_investigation()
    missing = _missing(desk, BibobState.DRAFT)
    assert missing == (
        "nog niet gewogen (reguliere weigeringsgronden): levensgedrag van exploitant of beheerder; "
        "openbare orde en woon- en leefklimaat; strijd met het omgevingsplan",
        "er is nog geen bron geraadpleegd",
        "er is nog geen conclusie",
        "de evenredigheid ontbreekt",
        "zeg waarom geen advies van het LBB nodig is",
    )
    assert all(isinstance(one, Sentence) for one in missing)
    with pytest.raises(CaseworkError) as error:
        desk.step(BibobState.DRAFT)
    assert (
        str(error.value)
        == f"EIGEN_ONDERZOEK naar CONCEPT_OORDEEL kan nog niet: {'; '.join(missing)}"
    )
    assert desk.file.state is BibobState.OWN_INVESTIGATION


def test_every_step_that_the_data_does_not_name_is_refused(desk: Desk) -> None:
    allowed = {step.to for step in desk.law.steps.following(BibobState.HOOK)}
    assert allowed == {BibobState.FORM_SENT, BibobState.WITHDRAWN}
    for to in sorted(set(BibobState) - allowed):
        with pytest.raises(CaseworkError, match=f"van HOOK naar {to} kan niet; wel naar"):
            desk.step(to)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (TODAY + timedelta(days=1), "die dag moet nog komen"),
        (date(2026, 10, 4), "ligt voor de haak"),
    ],
)
def test_first_step_lies_between_the_hook_and_today(desk: Desk, on: date, told: str) -> None:
    desk.subject()
    with pytest.raises(CaseworkError, match=told):
        desk.step(BibobState.FORM_SENT, on)
    desk.step(BibobState.FORM_SENT, HOOK.on)


def test_step_does_not_lie_before_the_one_before_it(desk: Desk) -> None:
    desk.subject()
    desk.step(BibobState.FORM_SENT, date(2026, 10, 20))
    desk.form()
    with pytest.raises(CaseworkError, match="ligt voor de stap naar FORM_SENT"):
        desk.step(BibobState.FORM_COMPLETE, date(2026, 10, 19))
    desk.step(BibobState.FORM_COMPLETE, date(2026, 10, 20))


def test_step_to_the_decision_is_of_the_day_of_the_decision(desk: Desk) -> None:
    desk.to_draft(Conclusion.NONE).decide(Outcome.GRANT, "geen")
    desk.later(2)
    with pytest.raises(CaseworkError, match="het besluit is van 2 november 2026; neem die dag"):
        desk.step(BibobState.DECISION)
    desk.step(BibobState.DECISION, TODAY)


@pytest.mark.parametrize("reason", ["", "Te kort.", "Zie de werklijst van deze week, hoog."])
def test_step_needs_a_reason_of_its_own(desk: Desk, reason: str) -> None:
    with pytest.raises(CaseworkError, match=r"de reden"):
        desk.do(machine.advance, BibobState.WITHDRAWN, reason=reason)


@pytest.mark.parametrize("how", ["closed", "expired"])
def test_hook_that_is_closed_or_expired_lets_no_step_through_but_the_way_out(
    desk: Desk, how: str
) -> None:
    desk.to_form_sent().form()
    if how == "closed":
        desk.do(files.close_hook, on=TODAY, reason="Vervallen.")
    else:
        desk.do(files.extend_hook, until=TODAY)
        desk.later(1)
    with pytest.raises(CaseworkError, match=r"de haak is (gesloten|verlopen)"):
        desk.step(BibobState.FORM_COMPLETE)
    desk.step(BibobState.WITHDRAWN)


def test_form_that_is_not_completed_in_time_is_not_processed(desk: Desk) -> None:
    desk.to_form_sent()
    desk.happen(EventKind.COMPLETION_ASKED, until=TODAY + timedelta(days=7))
    desk.later(7)
    with pytest.raises(CaseworkError, match="niet ongebruikt verstreken"):
        desk.step(BibobState.NOT_PROCESSED)
    desk.later(1)
    clock = timeline.clock(desk.known, desk.law, "not_processing", as_of=desk.today)
    assert (clock.standing, clock.due) == (Standing.RUNNING, date(2026, 12, 7))
    desk.step(BibobState.NOT_PROCESSED)
    desk.step(BibobState.CLOSED)


def test_completed_form_is_not_put_aside(desk: Desk) -> None:
    desk.to_form_sent()
    desk.happen(EventKind.COMPLETION_ASKED, until=TODAY + timedelta(days=7))
    desk.later(5).happen(EventKind.COMPLETION_RECEIVED)
    desk.later(10)
    with pytest.raises(CaseworkError, match="niet ongebruikt verstreken"):
        desk.step(BibobState.NOT_PROCESSED)


def test_refused_form_opens_the_investigation(desk: Desk) -> None:
    with pytest.raises(CaseworkError, match="zolang het formulier is verzonden"):
        desk.do(files.refuse_form, on=TODAY, reason="Geweigerd.")
    desk.to_form_sent()
    with pytest.raises(CaseworkError, match=r"niet geweigerd"):
        desk.step(BibobState.OWN_INVESTIGATION)
    desk.do(files.refuse_form, on=TODAY, reason="Geweigerd.")
    desk.step(BibobState.OWN_INVESTIGATION)


def test_question_that_is_missing_keeps_the_form_incomplete(desk: Desk) -> None:
    desk.to_form_sent().form()
    desk.do(questionnaire.answer, question="kvk", state=AnswerState.MISSING, on=TODAY)
    told = ("in het formulier ontbreekt: inschrijving bij de Kamer van Koophandel",)
    assert _missing(desk, BibobState.FORM_COMPLETE) == told


EVENTS: list[tuple[EventKind, dict[str, Any], str]] = [
    (EventKind.DECIDED, {}, "volgt uit een stap"),
    (EventKind.ADVICE_DATA_ASKED, {}, "hoort bij LBB_REQUESTED; dit dossier staat in FORM_SENT"),
    (EventKind.COMPLETION_RECEIVED, {}, "eerst moet er zijn: gevraagd om aan te vullen"),
    (EventKind.COMPLETION_ASKED, {"weeks": 2}, "kent geen aantal weken"),
    (EventKind.COMPLETION_ASKED, {"until": date(2026, 11, 1)}, "ligt voor gevraagd"),
    (EventKind.COMPLETION_ASKED, {"on": date(2026, 10, 1)}, "ligt voor de haak"),
    (EventKind.COMPLETION_ASKED, {"on": TODAY + timedelta(days=1)}, "moet nog komen"),
    (EventKind.DECISION_EXTENDED, {}, "zeg met hoeveel weken"),
    (EventKind.DECISION_EXTENDED, {"weeks": 53}, "zeg met hoeveel weken"),
    (EventKind.DECISION_EXTENDED, {"weeks": 2, "until": TODAY}, "kent geen laatste dag"),
]


@pytest.mark.parametrize(("kind", "given", "told"), EVENTS)
def test_event_that_does_not_belong_or_is_out_of_order_is_refused(
    desk: Desk, kind: EventKind, given: dict[str, Any], told: str
) -> None:
    desk.to_form_sent()
    with pytest.raises(CaseworkError, match=told):
        desk.happen(kind, **given)


def test_answer_does_not_come_before_the_request(desk: Desk) -> None:
    desk.to_form_sent().later(3).happen(EventKind.COMPLETION_ASKED)
    with pytest.raises(CaseworkError, match="ligt voor gevraagd om aan te vullen"):
        desk.happen(EventKind.COMPLETION_RECEIVED, on=TODAY)


def test_statement_is_two_weeks_and_waived_only_afterwards(desk: Desk) -> None:
    with pytest.raises(CaseworkError, match="over een conceptoordeel"):
        desk.ask()
    desk.to_draft(Conclusion.LESSER)
    statement = desk.ask()
    assert statement.until == date(2026, 11, 16)
    with pytest.raises(CaseworkError, match="nog een open gelegenheid"):
        desk.ask()
    desk.step(BibobState.STATEMENT)
    desk.later(14)
    with pytest.raises(CaseworkError, match="loopt tot en met 16 november 2026"):
        desk.do(statements.waive, statement.id, on=desk.today)
    desk.later(1)
    desk.do(statements.waive, statement.id, on=desk.today)
    desk.decide(Outcome.CONDITIONS, "3_7")
    with pytest.raises(CaseworkError, match="geen open gelegenheid"):
        desk.hear(statement)


def test_statement_of_a_third_party_is_waited_for_too(desk: Desk) -> None:
    desk.to_draft(Conclusion.SERIOUS)
    third = next(p.id for p in desk.known.parties if p.name == "Bedachte Geldgever")
    own, other = desk.ask(), desk.ask(party=third, until=TODAY + timedelta(days=3))
    desk.step(BibobState.STATEMENT)
    desk.hear(own)
    with pytest.raises(CaseworkError, match="een zienswijze staat nog open"):
        desk.decide(Outcome.REFUSE, "3_1")
    desk.hear(other)
    desk.decide(Outcome.REFUSE, "3_1")


def test_notice_to_a_third_party_names_which_and_a_duty_is_reported_once(desk: Desk) -> None:
    with pytest.raises(CaseworkError, match="zeg welke derde"):
        desk.notify(NoticeKind.THIRD_PARTY_TOLD)
    desk.to_decision(Conclusion.SERIOUS, Outcome.REFUSE, "3_1")
    with pytest.raises(CaseworkError, match="het nummer van de melding"):
        desk.notify(NoticeKind.CONCLUSION, reference="")
    desk.notify(NoticeKind.CONCLUSION)
    with pytest.raises(CaseworkError, match="dit is al gemeld"):
        desk.notify(NoticeKind.CONCLUSION)


def test_retention_runs_from_the_conclusion_and_waits_for_a_procedure(desk: Desk) -> None:
    desk.to_decision(Conclusion.SERIOUS, Outcome.REFUSE, "3_1")
    clock = timeline.clock(desk.known, desk.law, "retention", as_of=desk.today)
    assert (clock.standing, clock.due) == (Standing.RUNNING, date(2031, 11, 2))
    desk.notify(NoticeKind.CONCLUSION)
    desk.step(BibobState.OBJECTION)
    held = timeline.clock(desk.known, desk.law, "retention", as_of=date(2032, 1, 1))
    assert held.standing is Standing.HELD


@pytest.mark.parametrize(
    ("kind", "permit", "starts"),
    [
        ("existing_licence", "alcoholwet", False),
        ("tender", "overheidsopdracht", False),
        ("subsidy", "subsidie", True),
        ("property_deal", "vastgoed", False),
        ("application", "ow_bouw", True),
    ],
)
def test_decision_term_starts_with_an_application_or_subsidy_only(
    session: Session, kind: str, permit: str, *, starts: bool
) -> None:
    desk = opened(session, replace(HOOK, kind=kind, permit_kind=permit))
    clocks = {c.code: c for c in timeline.clocks(desk.known, desk.law, as_of=TODAY)}
    decision = clocks.get("decision")
    assert (decision is not None and decision.started is not None) is starts


def test_intrekken_belongs_to_a_licence_and_not_to_an_application(session: Session) -> None:
    desk = opened(session, replace(HOOK, kind="existing_licence", permit_kind="alcoholwet"))
    desk.to_heard(Conclusion.SERIOUS)
    with pytest.raises(CaseworkError, match="bij deze haak past weigeren niet"):
        desk.decide(Outcome.REFUSE, "3_1")
    assert desk.decide(Outcome.REVOKE, "3_1").outcome is Outcome.REVOKE
