"""Two people become one when two persons say so."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from engine.casework import four_eyes, matches
from engine.casework.match_models import MatchVerdict
from engine.casework.matches import State
from engine.errors import CaseworkError
from tests.engine.casework.conftest import NOW
from tests.engine.casework.matches.pair_world import (
    ANNA,
    BERT,
    LATER,
    PEOPLE,
    Someone,
    say,
    state,
    told,
)


def test_same_of_two_people_waits_for_a_second_person(session: Session, person: Someone) -> None:
    say(session, person("a"), PEOPLE, MatchVerdict.SAME)
    assert (state(session, PEOPLE), told(session)) == (State.WAITING, [])
    with pytest.raises(CaseworkError, match="wie het vroeg"):
        matches.confirm(session, [PEOPLE], user=person("a"), allow=True, reason="Zelf.", now=LATER)
    (asked,) = four_eyes.waiting(session, user=person("b"), now=NOW)
    four_eyes.decide(session, asked, user=person("b"), allow=True, reason="Eens.", now=LATER)
    assert (state(session, PEOPLE), told(session)) == (
        State.SAME, [("same", ANNA, BERT, "person")],
    )  # fmt: skip


def test_refused_join_leaves_what_was_judged_before(session: Session, person: Someone) -> None:
    say(session, person("a"), PEOPLE, MatchVerdict.UNSURE)
    say(session, person("a"), PEOPLE, MatchVerdict.SAME)
    matches.confirm(
        session, [PEOPLE], user=person("b"), allow=False, reason="Ander adres.", now=LATER
    )
    assert (state(session, PEOPLE), told(session)) == (State.UNSURE, [])


def test_question_that_nobody_answered_lapses(session: Session, person: Someone) -> None:
    say(session, person("a"), PEOPLE, MatchVerdict.SAME)
    later = (NOW + timedelta(days=15)).date()
    assert matches.everything(session, on=later)[PEOPLE].state is State.OPEN


@pytest.mark.parametrize("verdict", [MatchVerdict.WITHDRAWN, MatchVerdict.DIFFERENT])
def test_judgement_after_a_question_ends_the_question(
    session: Session, person: Someone, verdict: MatchVerdict
) -> None:
    asked = say(session, person("a"), PEOPLE, MatchVerdict.SAME).approval
    assert asked is not None
    say(session, person("b"), PEOPLE, verdict)
    assert four_eyes.waiting(session, user=person("b"), now=NOW) == []
    with pytest.raises(CaseworkError, match="verlopen"):
        four_eyes.decide(session, asked, user=person("b"), allow=True, reason="Eens.", now=NOW)
