"""What the public sets of people know, and what both ways to measure share."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bench import people_splink
from bench.matching_table import Failures
from bench.people_sets import (
    PeopleSet,
)
from engine.matching.people import model
from engine.settings import SHIPPED_RULES

FUZZ_THRESHOLD = 85.0
"""Token sort ratio from where on rapidfuzz alone links."""
_EXAMPLES = 3


def short_names() -> Mapping[str, Sequence[str]]:
    """The shipped names that a short form may stand for."""
    return model.short_names(SHIPPED_RULES)


def best_of_splink(found: people_splink.Defaults, people: PeopleSet) -> list[tuple[str, float]]:
    """The threshold that is best for Splink, known only to who has the truth."""
    known = pairs_known(people)
    scores = []
    for threshold in (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99):
        links = [(a, b) for a, b, p in found.pairs if p >= threshold]
        right = sum(people.truth[a] == people.truth[b] for a, b in links)
        scores.append((2 * right / (len(links) + known), threshold))
    return [("Splink defaults, best threshold", max(scores)[1])]


def pairs_known(people: PeopleSet) -> int:
    """How many pairs of records are of one person."""
    if people.within:
        sizes = Counter(people.truth[i] for i in people.others.ids).values()
        return sum(n * (n - 1) // 2 for n in sizes)
    theirs = Counter(people.truth[i] for i in people.others.ids)
    return sum(theirs[people.truth[i]] for i in people.queries.ids)


def failures(kinds: Mapping[str, Sequence[str]]) -> list[Failures]:
    """What went wrong by kind, most first."""
    order = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Failures(kind, len(found), found[:_EXAMPLES]) for kind, found in order]
