"""Invented casework for the demo: signals and cases in several states, so that no page is empty.

Everything goes through the services that people use, with their checks and their log. The run is
that of the invented municipality; nothing is added when there are cases already.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases, four_eyes, places, users
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.casework.process import (
    assigning,
    measures,
    moving,
    needs,
    notes,
    privacy_checks,
    requests,
    tasks,
    weighing,
)  # fmt: skip
from engine.casework.process.definition import process_of
from engine.casework.process.models import Act, Answer
from engine.casework.process.states import Origin, State
from engine.snapshot import Run

FIRST_USER = "demo.riec"
"""Who looks at the demo unless `DIJKWACHT_USER` is set: these are their cases and tasks."""
USERS: Mapping[str, Role] = {
    FIRST_USER: Role.RIEC_LIAISON,
    "demo.driehoek": Role.DRIEHOEK_ADVISER,
    "demo.zorg": Role.CARE_ADVISER,
}
_WEIGHED = {
    "1": {"zakelijk": True, "incongruenties": True},
    "2A": {"gemeentelijke_taak": True},
    "2B": {"eigen_grondgebied": True},
    "3": {"concreet": True, "recent": True},
}
_WHY = "Verzonnen voorbeeld: de feiten en de verklaringen van de eigenaar zijn naast elkaar gelegd."
_PATH = (
    State.WEIGHING_1, State.WEIGHING_2, State.WEIGHING_3, State.DESK_RESEARCH,
    State.SIGNAL_MEETING, State.CASE, State.INTERVENTION,
)  # fmt: skip
_STORIES: tuple[tuple[Origin, str, State], ...] = (
    (Origin.HAND, "Verzonnen voorbeeld: de toezichthouder vroeg om mee te kijken.", State.NEW),
    (Origin.REPORT, "Verzonnen voorbeeld: een melding van een buurtbewoner.", State.WEIGHING_1),
    (Origin.PARTNER, "Verzonnen voorbeeld: de omgevingsdienst vroeg ernaar.", State.WEIGHING_3),
    (Origin.REPORT, "Verzonnen voorbeeld: meldingen van twee bronnen.", State.DESK_RESEARCH),
    (Origin.HAND, "Verzonnen voorbeeld: de feiten vragen om samenwerking.", State.CASE),
    (Origin.RIEC, "Verzonnen voorbeeld: het RIEC vroeg om samen te kijken.", State.INTERVENTION),
)


@dataclass(slots=True)
class _Clock:
    """Moments one hour apart, so that the history has an order."""

    now: datetime

    def tick(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


def seed(casework: Casework, run: Run, *, first: datetime) -> int:
    """Play the stories once.

    Args:
        casework: database of the demo.
        run: of the invented municipality; its list of this week stays untouched.
        first: moment of the first act, with a time zone.

    Returns:
        How many signals and cases were made; 0 when there were some already.
    """
    with casework.writing() as session:
        if session.scalar(select(Case.id).limit(1)) is not None:
            return 0
        chosen = beside_the_list(run)[: len(_STORIES)]
        states = places.states(run, chosen)
        clock = _Clock(first)
        people = {
            name: users.sign_in(session, subject=name, role=role, now=clock.tick())
            for name, role in USERS.items()
        }
        for (origin, why, target), location in zip(_STORIES, chosen, strict=False):
            case = cases.open_case(
                session, user=people[FIRST_USER], kind=CaseKind.SIGNAL, location=states[location],
                purpose=why, origin=origin, now=clock.tick(),
            )  # fmt: skip
            _play(session, case, target, people, clock)
        return min(len(_STORIES), len(chosen))


def beside_the_list(run: Run) -> list[str]:
    """Locations that are not on this week's list, by id; eligible ones first."""
    listed = set(run.table("worklist")["location_id"].to_pylist())
    rows = run.table("locations").select(["location_id", "eligible"]).to_pylist()
    ranked = sorted((not row["eligible"], row["location_id"]) for row in rows)
    return [location for _, location in ranked if location not in listed]


def _play(
    session: Session, case: Case, target: State, people: Mapping[str, User], clock: _Clock
) -> None:
    riec = people[FIRST_USER]
    for state in _PATH[: _PATH.index(target) + 1] if target in _PATH else ():
        _prepare(session, case, state, riec, clock)
        moving.move(
            session, case, state, user=riec, reason=_WHY, now=clock.tick(), over_capacity=True
        )
    if target is State.INTERVENTION:
        _intervene(session, case, riec, clock)


def _prepare(session: Session, case: Case, state: State, riec: User, clock: _Clock) -> None:
    """What the process asks for before a step."""
    needed = {
        State.WEIGHING_2: ("1",), State.WEIGHING_3: ("2A", "2B"), State.DESK_RESEARCH: ("3",),
    }  # fmt: skip
    for step in needed.get(state, ()):
        weighing.weigh(
            session, case, step, user=riec, answers=_WEIGHED[step], reason=_WHY, now=clock.tick()
        )
    if state is State.DESK_RESEARCH:
        _check(session, case, "1", riec, clock)
    elif state is State.SIGNAL_MEETING:
        asked = requests.ask(
            session, case, user=riec, partner="omgevingsdienst",
            question="Is er toezicht geweest op deze locatie?", now=clock.tick(),
        )  # fmt: skip
        requests.answer(session, case, asked, user=riec, found=Answer.HIT, now=clock.tick())
    elif state is State.CASE:
        _check(session, case, "2A", riec, clock)
        assigning.assign(session, case, user=riec, owner=riec, now=clock.tick())
    elif state is State.INTERVENTION:
        _check(session, case, "2B", riec, clock)


def _check(session: Session, case: Case, step: str, riec: User, clock: _Clock) -> None:
    questions = process_of(session).privacy_checks[step].questions
    answers = dict.fromkeys(questions, "Verzonnen voorbeeld")
    privacy_checks.record(
        session, case, step, user=riec, answers=answers, allows=True, now=clock.tick()
    )


def _intervene(session: Session, case: Case, riec: User, clock: _Clock) -> None:
    today = clock.tick()
    measures.record(
        session, case, user=riec, instrument="LOD", decided_on=today.date(), now=today,
        reason="Last onder dwangsom: opslag zonder melding beëindigen.",
    )  # fmt: skip
    tasks.add(
        session, case, user=riec, title="Hercontrole plannen met de omgevingsdienst",
        due_on=today.date() + timedelta(weeks=6), now=clock.tick(),
    )  # fmt: skip
    notes.add(session, case, user=riec, text="De eigenaar werkt mee.", now=clock.tick())
    four_eyes.ask(
        session, Act.CLOSE_WITH_MEASURE, user=riec, case=case, now=clock.tick(),
        subject=needs.subject_of(case, needs.CLOSING), reason="De last is nageleefd.",
    )  # fmt: skip
