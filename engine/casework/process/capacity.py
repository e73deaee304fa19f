"""What people can do: how many cases came to a state lately, against the most that is possible."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from engine.casework.case_models import Case
from engine.casework.process.definition import process_of
from engine.casework.process.models import Transition
from engine.casework.process.states import State
from engine.translatable import sentence


@dataclass(frozen=True, slots=True)
class Load:
    """How many different cases came to a state in `(now - days, now]`, and the most that may."""

    state: State
    count: int
    most: int
    days: int

    @property
    def is_full(self) -> bool:
        """True when one more goes over what people can do."""
        return self.count >= self.most


def loads(session: Session, *, now: datetime) -> list[Load]:
    """Every state of which the process limits how many come to it, in the order of the file."""
    limits = process_of(session).capacity
    return [
        Load(state, _arrived(session, state, limit.days, now), limit.most, limit.days)
        for state, limit in limits.items()
    ]


def full(session: Session, case: Case, to: State, *, now: datetime) -> str | None:
    """That enough cases came to a state lately, in Dutch; None when there is room.

    A case that was there before takes no new place.
    """
    limit = process_of(session).capacity.get(to)
    if limit is None:
        return None
    count = _arrived(session, to, limit.days, now)
    if count < limit.most or session.scalar(_to(to).where(Transition.case_id == case.id).limit(1)):
        return None
    return sentence(
        "al {count} zaken naar {state} in {days} dagen, {most} is het meeste",
        count=str(count), state=str(to), days=str(limit.days), most=str(limit.most),
    )  # fmt: skip


def _arrived(session: Session, to: State, days: int, now: datetime) -> int:
    lately = _to(to).where(Transition.moved_at > now - timedelta(days=days)).distinct()
    return session.scalar(select(func.count()).select_from(lately.subquery())) or 0


def _to(state: State) -> Select[int]:
    return select(Transition.case_id).where(Transition.to_state == state)
