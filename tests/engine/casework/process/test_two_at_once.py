"""Two people who change the same case: one of them is told who was first."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from engine.casework import audit, cases, four_eyes
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.casework.process import moving, notes
from engine.casework.process.models import Act
from engine.casework.process.states import Outcome, State
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.process.conftest import SHED, WHY

Deed = Callable[[Session, User], object]


@pytest.fixture
def number(casework: Casework) -> int:
    with casework.writing() as session:
        user = sign_in(session, subject="first", role=Role.RIEC_LIAISON, now=NOW)
        case = cases.open_case(
            session, user=user, kind=CaseKind.SIGNAL, location=SHED, purpose="Iets.", now=NOW
        )
        return case.id


def _at_once(casework: Casework, deed: Deed, *, names: str = "abcd") -> tuple[list[str], list[str]]:
    """Let each user do it in a thread of its own: who could, and what the others heard."""
    begin, did, heard = threading.Barrier(len(names)), [], []

    def act(name: str) -> None:
        begin.wait()
        try:
            with casework.writing() as session:
                deed(session, sign_in(session, subject=name, role=Role.RIEC_LIAISON, now=NOW))
            did.append(name)
        except CaseworkError as error:
            heard.append(str(error))

    threads = [threading.Thread(target=act, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return did, heard


def test_second_one_hears_who_was_first(casework: Casework, number: int) -> None:
    def weigh(session: Session, user: User) -> None:
        case = cases.to_change(session, number, user=user, now=NOW, seen=1)
        moving.move(session, case, State.WEIGHING_1, user=user, reason=WHY, now=NOW)

    did, heard = _at_once(casework, weigh)
    assert len(did) == 1
    assert (
        heard
        == [
            f"zaak {number} is intussen gewijzigd door {did[0]} (2 november 2026 om 10:30);"
            " bekijk haar eerst opnieuw"
        ]
        * 3
    )
    with casework.reading() as session:
        case = cases.find(session, number)
        assert (case.state, case.version) == (State.WEIGHING_1, 2)
        assert len(moving.history(session, case)) == 2
        audit.verify(session)


def test_case_is_closed_once(casework: Casework, number: int) -> None:
    def close(session: Session, user: User) -> None:
        case = cases.to_change(session, number, user=user, now=NOW)
        moving.move(
            session, case, State.CLOSED, user=user, reason=WHY, outcome=Outcome.UNFOUNDED, now=NOW
        )

    did, heard = _at_once(casework, close)
    told = f"zaak {number} is gesloten: er komt niets meer bij"
    assert (len(did), heard) == (1, [told] * 3)


def test_notes_of_everybody_are_kept(casework: Casework, number: int) -> None:
    def note(session: Session, user: User) -> None:
        case = cases.to_change(session, number, user=user, now=NOW)
        notes.add(session, case, user=user, text=user.subject, now=NOW)

    did, heard = _at_once(casework, note)
    with casework.reading() as session:
        case: Case = cases.find(session, number)
        assert sorted(n.text for n in notes.of_case(session, case)) == sorted(did) == list("abcd")
    assert heard == []


def test_approval_is_used_once_by_two_at_once(casework: Casework) -> None:
    with casework.writing() as session:
        asker = sign_in(session, subject="x", role=Role.RIEC_LIAISON, now=NOW)
        other = sign_in(session, subject="y", role=Role.PRIVACY_OFFICER, now=NOW)
        asked = four_eyes.ask(
            session, Act.DESTROY, user=asker, subject="lijst", reason="Termijn voorbij.", now=NOW
        )
        four_eyes.decide(session, asked, user=other, allow=True, reason="Gezien.", now=NOW)

    def use(session: Session, user: User) -> None:
        four_eyes.use(session, Act.DESTROY, user=user, subject="lijst", now=NOW)

    did, heard = _at_once(casework, use)
    assert (len(did), len(heard)) == (1, 3)
    assert all("niet goedgekeurd" in one for one in heard)
