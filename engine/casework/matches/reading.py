"""What was judged of pairs, as it stood on a day: by pair, and for the next run.

Of what two persons must say, the first one waits; until the second one agrees, and when that one
refuses, what was judged before holds.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework.match_models import MatchJudgement, MatchVerdict
from engine.casework.matches.pairs import Judged, Pair
from engine.decisions import Decision

_TOGETHER = (MatchVerdict.SAME, MatchVerdict.DIFFERENT)


def of_pairs(session: Session, pairs: Iterable[Pair], *, on: date) -> dict[Pair, Judged]:
    """What was judged of these pairs as it stood on a day; pairs that nobody judged are left out.

    Args:
        session: any session.
        pairs: at most a few hundred, see `MAX_AT_ONCE`.
        on: last day that exists.
    """
    wanted = [
        and_(
            MatchJudgement.kind == one.kind,
            MatchJudgement.subject == one.subject,
            MatchJudgement.other == one.other,
        )
        for one in pairs
    ]
    return _judged(_entries(session, or_(*wanted)), on) if wanted else {}


def everything(session: Session, *, on: date) -> dict[Pair, Judged]:
    """What was judged of every pair as it stood on a day, by pair."""
    return _judged(_entries(session), on)


def known(session: Session, *, as_of: date) -> list[Decision]:
    """`same` and `different` as they stood at the end of a day, for the next run; by pair."""
    return [
        Decision(
            held.verdict.value,
            decided_on=_counts_from(held),
            subject=one.subject,
            other=one.other,
            value=one.kind.value,
        )
        for one, judged in everything(session, on=as_of).items()
        if (held := judged.holds) is not None and held.verdict in _TOGETHER
    ]


def _entries(session: Session, *conditions: object) -> list[MatchJudgement]:
    found = select(MatchJudgement).where(*conditions)  # type: ignore[arg-type]
    order = (MatchJudgement.kind, MatchJudgement.subject, MatchJudgement.other)
    return list(session.scalars(found.order_by(*order, MatchJudgement.number)))


def _judged(entries: Iterable[MatchJudgement], on: date) -> dict[Pair, Judged]:
    then = [entry for entry in entries if dutch_day(entry.judged_at) <= on]
    found = {}
    for one, group in groupby(then, key=lambda e: Pair(e.kind, e.subject, e.other)):
        rows = tuple(group)
        holds = next((row for row in reversed(rows) if _counts(row, on)), None)
        waits = rows[-1] if _is_waiting(rows[-1], on) else None
        found[one] = Judged(rows, holds, waits)
    return found


def _counts(entry: MatchJudgement, on: date) -> bool:
    if entry.approval is None:
        return True
    decided = entry.approval.decided_at
    return bool(entry.approval.allowed) and decided is not None and dutch_day(decided) <= on


def _is_waiting(entry: MatchJudgement, on: date) -> bool:
    asked = entry.approval
    if asked is None or asked.expires_on < on:
        return False
    return asked.decided_at is None or dutch_day(asked.decided_at) > on


def _counts_from(entry: MatchJudgement) -> date:
    decided = None if entry.approval is None else entry.approval.decided_at
    return dutch_day(decided or entry.judged_at)
