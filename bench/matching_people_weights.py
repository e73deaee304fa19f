"""`python -m bench.matching_people_weights SHARED`: the weights of `rules/matching/people.yml`.

For every level, how often it holds in pairs of one person (`m`) and of two (`u`), counted by
Splink on the labelled sets and averaged over the sets that have the field, so that no set counts
more for being large. Prints the block `weights`; nothing is learned when the product runs.
"""

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa

from bench.people_sets import PeopleSet, load_all
from engine.matching.people import model as people_model
from engine.matching.people import records, scoring
from engine.matching.people.levels import COMPARISONS
from engine.matching.people.model import PeopleModel, Weight
from engine.settings import SHIPPED_RULES

_MOST_SAME = 60_000
_RANDOM = 300_000
_LEAST = 200
"""A set with fewer pairs that have a field says nothing of it."""
_TRAIN = ("FEBRL 4", "fake_1000", "historical 50k")
_HALF = 0.5
_MOVED = 0.3
"""People move, and none of the sets has people who did: an address of one person differs at least
so often. Own choice."""
_DOUBLE = (0.01, 0.0005)
"""One surname that is a part of the other: the sets have hardly any double surname. Own choice."""
_ADDRESS = ("house", "postcode", "town")

Counts = dict[str, np.ndarray]
Weights = dict[str, dict[str, tuple[float, float]]]


def weights(sets: Sequence[PeopleSet], model: PeopleModel) -> Weights:
    """`m` and `u` by field and level, averaged over the sets that have the field."""
    same, other = [], []
    for people in sets:
        if people.title in _TRAIN:
            table, truth = prepared(people, model)
            same.append(_shares(table, model, _same(people, truth)))
            other.append(_shares(table, model, _others(people, truth)))
    found: Weights = {}
    for field, comparison in COMPARISONS.items():
        m = np.mean([counts[field] for counts in same if field in counts], axis=0)
        u = np.mean([counts[field] for counts in other if field in counts], axis=0)
        if field in _ADDRESS and m[-1] < _MOVED:
            m = np.append(m[:-1] * (1 - _MOVED) / (1 - m[-1]), _MOVED)
        names = [level.name for level in comparison.levels]
        found[field] = {name: (m[i], u[i]) for i, name in enumerate(names)}
    m = found["given"]["swapped"][0]
    found["given"]["swapped"] = (m, m)  # exchanged names are weighed once, with the surname
    found["surname"]["part"] = _DOUBLE
    return found


def with_weights(model: PeopleModel, found: Weights) -> PeopleModel:
    """The model with other weights."""
    made: Mapping[str, Mapping[str, Weight]] = {
        field: {name: Weight(m=m, u=u) for name, (m, u) in levels.items()}
        for field, levels in found.items()
    }
    return model.model_copy(update={"weights": made})


def prepared(people: PeopleSet, model: PeopleModel) -> tuple[pa.Table, list[str]]:
    """The records of a set as they are compared, and who each of them is."""
    table = records.table(
        people.queries.cells,
        people.others.cells,
        words=model.name_words,
        short_names=people_model.short_names(SHIPPED_RULES),
    )
    return table, [people.truth[i] for i in (*people.queries.ids, *people.others.ids)]


def _same(people: PeopleSet, truth: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of records of one person; a part of them, fixed, when there are very many."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, person in enumerate(truth):
        rows[person].append(row)
    asked = len(people.queries.ids)
    pairs = [
        pair
        for person in sorted(rows)
        for pair in combinations(rows[person], 2)
        if not asked or pair[0] < asked <= pair[1]
    ]
    if len(pairs) <= _MOST_SAME:
        return pairs
    chosen = np.random.default_rng(1).choice(len(pairs), _MOST_SAME, replace=False)
    return [pairs[i] for i in sorted(chosen.tolist())]


def _others(people: PeopleSet, truth: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of records of two people, drawn with a fixed seed."""
    random = np.random.default_rng(1)
    asked, every = len(people.queries.ids), len(truth)
    left = random.integers(0, asked or every, _RANDOM).tolist()
    right = random.integers(asked, every, _RANDOM).tolist()
    drawn = {(min(a, b), max(a, b)) for a, b in zip(left, right, strict=True)}
    return sorted(pair for pair in drawn if truth[pair[0]] != truth[pair[1]])


def _shares(table: pa.Table, model: PeopleModel, pairs: Sequence[tuple[int, int]]) -> Counts:
    """Share of the pairs at each level, best first, by field; half a pair is added to each."""
    scored = scoring.score(table, model, pairs=pairs)
    shares: Counts = {}
    for field, comparison in COMPARISONS.items():
        known = scored.levels[field][scored.levels[field] >= 0]
        if len(known) >= _LEAST:
            size = len(comparison.levels)
            counted = np.bincount(known, minlength=size)[::-1] + _HALF
            shares[field] = counted / counted.sum()
    return shares


def main(shared: Path) -> None:
    """Print the block `weights`."""
    print("weights:")
    for field, levels in weights(load_all(shared), people_model.load(SHIPPED_RULES)).items():
        print(f"  {field}:")
        for name, (m, u) in levels.items():
            print(f"    {name}: {{m: {m:.4g}, u: {u:.3g}}}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
