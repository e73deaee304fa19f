"""One set parted into people: groups join on average, not by one chance pair."""

import random

import pytest

from engine.matching.people.clusters import group

SURE, LIKELY, UNSURE = 0.99, 0.8, 0.4


def _group(records: int, pairs: list[tuple[int, int, float]]) -> list[int]:
    return list(group(records, pairs, unseen=0.5, most=4.0))


@pytest.mark.parametrize(
    ("records", "pairs", "groups"),
    [
        pytest.param(0, [], [], id="nobody"),
        pytest.param(1, [], [0], id="one"),
        pytest.param(3, [(0, 1, SURE)], [0, 0, 2], id="a pair and another"),
        pytest.param(2, [(0, 1, UNSURE)], [0, 1], id="not sure enough"),
        pytest.param(3, [(0, 1, SURE), (1, 2, SURE), (0, 2, SURE)], [0, 0, 0], id="all three"),
        pytest.param(3, [(1, 2, SURE), (0, 1, 0.0)], [0, 1, 1], id="surely different"),
        pytest.param(2, [(0, 1, 1.0)], [0, 0], id="certain"),
    ],
)
def test_groups(records: int, pairs: list[tuple[int, int, float]], groups: list[int]) -> None:
    assert _group(records, pairs) == groups


def test_one_likely_pair_does_not_chain_two_people() -> None:
    one = [(a, b, SURE) for a in range(4) for b in range(a + 1, 4)]
    other = [(a + 4, b + 4, SURE) for a, b, _ in one]
    assert _group(8, [*one, *other, (3, 4, LIKELY)]) == [0] * 4 + [4] * 4


def test_the_order_of_pairs_does_not_matter() -> None:
    chance = random.Random(7)
    pairs = [
        (a, b, chance.choice([UNSURE, LIKELY, SURE])) for a in range(12) for b in range(a + 1, 12)
        if chance.random() < 0.4
    ]  # fmt: skip
    first = _group(12, pairs)
    chance.shuffle(pairs)
    assert _group(12, pairs) == first
