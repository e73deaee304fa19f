"""Judgements about pairs that may be kept no longer: after their term, or with a name.

They refer to people by pseudonym and hold a reason in words; the question to a second person
names both pseudonyms and goes with them.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day, months_after
from engine.casework.match_models import MatchJudgement
from engine.casework.process.models import Approval


def over(session: Session, *, today: date, years: int) -> list[MatchJudgement]:
    """Every judgement about pairs that nobody judged for so many years, by number."""
    old = [
        one
        for entries in of_each(session)
        if months_after(judged_on(entries[-1]), 12 * years) < today
        for one in entries
    ]
    return sorted(old, key=lambda one: one.id)


def of_each(session: Session) -> Iterator[list[MatchJudgement]]:
    """The judgements about each pair, the oldest first; they go together, after the newest."""
    order = (MatchJudgement.kind, MatchJudgement.subject, MatchJudgement.other, MatchJudgement.id)
    found = session.scalars(select(MatchJudgement).order_by(*order))
    for _, group in groupby(found, key=lambda one: (one.kind, one.subject, one.other)):
        yield list(group)


def about(session: Session, subjects: Collection[str]) -> list[MatchJudgement]:
    """Every judgement about a pair with one of these pseudonyms, by number."""
    gone = frozenset(subjects)
    if not gone:
        return []
    found = session.scalars(select(MatchJudgement).order_by(MatchJudgement.id))
    return [one for one in found if not gone.isdisjoint((one.subject, one.other))]


def erase(session: Session, entries: Iterable[MatchJudgement]) -> None:
    """Take these judgements out, and the questions to a second person about them."""
    gone = list(entries)
    numbers = [one.approval_id for one in gone if one.approval_id is not None]
    for one in gone:
        session.delete(one)
    session.flush()
    for number in numbers:
        session.delete(session.get_one(Approval, number))
    session.flush()


def judged_on(entry: MatchJudgement) -> date:
    """The day in the Netherlands."""
    return dutch_day(entry.judged_at)
