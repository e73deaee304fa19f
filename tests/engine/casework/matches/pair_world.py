"""Three pairs, and somebody who judges them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import matches
from engine.casework.decisions import collect
from engine.casework.match_models import MatchJudgement, MatchKind, MatchVerdict
from engine.casework.matches import Pair, Said, State
from engine.casework.models import User
from tests.engine.casework.conftest import NOW

ANNA, BERT, CARL = (f"P{letter * 20}" for letter in "abc")
PEOPLE = matches.pair(MatchKind.PERSON, ANNA, BERT)
COMPANY = matches.pair(MatchKind.COMPANY, ANNA, "90000019")
ADDRESS = matches.pair(MatchKind.ADDRESS, "place:Dorpsstr 1", "1884010000000001")
EACH = pytest.mark.parametrize("one", [ADDRESS, COMPANY, PEOPLE], ids=lambda one: one.kind.value)
LATER = NOW + timedelta(hours=1)

Someone = Callable[[str], User]


def say(
    session: Session, user: User, one: Pair, verdict: MatchVerdict, *, seen: int | None = None
) -> MatchJudgement:
    """One person judges one pair, or withdraws that."""
    looked = {} if seen is None else {one: seen}
    said = Said(verdict, "Naam en adres vergeleken.", "run-1", looked, {one: 0.8})
    return matches.say(session, [one], said, user=user, now=NOW)[0]


def state(session: Session, one: Pair) -> State:
    """Where a pair stands now."""
    return matches.of_pairs(session, [one], on=NOW.date()).get(one, matches.NOBODY).state


def told(session: Session) -> list[tuple[str, str | None, str | None, str | None]]:
    """What the next run is told."""
    found = collect(session, as_of=NOW.date())
    return [(d.kind, d.subject, d.other, d.value) for d in found]
