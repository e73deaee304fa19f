"""What is done in a case: weighing, checks, questions, tasks, notes, measures, assigning."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role, User
from engine.casework.process import (
    assigning,
    measures,
    moving,
    notes,
    privacy_checks,
    requests,
    tasks,
    weighing,
)  # fmt: skip
from engine.casework.process.definition import Process
from engine.casework.process.models import Answer
from engine.casework.process.states import State
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import BARN, SHED, WHY, Somebody, meet_everything

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("step", "answers", "is_met"),
    [
        ("1", {"zakelijk": True, "latent": True}, True),
        ("1", {"zakelijk": True}, False),
        ("1", {"zakelijk": True, "latent": None}, False),
        ("1", {"zakelijk": False, "sociaal": False, "latent": True}, False),
        ("2A", {"gemeentelijke_taak": False}, False),
        ("3", {}, False),
        ("3", {"trend": True}, True),
    ],
)
def test_weighing_is_met_when_every_group_has_enough(
    session: Session, signal: Case, riec: User, step: str, answers: Mapping[str, bool | None],
    is_met: bool,
) -> None:  # fmt: skip
    made = weighing.weigh(session, signal, step, user=riec, answers=answers, reason=WHY, now=NOW)
    assert made.is_met is is_met
    assert set(made.answers.values()) <= {True, False, None}
    assert weighing.of_case(session, signal) == [made]


@pytest.mark.parametrize(
    ("step", "answers", "told"),
    [
        ("4", {}, "er is geen weging 4; wel: 1, 2A, 2B, 3"),
        ("2A", {"zakelijk": True}, "weging 2A kent geen zakelijk; wel: gemeentelijke_taak"),
    ],
)
def test_unknown_weighing_or_question_is_named(
    session: Session,
    signal: Case,
    riec: User,
    step: str,
    answers: dict[str, bool | None],
    told: str,
) -> None:
    with pytest.raises(CaseworkError, match=told):
        weighing.weigh(session, signal, step, user=riec, answers=answers, reason=WHY, now=NOW)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda answers: answers.pop("noodzaak"),
            "precies: grondslag, verenigbaar, noodzaak",
        ),
        (lambda answers: answers.update(extra="x"), "vraagt precies"),
        (lambda answers: answers.update(noodzaak=" "), "is nodig"),
        (lambda answers: answers.update(noodzaak="111222333"), "BSN"),
    ],
)
def test_privacy_check_has_an_answer_to_every_question(
    session: Session, signal: Case, riec: User, process: Process,
    change: Callable[[dict[str, str]], object], told: str,
) -> None:  # fmt: skip
    answers = dict.fromkeys(process.privacy_checks["1"].questions, "Ja")
    change(answers)
    with pytest.raises(CaseworkError, match=told):
        privacy_checks.record(
            session, signal, "1", user=riec, answers=answers, allows=True, now=NOW
        )
    assert privacy_checks.of_case(session, signal) == []


def test_content_comes_after_a_hit_and_a_privacy_check(
    session: Session, signal: Case, riec: User, process: Process
) -> None:
    asked = requests.ask(session, signal, user=riec, partner="politie", question="Iets?", now=NOW)
    with pytest.raises(CaseworkError, match="na een hit"):
        requests.ask_content(session, signal, asked, user=riec, now=NOW)
    requests.answer(session, signal, asked, user=riec, found=Answer.HIT, now=NOW)
    with pytest.raises(CaseworkError, match="na privacytoets 1"):
        requests.ask_content(session, signal, asked, user=riec, now=NOW)
    answers = dict.fromkeys(process.privacy_checks["1"].questions, "Ja")
    privacy_checks.record(session, signal, "1", user=riec, answers=answers, allows=True, now=NOW)
    with pytest.raises(CaseworkError, match="is niet gevraagd"):
        requests.receive(session, signal, asked, user=riec, content="Iets.", now=NOW)
    requests.ask_content(session, signal, asked, user=riec, now=NOW)
    requests.receive(session, signal, asked, user=riec, content="Twee bezoeken.", now=NOW)
    assert (asked.content, asked.content_at) == ("Twee bezoeken.", NOW)
    with pytest.raises(CaseworkError, match="al beantwoord: hit"):
        requests.answer(session, signal, asked, user=riec, found=Answer.NO_HIT, now=NOW)
    logged = session.scalars(select(AuditEntry.verwerkte_objecten)).all()
    assert "Twee bezoeken" not in str(logged)


def test_no_hit_ends_a_question(session: Session, signal: Case, riec: User) -> None:
    asked = requests.ask(session, signal, user=riec, partner="RIEC", question="Iets?", now=NOW)
    requests.answer(session, signal, asked, user=riec, found=Answer.NO_HIT, now=NOW)
    with pytest.raises(CaseworkError, match="na een hit"):
        requests.ask_content(session, signal, asked, user=riec, now=NOW)
    with pytest.raises(CaseworkError, match="zaak 1 heeft geen vraag 9"):
        requests.find(session, signal, 9)


def test_tasks_wait_for_whom_they_are_by_day(
    session: Session, signal: Case, riec: User, somebody: Somebody
) -> None:
    care, driehoek = somebody(Role.CARE_ADVISER), somebody(Role.DRIEHOEK_ADVISER)

    def add(title: str, days: int, case: Case | None, assignee: User | None = None) -> None:
        due = TODAY + timedelta(days=days)
        tasks.add(session, case, user=riec, title=title, due_on=due, now=NOW, assignee=assignee)

    add("van niemand", 3, None)
    add("van de zaak", 2, signal)
    add("voor zorg", 1, None, care)
    add("vandaag", 0, signal, riec)
    assert [one.title for one in tasks.waiting(session, user=riec)] == [
        "vandaag", "van de zaak", "van niemand",
    ]  # fmt: skip
    assert [one.title for one in tasks.waiting(session, user=driehoek)] == ["van niemand"]
    assert [one.title for one in tasks.waiting(session, user=care)] == [
        "voor zorg", "van de zaak", "van niemand",
    ]  # fmt: skip
    signal.owner = riec
    session.flush()
    assert "van de zaak" not in [one.title for one in tasks.waiting(session, user=care)]


@pytest.mark.parametrize(
    ("title", "due", "told"),
    [("", TODAY, "is nodig"), ("Bellen", TODAY - timedelta(days=1), "die dag is voorbij")],
)
def test_task_has_a_title_and_a_day_to_come(
    session: Session, signal: Case, riec: User, title: str, due: date, told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        tasks.add(session, signal, user=riec, title=title, due_on=due, now=NOW)
    with pytest.raises(CaseworkError, match="geen taak 1"):
        tasks.find(session, 1)


def test_day_of_a_task_is_that_of_the_netherlands(
    session: Session, signal: Case, riec: User
) -> None:
    past_midnight = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    with pytest.raises(CaseworkError, match="die dag is voorbij"):
        tasks.add(
            session, signal, user=riec, title="Bellen", due_on=date(2026, 11, 2), now=past_midnight
        )
    tasks.add(
        session, signal, user=riec, title="Bellen", due_on=date(2026, 11, 3), now=past_midnight
    )


def test_note_is_kept_literally(session: Session, signal: Case, riec: User) -> None:
    text = "<b>*Let op*</b> {{ 7*7 }}"
    notes.add(session, signal, user=riec, text=text, now=NOW)
    assert [one.text for one in notes.of_case(session, signal)] == [text]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"instrument": "13c"}, "instrument 13c is onbekend; bekend: 13b, 11a"),
        ({"decided_on": TODAY + timedelta(days=1)}, "die dag moet nog komen"),
        ({"starts_on": TODAY - timedelta(days=1)}, "begint niet voor het besluit"),
        ({"ends_on": TODAY - timedelta(days=1)}, "eindigt niet voor het begin"),
        ({"reason": " "}, "is nodig"),
    ],
)
def test_measure_is_known_and_its_days_are_in_order(
    session: Session, signal: Case, riec: User, values: dict[str, object], told: str
) -> None:
    signal.state = State.CASE
    given = {"instrument": "LOD", "decided_on": TODAY, "reason": WHY, **values}
    with pytest.raises(CaseworkError, match=told):
        measures.record(session, signal, user=riec, now=NOW, **given)  # type: ignore[arg-type]
    assert measures.of_case(session, signal) == []


def test_measure_of_today_is_not_in_the_future_soon_after_midnight(
    session: Session, signal: Case, riec: User
) -> None:
    signal.state = State.CASE
    late = NOW.replace(hour=23, minute=30)
    made = measures.record(
        session, signal, user=riec, instrument="LOD", decided_on=TODAY + timedelta(days=1),
        reason=WHY, now=late,
    )  # fmt: skip
    assert measures.of_case(session, signal) == [made]


def test_measure_belongs_to_a_case(session: Session, signal: Case, riec: User) -> None:
    with pytest.raises(CaseworkError, match="deze zaak staat in NIEUW"):
        measures.record(
            session, signal, user=riec, instrument="LOD", decided_on=TODAY, reason=WHY, now=NOW
        )


def test_premises_of_a_possible_victim_are_not_closed_before_care_saw_them(
    session: Session, signal: Case, riec: User
) -> None:
    def close_premises() -> None:
        measures.record(
            session, signal, user=riec, instrument="13b", decided_on=TODAY, reason=WHY, now=NOW
        )

    signal.state, signal.is_victim = State.CASE, True
    with pytest.raises(CaseworkError, match="geen sluiting voordat zorg en veiligheid keek"):
        close_premises()
    meet_everything(session, signal, riec)
    for state in (State.TO_CARE, State.SIGNAL_MEETING, State.CASE):
        moving.move(session, signal, state, user=riec, reason=WHY, now=NOW)
    close_premises()
    assert [one.instrument for one in measures.of_case(session, signal)] == ["LOD", "13b"]


def test_case_is_given_only_to_who_may_work_on_it(
    session: Session, signal: Case, riec: User, somebody: Somebody
) -> None:
    with pytest.raises(CaseworkError, match="als analist mag u dit niet"):
        assigning.assign(session, signal, user=riec, owner=somebody(Role.ANALYST), now=NOW)
    assigning.assign(session, signal, user=riec, owner=somebody(Role.CARE_ADVISER), now=NOW)
    assert signal.owner is not None
    assigning.assign(session, signal, user=riec, owner=None, now=NOW)
    assert signal.owner is None


def test_case_can_be_about_further_locations(session: Session, signal: Case, riec: User) -> None:
    assigning.add_place(session, signal, user=riec, location=BARN, now=NOW)
    assert cases.open_at(session, BARN.bag_ids) == [signal]
    for location in (SHED, BARN):
        with pytest.raises(CaseworkError, match="gaat al over"):
            assigning.add_place(session, signal, user=riec, location=location, now=NOW)


ACTS: Mapping[str, Callable[[Session, Case, User], object]] = {
    "weigh": lambda s, c, u: weighing.weigh(s, c, "1", user=u, answers={}, reason=WHY, now=NOW),
    "check": lambda s, c, u: privacy_checks.record(
        s, c, "1", user=u, answers={}, allows=True, now=NOW
    ),
    "ask": lambda s, c, u: requests.ask(s, c, user=u, partner="p", question="q", now=NOW),
    "note": lambda s, c, u: notes.add(s, c, user=u, text="t", now=NOW),
    "measure": lambda s, c, u: measures.record(
        s, c, user=u, instrument="LOD", decided_on=TODAY, reason=WHY, now=NOW
    ),
    "assign": lambda s, c, u: assigning.assign(s, c, user=u, owner=None, now=NOW),
    "place": lambda s, c, u: assigning.add_place(s, c, user=u, location=BARN, now=NOW),
}


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RIEC_LIAISON}))
def test_only_who_may_open_a_case_works_in_it(
    session: Session, riec: User, somebody: Somebody, act: str, role: Role
) -> None:
    case = cases.open_case(
        session, user=riec, kind=CaseKind.CASE, location=SHED, purpose="Iets.", now=NOW
    )
    with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
        ACTS[act](session, case, somebody(role))
