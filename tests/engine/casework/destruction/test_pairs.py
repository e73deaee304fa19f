"""Judgements about pairs go after their term, or with the name of a person in one."""

from datetime import date, timedelta

from sqlalchemy import select

from engine.casework import matches
from engine.casework.destruction import erasing
from engine.casework.match_models import MatchJudgement, MatchKind, MatchVerdict
from engine.casework.matches import Pair, Said
from engine.casework.process.models import Approval
from tests.engine.casework.destruction.conftest import World, at, riec

DAY = date(2026, 11, 2)
ANNA, BERT, CARL = (f"P{letter * 20}" for letter in "abc")
OLD = matches.pair(MatchKind.PERSON, ANNA, BERT)
NEW = matches.pair(MatchKind.PERSON, BERT, CARL)
LAST = date(2031, 11, 2)


def _judge(world: World, one: Pair, day: date) -> None:
    with world.casework.writing() as session:
        said = Said(MatchVerdict.SAME, "Vergeleken.", "run-1", {}, {})
        matches.judge(session, [one], said, user=riec(session), now=at(day))


def _left(world: World) -> tuple[list[str], int]:
    with world.casework.reading() as session:
        subjects = session.scalars(select(MatchJudgement.subject).order_by(MatchJudgement.id))
        return list(subjects), len(session.scalars(select(Approval.id)).all())


def _lists(world: World, day: date) -> list[str]:
    world.allow(day)
    return world.destroy(day)


def test_judgements_go_the_day_after_their_term_with_the_question_about_them(
    world: World,
) -> None:
    _judge(world, OLD, DAY)
    _judge(world, OLD, DAY)
    assert _lists(world, LAST) == []
    told = _lists(world, LAST + timedelta(days=1))
    assert told == ["oordelen over koppelingen 1-2; vanaf 2031-11-03; aantal 2"]
    subjects, approvals = _left(world)
    assert (subjects, approvals) == ([], 1)  # the approval of the list itself


def test_pair_that_was_judged_again_keeps_what_was_judged_before(world: World) -> None:
    _judge(world, OLD, DAY)
    _judge(world, OLD, LAST)
    assert _lists(world, LAST + timedelta(days=1)) == []


def test_judgements_go_with_the_name_of_a_person_in_them(world: World) -> None:
    _judge(world, OLD, DAY)
    _judge(world, NEW, DAY)
    with world.casework.writing() as session:
        assert erasing.forget_people(session, {ANNA}, user="x", now=at(DAY)) == 1
        assert erasing.forget_people(session, set(), user="x", now=at(DAY)) == 0
    assert _left(world) == ([BERT], 1)
