"""A walk of random acts: whatever people try, a case is only where the process lets it be."""

import random
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy.orm import Session

from engine.casework import audit, cases, four_eyes
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import Casework, open_casework
from engine.casework.models import Role, User
from engine.casework.process import (
    assigning,
    joining,
    lapsing,
    measures,
    moving,
    needs,
    privacy_checks,
    requests,
    sealing,
    weighing,
)  # fmt: skip
from engine.casework.process.definition import load_process
from engine.casework.process.models import Act, Answer, Transition
from engine.casework.process.states import ENDED, Outcome, State
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.settings import SHIPPED_RULES
from tests.engine.casework.conftest import SETTINGS
from tests.engine.casework.process.conftest import BARN, SHED, WHY, YES, meet_everything

PROCESS = load_process(SHIPPED_RULES)
BEGIN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ROLES = st.sampled_from(sorted(Role))
REACHED: set[State] = set()
"""Where the walks came: a test that stays at the door would prove nothing."""


class Walk(RuleBasedStateMachine):
    """One case, a second one to merge with, and people in every role who try everything."""

    empty: Path

    @initialize()
    def begin(self) -> None:
        """Open both."""
        self.folder = Path(tempfile.mkdtemp())
        file = self.folder / "casework.sqlite"
        shutil.copy(self.empty, file)
        self.casework: Casework = open_casework(
            f"sqlite:///{file}", settings=SETTINGS, key=lambda: PUBLIC_SAMPLE_KEY
        )
        self.now = BEGIN
        with self.casework.writing() as session:
            riec = self._user(session, Role.RIEC_LIAISON)
            for place in (SHED, BARN):
                cases.open_case(
                    session, user=riec, kind=CaseKind.SIGNAL, location=place, purpose="Iets.",
                    now=self.now,
                )  # fmt: skip

    def teardown(self) -> None:
        """Close the database and take it away."""
        if hasattr(self, "casework"):
            self.casework.close()
            shutil.rmtree(self.folder)

    @rule(
        to=st.sampled_from(sorted(State)), outcome=st.none() | st.sampled_from(sorted(Outcome)),
        role=ROLES, reason=st.sampled_from([WHY, WHY, WHY, "te kort"]),
    )  # fmt: skip
    def move(self, to: State, outcome: Outcome | None, role: Role, reason: str) -> None:
        """Try any step, also one that the process does not have."""
        self._take(to, outcome, role, reason)

    @rule(
        numbers=st.lists(st.sampled_from(range(60)), min_size=1, max_size=6),
        ready=st.sampled_from([True, True, False]),
    )
    def follow(self, numbers: list[int], ready: bool) -> None:
        """Take steps that the process has, mostly with everything that they ask for."""
        for number in numbers:
            if ready:
                self._try(Role.RIEC_LIAISON, meet_everything)
            known = self._known(ends=number % 10 == 0)
            if known:
                self._take(*known[number // 10 % len(known)], Role.RIEC_LIAISON, WHY)

    def _known(self, *, ends: bool) -> list[tuple[State, Outcome | None]]:
        """Steps that the process has from where the case stands."""
        with self.casework.reading() as session:
            state = cases.find(session, 1).state or State.NEW
        return [
            (step.to, outcome)
            for step in PROCESS.from_state(state)
            for outcome in step.outcomes or (None,)
            if ends or step.to not in ENDED
        ]

    def _take(self, to: State, outcome: Outcome | None, role: Role, reason: str) -> None:
        """It is taken when, and only when, the process has it for this role and nothing lacks."""
        with self.casework.writing() as session:
            case, user = cases.find(session, 1), self._user(session, role)
            step = None if case.state is None else PROCESS.step(case.state, to, outcome)
            may = step is not None and role in step.roles and reason == WHY and case.is_open
            lacking = step is not None and needs.missing(session, case, step.needs)
            try:
                changed = cases.to_change(session, 1, user=user, now=self._tick())
                moving.move(
                    session, changed, to, user=user, reason=reason, outcome=outcome, now=self.now,
                    over_capacity=True,
                )  # fmt: skip
            except CaseworkError:
                session.rollback()
                assert not may or lacking or outcome is Outcome.MEASURE
            else:
                assert may
                assert not lacking
                REACHED.add(to)

    @rule(step=st.sampled_from(sorted(YES)), is_met=st.booleans(), role=ROLES)
    def weigh(self, step: str, is_met: bool, role: Role) -> None:
        """Weigh, either way."""
        answers = YES[step] if is_met else {}
        self._try(
            role,
            lambda s, c, u: weighing.weigh(
                s, c, step, user=u, answers=answers, reason=WHY, now=self.now
            ),
        )

    @rule(step=st.sampled_from(["1", "2A", "2B"]), allows=st.booleans(), role=ROLES)
    def check(self, step: str, allows: bool, role: Role) -> None:
        """Record a privacy check, either way."""
        texts = dict.fromkeys(PROCESS.privacy_checks[step].questions, "Verzonnen")
        self._try(
            role,
            lambda s, c, u: privacy_checks.record(
                s, c, step, user=u, answers=texts, allows=allows, now=self.now
            ),
        )

    @rule(role=ROLES)
    def work(self, role: Role) -> None:
        """Ask and answer, take the case, and record a measure where that can be."""
        self._try(role, self._work)

    @rule(role=ROLES)
    def approve(self, role: Role) -> None:
        """Ask a second person to let it be closed with a measure."""
        self._try(role, self._approve)

    @rule(number=st.sampled_from(range(9)), role=ROLES)
    def join(self, number: int, role: Role) -> None:
        """Take the case out of the other one again, or, less often, merge it into that."""
        if number:
            with self.casework.writing() as session:
                self._safely(
                    session,
                    lambda: joining.undo(
                        session, 1, user=self._user(session, role), reason=WHY, now=self._tick()
                    ),
                )
            return
        self._try(role, self._merge)

    @rule(weeks=st.sampled_from([0, 0, 0, 1, 2, 9]))
    def lapse(self, weeks: int) -> None:
        """Let time go by and let lapse what nobody touched."""
        self.now += timedelta(weeks=weeks)
        with self.casework.writing() as session:
            lapsing.lapse(session, as_of=self.now.date(), settings=SETTINGS.worklist, now=self.now)

    @invariant()
    def is_where_the_process_lets_it_be(self) -> None:
        """History replays to the state, every step was allowed, and who took it is known."""
        if not hasattr(self, "casework"):
            return
        with self.casework.reading() as session:
            for number in (1, 2):
                case = cases.find(session, number)
                history = moving.history(session, case)
                _replays(case, history)
                assert (case.state is State.CLOSED) is (case.outcome is not None)
                assert (case.closed_at is not None) is (case.state in ENDED)
                is_sealed = sealing.of_case(session, case) is not None
                assert not (is_sealed and (case.is_open or case.taken_on_at is not None))
            audit.verify(session)

    def _user(self, session: Session, role: Role) -> User:
        return sign_in(session, subject=f"u.{role}", role=role, now=self.now)

    def _tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def _try(self, role: Role, deed: object) -> None:
        """Do something in the case, or be refused and leave everything as it was."""
        with self.casework.writing() as session:
            user = self._user(session, role)

            def act() -> None:
                case = cases.to_change(session, 1, user=user, now=self._tick())
                deed(session, case, user)  # type: ignore[operator]

            self._safely(session, act)

    def _safely(self, session: Session, act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except CaseworkError:
            session.rollback()

    def _work(self, session: Session, case: Case, user: User) -> None:
        asked = requests.ask(
            session, case, user=user, partner="politie", question="Iets?", now=self.now
        )
        requests.answer(session, case, asked, user=user, found=Answer.NO_HIT, now=self.now)
        assigning.assign(session, case, user=user, owner=user, now=self.now)
        if case.state in measures.IN:
            measures.record(
                session, case, user=user, instrument="LOD", decided_on=BEGIN.date(), reason=WHY,
                now=self.now,
            )  # fmt: skip

    def _approve(self, session: Session, case: Case, user: User) -> None:
        asked = four_eyes.ask(
            session, Act.CLOSE_WITH_MEASURE, user=user, case=case, reason=WHY, now=self.now,
            subject=needs.subject_of(case, needs.CLOSING),
        )  # fmt: skip
        other = self._user(session, Role.DRIEHOEK_ADVISER)
        four_eyes.decide(session, asked, user=other, allow=True, reason=WHY, now=self.now)

    def _merge(self, session: Session, case: Case, user: User) -> None:
        into = cases.to_change(session, 2, user=user, now=self.now)
        joining.merge(session, case, into, user=user, reason=WHY, now=self.now)


def _replays(case: Case, history: list[Transition]) -> None:
    state, outcome = None, None
    for step in history:
        assert step.from_state == state
        if state is not None and not step.checks.keys() & {"merged_into", "unmerged_from"}:
            known = PROCESS.step(state, step.to_state, step.outcome)
            assert known is not None
            assert (step.role in known.roles) if step.user else not known.roles
        is_system = step.outcome is Outcome.LAPSED
        assert (step.user is None) is is_system
        state, outcome = step.to_state, step.outcome
    assert (case.state, case.outcome) == (state, outcome)


def test_no_walk_leaves_the_process(empty_file: Path) -> None:
    Walk.empty = empty_file
    machine = Walk.TestCase
    machine.settings = settings(
        max_examples=8, stateful_step_count=20, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    machine("runTest").runTest()


def test_long_walks_come_nearly_everywhere_and_stay_in_the_process(empty_file: Path) -> None:
    Walk.empty = empty_file
    REACHED.clear()
    for seed in range(5):
        lot, walk = random.Random(seed), Walk()
        walk.begin()
        for _ in range(24):
            number = lot.randrange(60)
            walk.follow([number if number % 10 else number + 1], ready=lot.random() < 0.9)
            if lot.random() < 0.2:
                walk.join(lot.randrange(2), Role.RIEC_LIAISON)
            walk.is_where_the_process_lets_it_be()
        walk.approve(Role.RIEC_LIAISON)
        walk.follow([seed * 10, seed * 10 + 10], ready=True)
        walk.is_where_the_process_lets_it_be()
        walk.teardown()
    assert len(REACHED) >= 12


@pytest.mark.parametrize("state", sorted(ENDED))
def test_ended_case_has_no_step_by_hand(state: State) -> None:
    assert not any(step.roles for step in PROCESS.from_state(state))
