"""Steps of a case: what the process forbids, who may, what is missing, and what is kept."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, cases, four_eyes
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role, User
from engine.casework.process import moving, needs, privacy_checks, weighing
from engine.casework.process.definition import Need, Process, load_process
from engine.casework.process.models import Act, Transition
from engine.casework.process.states import Outcome, State
from engine.errors import CaseworkError
from engine.settings import SHIPPED_RULES
from tests.engine.casework.conftest import NOW, on_both
from tests.engine.casework.process.conftest import SHED, WHY, Somebody, meet_everything

PROCESS = load_process(SHIPPED_RULES)
STEPS = [
    pytest.param(from_, step.to, outcome, id=f"{from_}-{step.to}-{outcome or ''}")
    for step in PROCESS.steps
    for from_ in step.from_
    for outcome in step.outcomes or (None,)
    if step.roles
]
FORBIDDEN = [
    pytest.param(from_, to, id=f"{from_}-{to}")
    for from_, to in product(State, State)
    if to is not State.CLOSED and PROCESS.step(from_, to, None) is None
]


@on_both
@pytest.mark.parametrize(("from_", "to", "outcome"), STEPS)
def test_step_of_the_process_is_taken_and_kept(
    session: Session, signal: Case, riec: User, somebody: Somebody,
    from_: State, to: State, outcome: Outcome | None,
) -> None:  # fmt: skip
    signal.state = from_
    meet_everything(session, signal, riec)
    if outcome is Outcome.MEASURE:
        _approve(session, signal, riec, somebody(Role.DRIEHOEK_ADVISER))
    made = moving.move(session, signal, to, user=riec, reason=WHY, outcome=outcome, now=NOW)
    assert (signal.state, signal.outcome) == (to, outcome)
    assert (made.from_state, made.user, made.role) == (from_, riec, riec.role)
    is_sealed = to is State.CLOSED and signal.taken_on_at is None
    assert made.reason == ("" if is_sealed else WHY)
    assert moving.history(session, signal)[-1] is made
    assert (signal.closed_at is not None) is (to is State.CLOSED)
    done = f"Zaak van {from_} naar {to}" + (f" ({outcome})" if outcome else "")
    names = session.scalars(select(AuditEntry.actie_naam).order_by(AuditEntry.seq)).all()
    assert names[-1 - is_sealed] == done
    audit.verify(session)


@pytest.mark.parametrize(("from_", "to", "outcome"), STEPS)
def test_step_is_refused_to_every_role_that_the_process_does_not_name(
    session: Session, signal: Case, riec: User, somebody: Somebody,
    from_: State, to: State, outcome: Outcome | None,
) -> None:  # fmt: skip
    signal.state = from_
    meet_everything(session, signal, riec)
    step = PROCESS.step(from_, to, outcome)
    assert step is not None
    for role in sorted(set(Role) - set(step.roles)):
        with pytest.raises(CaseworkError, match=f"als {role.label} mag u dit niet"):
            moving.move(
                session, signal, to, user=somebody(role), reason=WHY, outcome=outcome, now=NOW
            )
    assert signal.state is from_


@pytest.mark.parametrize(("from_", "to"), FORBIDDEN)
def test_forbidden_step_tells_what_may_follow(
    session: Session, signal: Case, riec: User, from_: State, to: State
) -> None:
    signal.state = from_
    meet_everything(session, signal, riec)
    with pytest.raises(CaseworkError, match=f"geen stap van {from_} naar {to}; wel: "):
        moving.move(session, signal, to, user=riec, reason=WHY, now=NOW)
    assert signal.state is from_


def test_req_hum_1_nothing_beyond_new_without_a_named_person_and_a_reason(
    session: Session, signal: Case, riec: User
) -> None:
    for reason in ("", " " * 40, "te kort", "x" * 29):
        with pytest.raises(CaseworkError, match="reden"):
            moving.move(session, signal, State.WEIGHING_1, user=riec, reason=reason, now=NOW)
    assert signal.state is State.NEW
    by_hand = [step for step in PROCESS.steps if step.roles]
    by_itself = [(step.to, step.outcomes) for step in PROCESS.steps if not step.roles]
    assert by_itself == [(State.CLOSED, (Outcome.LAPSED,)), (State.DESTROYED, ())]
    assert not any(Outcome.LAPSED in step.outcomes for step in by_hand)


@pytest.mark.parametrize(
    ("to", "outcome", "told"),
    [
        (State.CLOSED, None, "AFGESLOTEN vraagt een uitkomst"),
        (State.WEIGHING_1, Outcome.REPAIRED, "alleen AFGESLOTEN heeft een uitkomst"),
        (State.CLOSED, Outcome.LAPSED, "mag u dit niet"),
        (State.CLOSED, Outcome.MEASURE, "geen stap van NIEUW naar AFGESLOTEN"),
    ],
)
def test_outcome_belongs_to_closing_and_to_where_the_case_stands(
    session: Session, signal: Case, riec: User, to: State, outcome: Outcome | None, told: str
) -> None:
    with pytest.raises(CaseworkError, match=told):
        moving.move(session, signal, to, user=riec, reason=WHY, outcome=outcome, now=NOW)


def test_everything_that_is_missing_is_told_at_once(
    session: Session, signal: Case, riec: User
) -> None:
    signal.state = State.WEIGHING_3
    with pytest.raises(CaseworkError) as refused:
        moving.move(session, signal, State.DESK_RESEARCH, user=riec, reason=WHY, now=NOW)
    assert str(refused.value) == (
        "WEGING_3 naar BUREAUONDERZOEK kan nog niet: nog niet ingevuld: Weging 3: hoe zwaar?; "
        "nog niet vastgelegd: Privacytoets 1: mogen wij kijken?"
    )


def test_signal_becomes_a_case_and_stays_one(session: Session, signal: Case, riec: User) -> None:
    signal.state = State.SIGNAL_MEETING
    meet_everything(session, signal, riec)
    moving.move(session, signal, State.CASE, user=riec, reason=WHY, now=NOW)
    assert (signal.kind, signal.taken_on_at) == (CaseKind.CASE, NOW)
    moving.move(session, signal, State.TO_CARE, user=riec, reason=WHY, now=NOW)
    assert signal.kind is CaseKind.CASE


def test_possible_victim_is_seen_by_care_first(session: Session, signal: Case, riec: User) -> None:
    signal.state, signal.is_victim = State.SIGNAL_MEETING, True
    meet_everything(session, signal, riec)
    with pytest.raises(CaseworkError, match="mogelijk slachtoffer: eerst naar zorg"):
        moving.move(session, signal, State.CASE, user=riec, reason=WHY, now=NOW)
    for state in (State.TO_CARE, State.SIGNAL_MEETING, State.CASE):
        moving.move(session, signal, state, user=riec, reason=WHY, now=NOW)


def test_more_than_people_can_do_is_said_on_purpose(session: Session, riec: User) -> None:
    def researched(minutes: int, *, over: bool = False) -> Transition:
        now = NOW + timedelta(minutes=minutes)
        case = cases.open_case(
            session, user=riec, kind=CaseKind.SIGNAL, location=SHED, purpose="Iets.", now=now
        )
        case.state = State.WEIGHING_3
        meet_everything(session, case, riec)
        to = State.DESK_RESEARCH
        return moving.move(session, case, to, user=riec, reason=WHY, now=now, over_capacity=over)

    researched(0)
    researched(1)
    with pytest.raises(CaseworkError, match="al 2 zaken naar BUREAUONDERZOEK in 7 dagen"):
        researched(2)
    assert researched(3, over=True).checks["over_capacity"] is True
    week = 7 * 24 * 60
    with pytest.raises(CaseworkError, match="al 2 zaken"):
        researched(week)
    assert researched(week + 1).checks["over_capacity"] is False


def test_options_tell_what_is_missing_for_this_role(
    session: Session, signal: Case, riec: User, somebody: Somebody
) -> None:
    found = moving.options(session, signal, user=riec, now=NOW)
    assert [(one.to, one.outcome) for one in found][:3] == [
        (State.WEIGHING_1, None), (State.NOT_CONCRETE, None), (State.TO_CARE, None),
    ]  # fmt: skip
    assert all(one.missing == () for one in found)
    care = moving.options(session, signal, user=somebody(Role.CARE_ADVISER), now=NOW)
    assert [one.to for one in care] == [State.TO_CARE]
    assert moving.options(session, signal, user=somebody(Role.ANALYST), now=NOW) == []


def test_bibob_file_has_its_own_steps(session: Session, somebody: Somebody) -> None:
    officer = somebody(Role.BIBOB_OFFICER)
    case = Case(id=9, kind=CaseKind.BIBOB, state=None)
    with pytest.raises(CaseworkError, match="de stappen staan in het dossier"):
        moving.move(session, case, State.CASE, user=officer, reason=WHY, now=NOW)


def test_old_needs_do_not_hold_when_a_later_answer_says_no(
    session: Session, signal: Case, riec: User, process: Process
) -> None:
    meet_everything(session, signal, riec)
    wanted: tuple[Need, ...] = ("weighing_3", "privacy_check_1")
    assert needs.missing(session, signal, wanted) == {}
    weighing.weigh(session, signal, "3", user=riec, answers={}, reason=WHY, now=NOW)
    answers = dict.fromkeys(process.privacy_checks["1"].questions, "Nee")
    privacy_checks.record(session, signal, "1", user=riec, answers=answers, allows=False, now=NOW)
    assert list(needs.missing(session, signal, wanted).values()) == [
        "niet bevestigend: Weging 3: hoe zwaar?",
        "niet toegestaan: Privacytoets 1: mogen wij kijken?",
    ]


def _approve(session: Session, case: Case, asker: User, other: User) -> None:
    asked = four_eyes.ask(
        session, Act.CLOSE_WITH_MEASURE, user=asker, case=case, reason=WHY, now=NOW,
        subject=needs.subject_of(case, needs.CLOSING),
    )  # fmt: skip
    four_eyes.decide(session, asked, user=other, allow=True, reason=WHY, now=NOW)
