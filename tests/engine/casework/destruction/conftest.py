"""Cases to travel in time with, and two persons who look at a list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from connectors.dates import LOCAL
from engine.casework import cases, four_eyes
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import Casework
from engine.casework.destruction import carrying_out, listing
from engine.casework.destruction.carrying_out import Names
from engine.casework.models import Role, User
from engine.casework.process import moving
from engine.casework.process.models import CaseHit
from engine.casework.process.states import Origin, Outcome, State
from engine.casework.users import sign_in
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import SHED, WHY

MARK = "kenmerk-van-een-vrije-tekst"


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), LOCAL)


def riec(session: Session) -> User:
    return sign_in(session, subject="ri", role=Role.RIEC_LIAISON, now=NOW)


@dataclass(frozen=True)
class World:
    """A database in which days pass."""

    casework: Casework

    def case(
        self, day: date, *, kind: CaseKind = CaseKind.CASE, origin: Origin = Origin.HAND
    ) -> int:
        with self.casework.writing() as session:
            return cases.open_case(
                session, user=riec(session), kind=kind, location=SHED, purpose=MARK,
                origin=origin, now=at(day),
            ).id  # fmt: skip

    def signal_that_ended(self, day: date) -> int:
        number = self.case(day, kind=CaseKind.SIGNAL)
        with self.casework.writing() as session:
            case = cases.to_change(session, number, user=riec(session), now=at(day))
            moving.move(
                session, case, State.CLOSED, user=riec(session), reason=f"{WHY} {MARK}",
                outcome=Outcome.UNFOUNDED, now=at(day),
            )  # fmt: skip
        return number

    def hit(self, number: int, found_on: date) -> None:
        with self.casework.writing() as session:
            case = cases.find(session, number)
            session.add(
                CaseHit(
                    case_id=number,
                    place_id=case.place_id,
                    rule_id="GEN-01",
                    version="1",
                    family="GEN",
                    role="signal",
                    explanation=MARK,
                    run="r",
                    found_on=found_on,
                    newest=None,
                    evidence=[MARK],
                )
            )

    def lines(self, day: date, name: str = listing.CASES) -> list[str]:
        with self.casework.reading() as session:
            parts = listing.parts(session, day=day, unmentioned=())
            return [one.line for part in parts for one in part.dues if part.name == name]

    def allow(
        self, day: date, name: str = listing.CASES, *, unmentioned: frozenset[str] = frozenset()
    ) -> None:
        """One person asks, another one allows, on that day."""
        with self.casework.writing() as session:
            for part in listing.parts(session, day=day, unmentioned=unmentioned):
                if part.name != name:
                    continue
                asked = listing.ask(session, part, user=riec(session), reason=WHY, now=at(day))
                other = sign_in(session, subject="fg", role=Role.PRIVACY_OFFICER, now=NOW)
                four_eyes.decide(
                    session, asked, user=other, allow=True, reason="Gezien.", now=at(day)
                )

    def destroy(self, day: date, names: Names | None = None) -> list[str]:
        """What is gone, of the lists that were allowed."""
        whom = names or Names(None, frozenset)
        done = carrying_out.allowed(
            self.casework, subject="ri", role=Role.RIEC_LIAISON, names=whom, today=day, now=at(day)
        )
        return [one.line for _, one in done]

    def duties(self, day: date) -> list[str]:
        return list(carrying_out.duties(self.casework, user="ri", today=day, now=at(day)))

    def state(self, number: int) -> State | None:
        with self.casework.reading() as session:
            return cases.find(session, number).state

    def look(self, number: int, ask: Callable[[Case], object]) -> object:
        with self.casework.reading() as session:
            return ask(cases.find(session, number))


@pytest.fixture
def world(casework: Casework) -> World:
    return World(casework)


@pytest.fixture
def files(tmp_path: Path) -> Callable[[], bytes]:
    """Everything in the files of the database."""
    folder = tmp_path / "state"
    return lambda: b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)
