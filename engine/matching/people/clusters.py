"""One set of records of people parted into people, from the probabilities of its pairs.

Two groups join while the average pair between them speaks for one person; a pair that was not
compared, or has little in common, speaks against. So one mistaken pair does not chain two people
together, as following every link would do.
"""

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Groups:
    """Groups in the making.

    Attributes:
        size: members by group; a group is named by its lowest record.
        links: by group, for every group it has a pair with, the evidence above `unseen`.
        unseen: bits against, of a pair without evidence.
    """

    size: dict[int, int]
    links: dict[int, dict[int, float]]
    unseen: float
    heap: list[tuple[float, int, int]] = field(default_factory=list)

    def average(self, one: int, other: int) -> float:
        """Mean bits of the pairs between two groups."""
        return self.links[one][other] / (self.size[one] * self.size[other]) - self.unseen

    def push(self, one: int, other: int) -> None:
        """Remember two groups that may join."""
        mean = self.average(one, other)
        if mean > 0:
            heapq.heappush(self.heap, (-mean, min(one, other), max(one, other)))

    def join(self, one: int, other: int) -> None:
        """Put `other` into `one`."""
        self.links[one].pop(other)
        theirs = self.links.pop(other)
        theirs.pop(one)
        self.size[one] += self.size.pop(other)
        mine = self.links[one]
        for third, evidence in theirs.items():
            mine[third] = mine.get(third, 0.0) + evidence
            back = self.links[third]
            back.pop(other)
            back[one] = mine[third]
        for third in mine:
            self.push(one, third)


def group(
    records: int,
    pairs: Iterable[tuple[int, int, float]],
    *,
    unseen: float,
    most: float,
) -> Sequence[int]:
    """Part records into people.

    Args:
        records: how many there are, numbered from 0.
        pairs: two records and the probability that they are one person; a pair comes once.
        unseen: bits against, of a pair that is not given; above 0.
        most: bits that one pair counts at most; above 0.

    Returns:
        For every record the lowest record of its group. Ties go to the lowest records, so equal
        pairs in any order give equal groups.
    """
    groups = _Groups(dict.fromkeys(range(records), 1), {n: {} for n in range(records)}, unseen)
    for one, other, probability in pairs:
        evidence = _bits(probability, most) + unseen
        if evidence > 0 and one != other:
            groups.links[one][other] = groups.links[other][one] = evidence
    for one, others in groups.links.items():
        for other in others:
            if one < other:
                groups.push(one, other)
    return _joined(groups, records)


def _joined(groups: _Groups, records: int) -> list[int]:
    parent = list(range(records))
    while groups.heap:
        mean, one, other = heapq.heappop(groups.heap)
        if (
            one in groups.size
            and other in groups.links[one]
            and -mean == groups.average(one, other)
        ):
            groups.join(one, other)
            parent[other] = one
    for record in range(records):
        parent[record] = parent[parent[record]]
    return parent


def _bits(probability: float, most: float) -> float:
    if probability >= 1:
        return most
    if probability <= 0:
        return -math.inf
    return min(most, math.log2(probability / (1 - probability)))
