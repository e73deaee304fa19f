"""The weights with which company names are compared: shipped data, never learned in a run.

`matching/companies.yml` of the rules folder; it says which command and which data made it. Two
steps, both logistic: how well each known name fits the query against the others and against none
of them, then how sure the best one is, by the way in which it was found.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from engine.matching.companies.features import FEATURES
from engine.matching.companies.limits import Agreement, Worth
from engine.settings import load_kept
from engine.strict import Cited, Strict

FILE = Path("matching") / "companies.yml"
METHODS = ("equal", "acronym", "part", "similar")
"""How a name was found when it is not exactly the same one: the same words but for legal form and
abbreviations; initials or beginnings of words; all words of one of both in the other; none
of it."""
FOUND = (
    "odds", "utility", "runner_up", "others_hold", "others_inside", "others_near",
    "others_acronym",
)  # fmt: skip
"""What the other candidates say of the best one: log odds and utility of the first step, utility
of the runner-up, and how many others hold all words of the query, have all theirs in it, hold
most of them, or have it as their acronym (as log1p)."""
PARTS = (
    "glued_equal", "core_many", "core_equal", "form_one", "form_different", "form_equal",
    "my_letters", "one_word", "equal_worth", "my_rest", "their_rest", "my_top", "their_top",
    "my_place", "their_place", "typo_share", "number_one", "number_different", "mine_all",
    "theirs_all", "begins", "spaced", "first_word", "turned",
)  # fmt: skip
"""Features of the pair that the second step looks at again."""
ANSWERS = (*FOUND, *PARTS)

Floats = NDArray[np.float64]


class Weights(Strict):
    """A logistic regression: probability of `bias` plus each number times its weight."""

    bias: float
    weights: Mapping[str, float]

    def vector(self, names: tuple[str, ...]) -> Floats:
        """The weights in the order of `names`."""
        return np.array([self.weights[name] for name in names])


class Coincidence(Cited):
    """How often the name of one company is exactly that of another, as a share of queries.

    Attributes:
        with_form, without_form: names with and without a legal form.
        usual_share: share of queries that has an exactly equal name, before any was seen.
        usual_weight: as many queries this counts for beside those of the sheet.
    """

    with_form: float = Field(gt=0, lt=1)
    without_form: float = Field(gt=0, lt=1)
    usual_share: float = Field(gt=0, lt=1)
    usual_weight: float = Field(gt=0)


class Proposals(Cited):
    """Which pairs a person is asked about.

    Attributes:
        least: from this probability on, closed.
        most: for one name.
    """

    least: float = Field(gt=0, lt=1)
    most: int = Field(ge=1, le=20)


class CompanyModel(Cited):
    """Everything that is a choice in matching companies.

    Attributes:
        made_by: the command that made the weights.
        threshold: an answer is given from this probability on, closed.
        false_match_rate: share of wrong answers among those given, as measured at the threshold.
        different_word: no answer is given when both names have a word worth this much, 0..1, that
            the other lacks.
        pieces: shortest and longest piece of a word that candidates are sought by, in letters.
        keep: candidates kept per way of searching.
        max_postings: a piece that more known names share finds no candidates.
        alternatives: other companies that are told beside an answer.
        worth, agreement: of words, see `limits`.
        proposals: which pairs of a run are shown to a person.
        coincidence: what an exactly equal name is worth.
        pairs: first step, one weight per feature.
        methods: second step, by method.
    """

    made_by: str
    threshold: float = Field(gt=0, le=1)
    false_match_rate: float = Field(ge=0, le=1)
    different_word: float = Field(gt=0, le=1)
    pieces: tuple[int, int]
    keep: int = Field(ge=2, le=100)
    max_postings: int = Field(ge=100)
    alternatives: int = Field(ge=1, le=100)
    worth: Worth
    agreement: Agreement
    proposals: Proposals
    coincidence: Coincidence
    pairs: Weights
    methods: Mapping[str, Weights]

    @model_validator(mode="after")
    def _is_whole(self) -> "CompanyModel":
        if {*self.methods} != {*METHODS}:
            raise ValueError(f"methods are {', '.join(METHODS)}")
        for what, weights, names in (
            ("pairs", self.pairs, FEATURES),
            *((name, self.methods[name], ANSWERS) for name in METHODS),
        ):
            if wrong := sorted({*weights.weights} ^ {*names}):
                raise ValueError(f"weights of {what} are missing or not known: {', '.join(wrong)}")
        return self


def load(rules: Path) -> CompanyModel:
    """Read the model of a rules folder.

    Raises:
        SettingsError: it is not there, or something in it is wrong, with file and line.
    """
    return load_kept(rules / FILE, CompanyModel)
