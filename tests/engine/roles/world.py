"""A casework database with one of everything, and what every service can be called with."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from unittest import mock

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases, four_eyes, holds, proposals
from engine.casework.bibob import files
from engine.casework.bibob.acting import By
from engine.casework.bibob.models import BibobFile
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import Casework
from engine.casework.meetings import agenda, preparing
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.models import AgendaItem, Meeting, MeetingKind
from engine.casework.models import Hold, Role, User, Verdict
from engine.casework.name_search import Asker
from engine.casework.places import LocationState
from engine.casework.process import requests, tasks
from engine.casework.process.models import Act, Approval, Request, Task
from engine.casework.process.states import State
from engine.casework.proposals import ProposedChange
from engine.casework.users import sign_in
from engine.errors import RoleRefused
from engine.settings import SHIPPED_RULES
from tests.engine.casework.bibob.desk import HOOK
from tests.engine.casework.conftest import NOW
from tests.engine.roles.services import Service, parts

Row = TypeVar("Row")
Value = Callable[["Calling"], object]

WHY = "Verzonnen reden: de toezichthouder vroeg om mee te kijken op deze plek."
KINDS = (CaseKind.SIGNAL, CaseKind.CASE, CaseKind.BIBOB)
_LATER = NOW.date() + timedelta(days=7)


def _place(number: int) -> LocationState:
    return LocationState(f"L{number}", (f"188401000000000{number}",), "high", (), ())


def subject(role: Role) -> str:
    """The subject of somebody who always signs in with this role."""
    return f"u.{role.value}"


@dataclass(frozen=True, slots=True)
class World:
    """The database, a rules folder, and the number of a case of each kind."""

    casework: Casework
    rules: Path
    numbers: Mapping[CaseKind, int]
    others: Mapping[CaseKind, int]


def fill(casework: Casework, rules: Path) -> World:
    """One of everything, made by who may make it; the rules folder has one pack."""
    (rules / "packs").mkdir(parents=True)
    shutil.copy(SHIPPED_RULES / "packs" / "gen.yml", rules / "packs")
    numbers: dict[CaseKind, int] = {}
    others: dict[CaseKind, int] = {}
    with casework.writing() as session:
        who = {role: sign_in(session, subject=subject(role), role=role, now=NOW) for role in Role}
        riec, officer = who[Role.RIEC_LIAISON], who[Role.BIBOB_OFFICER]
        for at, kind in enumerate((CaseKind.SIGNAL, CaseKind.CASE)):
            for made, number in ((numbers, 2 * at + 1), (others, 2 * at + 2)):
                case = cases.open_case(
                    session, user=riec, kind=kind, location=_place(number), purpose=WHY, now=NOW
                )
                made[kind] = case.id
        for made, number in ((numbers, 5), (others, 6)):
            file = files.open_file(
                session, user=officer, location=_place(number), purpose=WHY, now=NOW,
                given=replace(HOOK, reference=f"Z-2026-000{number}"),
            )  # fmt: skip
            made[CaseKind.BIBOB] = file.case_id
        for number in numbers.values():
            case = session.get_one(Case, number)
            asker = officer if case.kind is CaseKind.BIBOB else riec
            requests.ask(
                session, case, user=asker, partner="politie", question="Is er iets?", now=NOW
            )
        _further(session, riec, session.get_one(Case, numbers[CaseKind.CASE]))
    return World(casework, rules, numbers, others)


def _further(session: Session, riec: User, case: Case) -> None:
    meeting = preparing.create(session, user=riec, kind=MeetingKind.DRIEHOEK, day=_LATER, now=NOW)
    agenda.add(
        session, meeting, user=riec, case=None, now=NOW, details=Details("Verzonnen", minutes=5)
    )
    holds.mask(session, user=riec, location=_place(7), reason=WHY, now=NOW)
    tasks.add(session, case, user=riec, title="Bellen", due_on=_LATER, now=NOW)
    author = session.scalar(select(User).where(User.subject == subject(Role.ANALYST)))
    assert author is not None
    change = ProposedChange("GEN", "1", "a" * 64, "3", "tekst", "c" * 64, "verschil")
    proposals.propose(session, user=author, change=change, reason=WHY, report=None, now=NOW)
    four_eyes.ask(
        session, Act.CLOSE_WITH_MEASURE, user=riec, case=case, subject="x", reason=WHY, now=NOW
    )


@dataclass(frozen=True, slots=True)
class Calling:
    """One call: in which world, of which kind of case, by whom."""

    world: World
    session: Session | None
    kind: CaseKind
    role: Role

    @property
    def open(self) -> Session:
        assert self.session is not None
        return self.session

    @property
    def user(self) -> User:
        found = self.open.scalar(select(User).where(User.subject == subject(self.role)))
        assert found is not None
        return found

    @property
    def case(self) -> Case:
        return self.open.get_one(Case, self.world.numbers[self.kind])

    @property
    def other(self) -> Case:
        return self.open.get_one(Case, self.world.others[self.kind])

    @property
    def number(self) -> int:
        return self.world.numbers[self.kind]

    def one(self, model: type[Row]) -> Row:
        """The first row of a table; a request is that of the case."""
        wanted = select(model)
        if model is Request:
            wanted = wanted.where(Request.case_id == self.number)
        found = self.open.scalars(wanted).first()
        assert found is not None, model
        return found


_BY_NAME: Mapping[str, Value] = {
    "number": lambda c: c.number,
    "other": lambda c: c.other,
    "into": lambda c: c.other,
    "reason": lambda _: WHY,
    "text": lambda _: WHY,
    "title": lambda _: "Verzonnen titel",
    "purpose": lambda _: WHY,
    "question": lambda _: WHY,
    "subject": lambda c: subject(c.role),
    "role": lambda c: c.role,
    "roles": lambda _: frozenset({Role.PRIVACY_OFFICER}),
    "owner": lambda c: c.user,
    "assignee": lambda _: None,
    "month": lambda _: NOW.date(),
    "until": lambda _: _LATER,
    "due_on": lambda _: _LATER,
    "on": lambda _: NOW.date(),
    "day": lambda _: _LATER,
    "today": lambda _: NOW.date(),
    "decided_on": lambda _: NOW.date(),
    "to": lambda _: State.WEIGHING_1,
    "step": lambda _: "1",
    "location_ids": lambda _: ["L1"],
    "act": lambda _: Act.CLOSE_WITH_MEASURE,
    "kind": lambda c: c.kind,
    "now": lambda _: NOW,
    "proposal_id": lambda _: 1,
}
"""By the name of a parameter; before by its type."""

_BY_TYPE: Mapping[object, Value] = {
    Session: lambda c: c.open,
    Casework: lambda c: c.world.casework,
    User: lambda c: c.user,
    By: lambda c: By(c.user, c.case.version, NOW),
    Case: lambda c: c.case,
    Meeting: lambda c: c.one(Meeting),
    AgendaItem: lambda c: c.one(AgendaItem),
    Task: lambda c: c.one(Task),
    Approval: lambda c: c.one(Approval),
    Request: lambda c: c.one(Request),
    Hold: lambda c: c.one(Hold),
    BibobFile: lambda c: c.open.get_one(BibobFile, c.world.numbers[CaseKind.BIBOB]),
    LocationState: lambda _: _place(8),
    Verdict: lambda _: Verdict.INNOCENT,
    MeetingKind: lambda _: MeetingKind.DRIEHOEK,
    Asker: lambda c: Asker(subject(c.role), c.role, WHY),
    date: lambda _: _LATER,
}


def argument(calling: Calling, name: str, kind: object) -> object:
    """A value for a parameter: a real one where a check may look at it, else a stand-in."""
    for part in parts(kind):
        if part in _BY_TYPE and name not in {"other", "into", "owner", "assignee", "on"}:
            if part is date and name in _BY_NAME:
                continue
            return _BY_TYPE[part](calling)
    if name in _BY_NAME:
        return _BY_NAME[name](calling)
    return mock.MagicMock(name=name)


@contextmanager
def calling(world: World, service: Service, kind: CaseKind, role: Role) -> Iterator[Calling]:
    """A call in a session that leaves nothing behind, where the service is given one."""
    with ExitStack() as stack:
        session = None
        if Casework not in service.kinds.values():
            session = stack.enter_context(world.casework.reading())
        yield Calling(world, session, kind, role)


def refusal(
    world: World, service: Service, kind: CaseKind, role: Role, given: Mapping[str, Value]
) -> str | None:
    """What a service says to a role; None when the role is not what it refuses.

    Args:
        world: with one of everything.
        service: to call.
        kind: of the case that it is called with.
        role: of who asks.
        given: arguments of this service alone.
    """
    with calling(world, service, kind, role) as one:
        arguments = {
            name: given[name](one) if name in given else argument(one, name, parameter)
            for name, parameter in service.kinds.items()
        }
        try:
            found = service.call(**arguments)
            if isinstance(found, AbstractContextManager):
                with found:
                    pass
            elif isinstance(found, Iterator):
                list(found)
        except RoleRefused as error:
            return str(error)
        except Exception:  # whatever else stands in the way is not about the role
            return None
        return None
