"""Users who write at once: what each of them does, and what must be there when all are done."""

import sys
import threading
from collections import Counter
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.casework import audit, cases, holds, judgements
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import Casework, open_casework
from engine.casework.models import Hold, Judgement, Place, Role, User, Verdict
from engine.casework.places import LocationState
from engine.casework.users import sign_in
from engine.errors import CaseworkError
from engine.settings import load_settings

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
WEEK = "2026-W44"
DEEDS = ("judged", "held", "lifted", "opened", "closed")
SHARED = "Iedereen opent deze."


def location(turn: int) -> LocationState:
    """The location that every user works on in a turn, so that they meet."""
    return LocationState(f"L{turn}", (f"v{turn}",), "low", ("GEN-01",))


def work(casework: Casework, name: str, turns: int) -> Counter[str]:
    """What one user does, each deed in a session of its own; returns how often each was done.

    A user judges, holds and lifts, and opens a case; and closes the case that all users share,
    which only one of them can.
    """
    done: Counter[str] = Counter()
    for turn in range(turns):
        for deed in (_judge, _hold, _lift, _open, _close):
            with casework.writing() as session:
                user = sign_in(session, subject=name, role=Role.RIEC_LIAISON, now=NOW)
                done[deed(session, user, turn)] += 1
    return done


def crowd(casework: Casework, names: list[str], turns: int) -> Counter[str]:
    """Let these users work at once, each in a thread of its own; an error of one is raised."""
    done: list[Counter[str]] = []
    failed: list[BaseException] = []
    begin = threading.Barrier(len(names))

    def run(name: str) -> None:
        try:
            begin.wait()
            done.append(work(casework, name, turns))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(done, Counter())


def prepare(casework: Casework, turns: int) -> None:
    """Open the case of every turn that all users share."""
    for turn in range(turns):
        with casework.writing() as session:
            user = sign_in(session, subject="first", role=Role.RIEC_LIAISON, now=NOW)
            _open(session, user, turn, SHARED)


def check(casework: Casework, users: int, turns: int) -> None:
    """Nothing is lost, doubled or half there, and the chain of the log is whole."""
    each = users * turns
    with casework.reading() as session:

        def count(kind: type, *where: object) -> int:
            wanted = select(func.count()).select_from(kind)
            return session.scalars(wanted.where(*where)).one()  # type: ignore[arg-type]

        assert count(User) == users + 1
        assert count(Place) == turns
        assert count(Judgement) == each
        assert count(Judgement, Judgement.is_blind) == turns
        assert (count(Hold), count(Hold, Hold.lifted_at.is_not(None))) == (each, each)
        assert (count(Case), count(Case, Case.closed_at.is_not(None))) == (each + turns, turns)
        assert audit.verify(session) == len(DEEDS[:4]) * each + 2 * turns
        by_user = Counter(entry.gebruiker for entry in audit.search(session))
    assert sum(by_user.values()) == 4 * each + 2 * turns
    assert all(number >= 4 * turns for user, number in by_user.items() if user != "first")


def _judge(session: Session, user: User, turn: int) -> str:
    judgements.judge(
        session, user=user, location=location(turn), run="r", week=WEEK,
        verdict=Verdict.UNCLEAR, reason=user.subject, now=NOW,
    )  # fmt: skip
    return "judged"


def _hold(session: Session, user: User, turn: int) -> str:
    day = date(2026, 12, 1)
    holds.snooze(
        session, user=user, location=location(turn), until=day, reason=user.subject, now=NOW
    )
    return "held"


def _lift(session: Session, user: User, turn: int) -> str:
    bag_ids = location(turn).bag_ids
    own = [h for h in holds.holds_of(session, bag_ids, as_of=NOW.date()) if h.user_id == user.id]
    holds.lift(session, own[0], user=user, now=NOW)
    return "lifted"


def _open(session: Session, user: User, turn: int, purpose: str = "Proef.") -> str:
    cases.open_case(
        session, user=user, kind=CaseKind.SIGNAL, location=location(turn), purpose=purpose, now=NOW
    )
    return "opened"


def _close(session: Session, user: User, turn: int) -> str:
    shared = select(Case).where(Case.purpose == SHARED, Case.place.has(location_id=f"L{turn}"))
    try:
        cases.close_case(session, session.scalars(shared).one(), user=user, now=NOW)
    except CaseworkError:
        return "refused"
    return "closed"


if __name__ == "__main__":
    url, names, turns = sys.argv[1], sys.argv[2].split(","), int(sys.argv[3])
    opened = open_casework(url, settings=load_settings())
    print("ready", flush=True)
    sys.stdin.readline()
    crowd(opened, names, turns)
    opened.close()
