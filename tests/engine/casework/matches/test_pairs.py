"""The two sides of a pair: of people the lower one first."""

from engine.casework import matches
from engine.casework.match_models import MatchKind
from tests.engine.casework.matches.pair_world import ANNA, BERT, PEOPLE


def test_people_have_no_order_and_others_do() -> None:
    assert matches.pair(MatchKind.PERSON, BERT, ANNA) == PEOPLE
    assert matches.pair(MatchKind.COMPANY, "Pz", "1").subject == "Pz"
