"""What an address matcher weighs by: words, limits and weights of `rules/matching/addresses.yml`.

The weights are shipped data. Nothing is learned in a run; `bench/matching_addresses_weights.py`
makes them from addresses that the benchmark does not measure on.
"""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from engine.settings import load_kept
from engine.strict import Cited, Strict

FILE = Path("matching") / "addresses.yml"

PostcodeLevel = Literal["equal", "area_only", "area", "area_known", "typo", "other", "missing"]
StreetLevel = Literal[
    "equal", "within", "abbreviated", "close", "similar", "weak", "contested", "other_known",
    "other", "missing",
]  # fmt: skip
SuffixLevel = Literal["equal", "variant", "missing", "extra", "other"]
TownLevel = Literal["equal", "within", "similar", "other_known", "other", "missing"]
NumberLevel = Literal["one", "range"]
RelationLevel = Literal["at", "near"]


class Decision(Strict):
    """When a link is given."""

    min_score: float = Field(ge=0.5, le=1)
    min_margin: float = Field(ge=0, le=1)
    guess: float = Field(ge=0, le=0.5)
    max_alternatives: int = Field(ge=1)
    max_length: int = Field(ge=20)
    max_range: int = Field(ge=1)
    max_suffixes: int = Field(ge=1)
    max_readings: int = Field(ge=1)


class Likeness(Strict):
    """When two names count as alike, by edits and from 0 to 100."""

    close_edits: int = Field(ge=1)
    similar_edits: int = Field(ge=1)
    letters_per_edit: float = Field(gt=0)
    weak: float = Field(ge=0, le=100)
    lead: float = Field(ge=0, le=100)
    town: float = Field(ge=0, le=100)
    town_one_edit: float = Field(ge=0, le=100)


class Points(Strict):
    """How far a point may lie from the address that it means, in metres."""

    max_m: float = Field(ge=0)
    spread_m: float = Field(gt=0)
    tail: float = Field(gt=0)
    none_m: float = Field(gt=0)
    accept: float = Field(ge=0.5, le=1)
    neighbours: int = Field(ge=2)
    least: float = Field(ge=0, lt=1)


class Words(Strict):
    """Words around an address, in lower case without signs."""

    near: frozenset[str]
    near_beside_number: frozenset[str]
    near_beside_street: frozenset[str]
    near_pairs: frozenset[str]
    box: frozenset[str]
    labels: frozenset[str]
    floors: frozenset[str]
    tail: frozenset[str]
    cut: frozenset[str]
    parcel: frozenset[str]
    range: frozenset[str]
    links: frozenset[str]
    business: frozenset[str]
    modifiers: frozenset[str]

    @cached_property
    def telling(self) -> frozenset[str]:
        """Words that say more of a text than a name: near, a box, a parcel, what is cut off."""
        return self.near | self.box | self.cut | self.parcel | {"box", "t", "z"}


class Suffixes(Strict):
    """Additions that are words, and ways to write one addition."""

    words: frozenset[str]
    same: tuple[tuple[str, ...], ...]


class Weights(Strict):
    """Base-2 logarithms by how a field compares; their sum and `bias` are the odds of one record.

    Each level has a weight: a level without one is an error.
    """

    bias: float
    postcode: dict[PostcodeLevel, float] = Field(min_length=7)
    street: dict[StreetLevel, float] = Field(min_length=10)
    suffix: dict[SuffixLevel, float] = Field(min_length=5)
    town: dict[TownLevel, float] = Field(min_length=6)
    number: dict[NumberLevel, float] = Field(min_length=2)
    relation: dict[RelationLevel, float] = Field(min_length=2)


FIELDS = ("postcode", "street", "suffix", "town", "number", "relation")
"""Fields in the order in which levels stand in a comparison."""


class Weighing(Cited):
    """The whole file."""

    decision: Decision
    likeness: Likeness
    points: Points
    words: Words
    suffixes: Suffixes
    weights: Weights


def load(rules: Path) -> Weighing:
    """Read the file of a rules folder.

    Raises:
        SettingsError: it is not there or something in it is wrong; named with line.
    """
    return load_kept(rules / FILE, Weighing)
