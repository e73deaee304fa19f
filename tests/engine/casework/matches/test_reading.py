"""What was judged of pairs: kept whole, the newest that counts holds and reaches the run."""

from datetime import timedelta

from sqlalchemy.orm import Session

from engine.casework import matches
from engine.casework.decisions import collect
from engine.casework.match_models import MatchVerdict
from engine.casework.matches import Pair, State
from engine.decisions import Decision
from tests.engine.casework.conftest import NOW
from tests.engine.casework.matches.pair_world import (
    ADDRESS,
    ANNA,
    BERT,
    COMPANY,
    EACH,
    PEOPLE,
    Someone,
    say,
    told,
)


def test_same_and_different_reach_the_next_run_and_unsure_does_not(
    session: Session, person: Someone
) -> None:
    say(session, person("a"), COMPANY, MatchVerdict.SAME)
    say(session, person("a"), ADDRESS, MatchVerdict.DIFFERENT)
    say(session, person("a"), PEOPLE, MatchVerdict.UNSURE)
    assert told(session) == [
        ("different", ADDRESS.subject, ADDRESS.other, "address"),
        ("same", ANNA, "90000019", "company"),
    ]


def test_decision_says_when_it_began_to_count(session: Session, person: Someone) -> None:
    say(session, person("a"), PEOPLE, MatchVerdict.SAME)
    tomorrow = NOW + timedelta(days=1)
    yes = "Eens."
    matches.confirm(session, [PEOPLE], user=person("b"), allow=True, reason=yes, now=tomorrow)
    assert collect(session, as_of=NOW.date()) == []
    assert collect(session, as_of=tomorrow.date()) == [
        Decision("same", decided_on=tomorrow.date(), subject=ANNA, other=BERT, value="person")
    ]


@EACH
def test_newest_judgement_holds_and_the_earlier_ones_stay(
    session: Session, person: Someone, one: Pair
) -> None:
    for verdict in (MatchVerdict.UNSURE, MatchVerdict.DIFFERENT, MatchVerdict.UNSURE):
        say(session, person("a"), one, verdict)
    judged = matches.of_pairs(session, [one], on=NOW.date())[one]
    assert [entry.number for entry in judged.entries] == [1, 2, 3]
    assert judged.state is State.UNSURE


def test_no_pairs_are_asked_about_without_any(session: Session) -> None:
    assert matches.of_pairs(session, [], on=NOW.date()) == {}
