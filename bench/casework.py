"""Milliseconds of the board, a search, opening a case and tasks, with 10,000 cases.

Each is told as a ratio to an empty query (`SELECT 1`) on the same connection in the same run, and
so is the log: one entry appended at the end of the chain.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.case_models import Case, CaseKind
from engine.casework.database import open_casework
from engine.casework.models import Place, PlaceObject, Role, User
from engine.casework.process import board, notes, realert, tasks
from engine.casework.process.board import Filter
from engine.casework.process.models import CaseHit, Note, Task, Transition
from engine.casework.process.states import Origin, Outcome, State
from engine.casework.users import sign_in
from engine.exports import case_data, case_file
from engine.settings import load_settings

CASES = 10_000
LIMIT_MS = 1000
_NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
_STATES = [state for state in State if state not in (State.DESTROYED, State.CLOSED)]
_TIMES = 15


def main() -> None:
    """Print one line per act: median milliseconds, times an empty query, share of a second."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'casework.sqlite'}"
        casework = open_casework(url, settings=load_settings(), key=lambda: bytes(32))
        with casework.writing() as session:
            fill(session)
        with casework.writing() as session:
            user = sign_in(session, subject="u0", role=Role.RIEC_LIAISON, now=_NOW)
            empty = _median(lambda: session.execute(text("SELECT 1")).all())
            print(f"{'empty query':<34}{empty:8.2f} ms")
            for name, act in acts(session, user).items():
                took = _median(act)
                share = took / LIMIT_MS
                print(f"{name:<34}{took:8.2f} ms  {took / empty:8.0f} x  share {share:5.2f}")
            session.rollback()
        casework.close()


def acts(session: Session, user: User) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    number = CASES // 2
    wanted = select(Case.id).where(Case.closed_at.is_(None), Case.id > number).order_by(Case.id)
    still_open = session.scalars(wanted.limit(1)).one()

    def found(wanted: Filter) -> Callable[[], object]:
        return lambda: board.rows(session, user=user, wanted=wanted, size=50)

    def opened() -> object:
        session.expire_all()
        return case_data.case(case_file.build(session, cases.find(session, number)))

    def noted() -> object:
        case = cases.to_change(session, still_open, user=user, now=_NOW)
        return notes.add(session, case, user=user, text="Een notitie.", now=_NOW)

    return {
        "board: first 50 of all": found(Filter()),
        "board: one state": found(Filter(state=State.WEIGHING_1)),
        "board: counts by state": lambda: board.counts(session, user=user),
        "search: number": found(Filter(words=str(number))),
        "search: BAG id": found(Filter(words=f"v{number}")),
        "search: location": found(Filter(words=f"L{number}")),
        "search: words of a purpose": found(Filter(words=f"melding {number}")),
        "search: ended, words": found(Filter(words="melding 77", ended=True)),
        "open one case": opened,
        "waiting tasks": lambda: tasks.waiting(session, user=user),
        "what cases tell the next run": lambda: realert.known(session, as_of=_NOW.date()),
        "write a note, with its log": noted,
    }


def fill(session: Session, *, run: str = "r") -> None:
    """Put cases with steps, hits, notes and tasks straight into the tables; a fifth has ended.

    Args:
        session: a writing session.
        run: name of the run that their hits are of.
    """
    numbers = range(1, CASES + 1)
    riec = Role.RIEC_LIAISON
    people = [
        {"id": n + 1, "subject": f"u{n}", "role": riec, "is_active": True, "created_at": _NOW}
        for n in range(20)
    ]
    session.execute(insert(User), people)
    places = [{"id": n, "location_id": f"L{n}", "identity": f"L{n}|v{n}"} for n in numbers]
    session.execute(insert(Place), places)
    session.execute(insert(PlaceObject), [{"place_id": n, "bag_id": f"v{n}"} for n in numbers])
    rows = [_case(n) for n in numbers]
    session.execute(insert(Case), rows)
    steps = [_step(row, back) for row in rows for back in (9, 5, 1)]
    session.execute(insert(Transition), steps)
    session.execute(insert(CaseHit), [_hit(n, rule, run) for n in numbers for rule in range(3)])
    at = {"written_at": _NOW, "text": "Een notitie."}
    session.execute(insert(Note), [{"case_id": n, "user_id": 1, **at} for n in numbers])
    session.execute(insert(Task), [_task(n) for n in numbers])


def _case(number: int) -> dict[str, Any]:
    is_ended = number % 5 == 0
    opened = _NOW - timedelta(hours=number)
    return {
        "id": number, "kind": CaseKind.SIGNAL, "place_id": number, "opened_by_id": 1,
        "purpose": f"Verzonnen melding {number} over een loods.", "opened_at": opened,
        "closed_at": _NOW if is_ended else None, "origin": Origin.HAND, "version": 1,
        "state": State.CLOSED if is_ended else _STATES[number % len(_STATES)],
        "outcome": Outcome.UNFOUNDED if is_ended else None, "is_victim": False,
        "owner_id": number % 20 + 1, "last_activity_at": _NOW, "changed_by_id": 1,
    }  # fmt: skip


def _step(row: dict[str, Any], days: int) -> dict[str, Any]:
    return {
        "case_id": row["id"], "to_state": row["state"], "user_id": 1, "role": Role.RIEC_LIAISON,
        "reason": "Verzonnen reden van dertig tekens.", "moved_at": _NOW - timedelta(days=days),
        "checks": {},
    }  # fmt: skip


def _hit(number: int, rule: int, run: str) -> dict[str, Any]:
    return {
        "case_id": number, "place_id": number, "rule_id": f"GEN-0{rule}", "version": "1.0.0",
        "family": "GEN", "role": "factor", "explanation": "Verzonnen.", "run": run,
        "found_on": date(2026, 11, 1), "newest": date(2026, 9, 1), "evidence": ["a:branch:1"],
    }  # fmt: skip


def _task(number: int) -> dict[str, Any]:
    return {
        "case_id": number, "kind": "hand", "title": "Bellen", "made_by_id": 1, "made_at": _NOW,
        "due_on": date(2026, 11, 2) + timedelta(days=number % 90),
        "done_at": _NOW if number % 3 == 0 else None,
    }  # fmt: skip


def _median(act: Callable[[], object]) -> float:
    """Median milliseconds of an act, after one that does not count."""
    act()
    taken = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
