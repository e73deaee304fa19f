"""A signal at a shed, and people in every role."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role, User
from engine.casework.places import LocationState
from engine.casework.process import assigning, measures, privacy_checks, requests, weighing
from engine.casework.process.definition import Process, process_of
from engine.casework.process.models import Answer
from engine.casework.users import sign_in
from tests.engine.casework.conftest import NOW

SHED = LocationState("L1", ("1884100000000001",), "low", ("GEN-01",))
BARN = LocationState("L2", ("1884100000000002",), "none", ())
WHY = "De feiten en de verklaring van de eigenaar zijn naast elkaar gelegd."
YES = {
    "1": {"zakelijk": True, "latent": True},
    "2A": {"gemeentelijke_taak": True},
    "2B": {"eigen_grondgebied": True},
    "3": {"recent": True},
}
Somebody = Callable[[Role], User]


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest) -> str:
    """SQLite, but for the tests that ask for PostgreSQL too: every step is taken on both."""
    return str(request.param)


@pytest.fixture
def somebody(session: Session) -> Somebody:
    return lambda role: sign_in(session, subject=f"u.{role}", role=role, now=NOW)


@pytest.fixture
def riec(somebody: Somebody) -> User:
    return somebody(Role.RIEC_LIAISON)


@pytest.fixture
def process(session: Session) -> Process:
    return process_of(session)


@pytest.fixture
def signal(session: Session, riec: User) -> Case:
    return cases.open_case(
        session, user=riec, kind=CaseKind.SIGNAL, location=SHED, purpose="Iets gezien.", now=NOW
    )


def meet_everything(session: Session, case: Case, user: User) -> None:
    """All that any step asks for, but a second person."""
    for step, answers in YES.items():
        weighing.weigh(session, case, step, user=user, answers=answers, reason=WHY, now=NOW)
    for step, form in process_of(session).privacy_checks.items():
        texts = dict.fromkeys(form.questions, "Verzonnen")
        privacy_checks.record(session, case, step, user=user, answers=texts, allows=True, now=NOW)
    asked = requests.ask(session, case, user=user, partner="politie", question="Iets?", now=NOW)
    requests.answer(session, case, asked, user=user, found=Answer.NO_HIT, now=NOW)
    assigning.assign(session, case, user=user, owner=user, now=NOW)
    if case.state in measures.IN:
        measures.record(
            session, case, user=user, instrument="LOD", decided_on=NOW.date(), reason=WHY,
            now=NOW + timedelta(hours=1),
        )  # fmt: skip
