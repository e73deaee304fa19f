"""What people judged of pairs, read together: which records are one, and where that contradicts.

`same` chains: with A and B, and B and C, all three are one. A group in which two sides were judged
`different`, or that would be two companies, joins nothing: which judgement is wrong is a guess.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from engine.decisions import Decision
from engine.register.holdings import components
from engine.register.match_candidates import PLACE
from engine.register.parties import KVK_NUMBER
from engine.register.pseudonyms import PATTERN

ADDRESS, COMPANY, PERSON = "address", "company", "person"

APART = "contradicts `different`"
TWO_COMPANIES = "one name for two companies"
PERSON_AND_COMPANY = "people and a company in one group"
TWO_PLACES = "one place at two addresses"
NO_PAIR = "not a pair of a known kind"

_FITS: Mapping[str, Callable[[str, str], bool]] = {
    ADDRESS: lambda subject, other: subject.startswith(PLACE) and other.isdecimal(),
    COMPANY: lambda subject, other: bool(
        PATTERN.fullmatch(subject) and KVK_NUMBER.fullmatch(other)
    ),
    PERSON: lambda subject, other: bool(PATTERN.fullmatch(subject) and PATTERN.fullmatch(other)),
}


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """One judged pair; `on` is the first day on which the judgement counts, None: not known."""

    kind: str
    subject: str
    other: str
    on: date | None = None

    @property
    def sides(self) -> frozenset[str]:
        """Both sides; their order means nothing here."""
        return frozenset((self.subject, self.other))


@dataclass(frozen=True, slots=True)
class Group:
    """Sides that chains of `same` connect.

    Attributes:
        members: pseudonyms and KVK numbers, or one delivered place and BAG ids; sorted.
        pairs: the judgements that connect them, sorted.
        wrong: why nothing of it joins; None when it can.
    """

    members: tuple[str, ...]
    pairs: tuple[Pair, ...]
    wrong: str | None = None

    @property
    def on(self) -> date | None:
        """The first day on which all of it counts; None: not known."""
        return max((pair.on for pair in self.pairs if pair.on is not None), default=None)


@dataclass(frozen=True, slots=True)
class Judgements:
    """Everything that was judged of pairs.

    Attributes:
        groups: what `same` connects, by first member.
        apart: pairs that were judged `different`, sorted.
        unreadable: how many decisions are no pair, by kind of decision.
    """

    groups: tuple[Group, ...]
    apart: tuple[Pair, ...]
    unreadable: Mapping[str, int]


def read(decisions: Iterable[Decision]) -> Judgements:
    """Group the judgements among the decisions; others are passed over, whatever their order."""
    pairs: dict[str, set[Pair]] = {"same": set(), "different": set()}
    unreadable: dict[str, int] = defaultdict(int)
    for one in decisions:
        if one.kind in pairs:
            kind, subject, other = one.value or "", one.subject or "", one.other or ""
            if kind in _FITS and _FITS[kind](subject, other) and subject != other:
                pairs[one.kind].add(Pair(kind, subject, other, one.decided_on))
            else:
                unreadable[one.kind] += 1
    apart = tuple(sorted(pairs["different"], key=repr))
    return Judgements(tuple(_groups(pairs["same"], apart)), apart, dict(unreadable))


def _groups(same: set[Pair], apart: tuple[Pair, ...]) -> list[Group]:
    pairs = sorted(same, key=repr)
    names = sorted({side for pair in pairs for side in pair.sides})
    number = {name: at for at, name in enumerate(names)}
    edges = np.array([[number[p.subject], number[p.other]] for p in pairs], dtype=np.int64)
    lowest = components(len(names), edges.reshape(-1, 2))
    members, within = defaultdict(list), defaultdict(list)
    for name in names:
        members[int(lowest[number[name]])].append(name)
    for pair in pairs:
        within[int(lowest[number[pair.subject]])].append(pair)
    return [
        Group(tuple(members[at]), tuple(within[at]), _wrong(members[at], within[at], apart))
        for at in sorted(members)
    ]


def _wrong(members: list[str], pairs: list[Pair], apart: tuple[Pair, ...]) -> str | None:
    inside = set(members)
    if any(one.sides <= inside for one in apart):
        return APART
    ids = [name for name in members if name.isdecimal()]
    kinds = {pair.kind for pair in pairs}
    if len(ids) > 1:
        return TWO_PLACES if ADDRESS in kinds else TWO_COMPANIES
    if ids and PERSON in kinds:
        return PERSON_AND_COMPANY
    return None
