"""Which words of two names stand for each other."""

import pytest

from engine.matching.companies.alignment import Alignment, Words, align
from engine.matching.companies.model import load
from engine.settings import SHIPPED_RULES

LIMITS = load(SHIPPED_RULES).agreement


def _align(mine: str, theirs: str) -> Alignment:
    return align(_words(mine), _words(theirs), LIMITS)


def _words(text: str) -> Words:
    words = text.split()
    return Words(words, [1.0] * len(words), [word[0] for word in words], [False] * len(words))


@pytest.mark.parametrize(
    ("mine", "theirs", "covered"),
    [
        pytest.param("molen dijk", "molen dijk", 2.0, id="equal"),
        pytest.param("dijk molen", "molen dijk", 2.0, id="turned"),
        pytest.param("molendijk", "molen dijk", 1.0, id="written as one"),
        pytest.param("molen dijk", "molendijk", 2.0, id="written as two"),
        pytest.param("mdk", "molen dijk kaag", 0.9, id="acronym"),
        pytest.param("molens", "molen", 0.8, id="longer by an ending"),
        pytest.param("molen", "polder", 0.0, id="another word"),
        pytest.param("dijk 1", "dijk 2", 1.0, id="another number is no typo"),
        pytest.param("dijk dijk", "dijk", 1.0, id="each word once"),
        pytest.param("kade", "kode", 0.75, id="typo"),
    ],
)
def test_words_are_paired(mine: str, theirs: str, covered: float) -> None:
    assert _align(mine, theirs).mine == pytest.approx(covered)


def test_rest_and_order_are_told() -> None:
    found = _align("kaag molen dijk", "dijk molen polder")
    assert (found.my_rest, found.their_rest, found.turns) == (1.0, 1.0, 1)
    assert not found.first
