"""Why two texts are, or are not, one and the same: one explainer per kind of pair.

A kind plugs in with one line in `EXPLAINERS`; its module is imported when it is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from engine.errors import MatchingError
from engine.matching.fields import Field

EXPLAINERS: Mapping[str, str] = {
    "address": "engine.matching.addresses.explaining",
    "company": "engine.matching.companies.explaining",
    "person": "engine.matching.people.explaining",
}
"""Module with an `EXPLAINER`, by kind: `address`, `company`, `person`."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What a matcher says of two texts.

    Attributes:
        probability: that they are the same, 0 to 1, closed.
        method: how it was found.
        why: the fields compared, in a fixed order.
    """

    probability: float
    method: str
    why: Sequence[Field]


class Explainer(Protocol):
    """A matcher of one kind that can say why."""

    def threshold(self, rules: Path) -> float:
        """From which probability on it links by itself; above 1 when it never does."""
        ...

    def explain(self, mine: str, theirs: str, rules: Path) -> Explained:
        """Compare two texts.

        Raises:
            MatchingError: a text cannot be read as something of this kind.
        """
        ...


def explainer(kind: str) -> Explainer:
    """The explainer of a kind.

    Raises:
        MatchingError: there is none; the known kinds are told.
    """
    if kind not in EXPLAINERS:
        known = ", ".join(sorted(EXPLAINERS)) or "none"
        raise MatchingError(f"no matcher explains the kind {kind!r}; known: {known}")
    found: Explainer = import_module(EXPLAINERS[kind]).EXPLAINER
    return found


def threshold(kind: str, rules: Path) -> float | None:
    """From which probability on a kind is linked by itself; None when nothing tells it."""
    return explainer(kind).threshold(rules) if kind in EXPLAINERS else None
