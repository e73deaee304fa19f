"""The known names that a query may mean, best first, with what they say of each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log, log1p

import numpy as np
from numpy.typing import NDArray

from engine.matching.companies.features import FEATURES
from engine.matching.companies.model import FOUND, PARTS

Floats = NDArray[np.float64]
_AT = {name: at for at, name in enumerate(FEATURES)}
_NO_RUNNER_UP = -5.0
_MAX_UTILITY = 40.0
_NEAR = 0.75
_MIN_ODDS = 1e-6


@dataclass(frozen=True, slots=True)
class Ranked:
    """One company that a query may mean.

    Attributes:
        ids: companies with this name, sorted, that no better name of theirs came before.
        utility: how well the name fits; 0 is as well as nothing.
        pair: row of the pair in the table of features.
        share: probability of each of `ids`, by the first step.
    """

    ids: Sequence[str]
    utility: float
    pair: int
    share: float


def rank(pairs: Sequence[tuple[int, Sequence[str]]], utility: Floats) -> list[Ranked]:
    """Order the names that one query was compared with.

    Args:
        pairs: row and companies of each pair; not empty.
        utility: by row.
    """
    best = sorted(pairs, key=lambda pair: (-utility[pair[0]], pair[1][0]))
    seen: set[str] = set()
    kept: list[tuple[int, Sequence[str]]] = []
    for row, ids in best:
        fresh = [one for one in ids if one not in seen] if seen else ids
        if fresh:
            seen.update(fresh)
            kept.append((row, fresh))
    raised = [exp(min(float(utility[row]), _MAX_UTILITY)) for row, _ in kept]
    total = 1.0 + sum(each * len(ids) for each, (_, ids) in zip(raised, kept, strict=True))
    return [
        Ranked(ids, float(utility[row]), row, each / total)
        for each, (row, ids) in zip(raised, kept, strict=True)
    ]


def described(ranked: Sequence[Ranked], features: Floats) -> list[float]:
    """What the second step looks at, in the order of `ANSWERS`."""
    top = ranked[0]
    rows = features[[one.pair for one in ranked]]
    share = min(1.0 - _MIN_ODDS, max(_MIN_ODDS, top.share))
    second = top.utility if len(top.ids) > 1 else None
    if second is None:
        second = ranked[1].utility if len(ranked) > 1 else _NO_RUNNER_UP
    found = [log(share / (1.0 - share)), top.utility, max(_NO_RUNNER_UP, second)]
    found += [log1p(count) for count in _others(rows)]
    assert len(found) == len(FOUND)
    return [*found, *(float(rows[0, _AT[name]]) for name in PARTS)]


def _others(rows: Floats) -> Iterator[float]:
    for name, least in (
        ("mine_all", 0.5), ("theirs_all", 0.5), ("mine_covered", _NEAR), ("acronym", 0.5),
    ):  # fmt: skip
        yield float((rows[1:, _AT[name]] > least).sum())


def method(row: Floats) -> str:
    """How the best name was found; see `METHODS`."""
    if row[_AT["core_equal"]] or row[_AT["glued_equal"]]:
        return "equal"
    if any(row[_AT[name]] for name in ("acronym", "blend", "reverse_acronym", "acronym_begin")):
        return "acronym"
    return "part" if row[_AT["mine_all"]] or row[_AT["theirs_all"]] else "similar"


def is_barred(row: Floats, *, different_word: float) -> bool:
    """Whether two names are no one company's, however alike: see `CompanyModel.different_word`.

    They differ in a number or a place, or each has a word of that worth that the other lacks.
    """
    bars = ("number_different", "number_one", "my_place", "their_place")
    return any(row[_AT[name]] for name in bars) or bool(row[_AT["conflict"]] >= different_word)
