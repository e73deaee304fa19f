"""The shipped model of people: what each agreement weighs, and when a pair counts as one person.

Everything stands in `rules/matching/people.yml`, with the lists beside it; nothing of it is
learned in a run. The model is that of Fellegi and Sunter: `m` is how often two records of one
person agree so, `u` how often those of two people do.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from engine import csv_table
from engine.errors import SettingsError
from engine.matching.folding import plain
from engine.matching.people.levels import COMPARISONS
from engine.matching.people.names import Words
from engine.settings import load_kept
from engine.strict import Cited, Strict

FOLDER = Path("matching")
FILE = FOLDER / "people.yml"
SHORT_NAMES = FOLDER / "short_names.csv"
Share = Annotated[float, Field(gt=0, lt=1)]


class Weight(Strict):
    """How often one level holds: `m` in pairs of one person, `u` in pairs of two people."""

    m: Share
    u: Share

    @property
    def bits(self) -> float:
        """Base-2 logarithm of `m / u`."""
        return math.log2(self.m / self.u)


class Limits(Cited):
    """What keeps a hostile or huge sheet from taking forever.

    Attributes:
        longest_text: a cell with more signs is not read.
        pairs_per_key: a key of more pairs of records than this is too common to compare by.
        alternatives: of one query that are told, and compared with the best one.
    """

    longest_text: int = Field(ge=1)
    pairs_per_key: int = Field(ge=1)
    alternatives: int = Field(ge=1)


class Prior(Cited):
    """How likely two records are the same before anything is compared.

    Attributes:
        counterparts: records of the same person that a record has among the others, until the
            sheets show it.
        records: how many records that counts as, beside those of the sheets.
        least, most: what it can be at all.
        population: the sheet is taken for a part of at least so many people.
    """

    counterparts: float = Field(gt=0)
    records: float = Field(gt=0)
    least: float = Field(gt=0)
    most: float = Field(gt=0)
    population: int = Field(ge=2)

    def share(self, records: int) -> float:
        """The probability for a sheet of so many records to match against."""
        return min(0.5, self.counterparts / max(records, self.population))


class Likeness(Cited):
    """From where on texts are alike: Jaro-Winkler, and letters that a text must have for it."""

    near: Share
    close: Share
    street: Share
    near_letters: int = Field(ge=1)
    edit_letters: int = Field(ge=1)


class Frequency(Cited):
    """How common a value is taken to be until the sheets show it.

    Attributes:
        usual: share of records that carry a common value.
        records: how many records that counts as, beside those of the sheets.
    """

    usual: Share
    records: float = Field(gt=0)


class Relatives(Cited):
    """What people share who live together: it never adds up to one person by itself.

    Attributes:
        fields: what relatives have in common.
        usual: others in the same house that a record has in a sheet, until the sheet shows it.
        records: how many records that counts as, beside those of the sheet.
        twins: share of relatives who were born on one day.
    """

    fields: Sequence[str]
    usual: float = Field(gt=0)
    records: float = Field(gt=0)
    twins: Share


class Calibration(Cited):
    """What makes the sum of weights a probability: `slope * bits + offset`, again in bits."""

    slope: float = Field(gt=0)
    offset: float


class Accepted(Cited):
    """When a record is the answer to a query, and when two records are one person.

    Attributes:
        probability: at least this.
        margin: at least so far above the runner-up that is somebody else.
    """

    probability: Share
    margin: float = Field(ge=0, le=1)


class Grouped(Cited):
    """How one set is parted into people, see `clusters.group`.

    Attributes:
        unseen: bits against, of a pair that has little in common.
        most: bits that one pair counts at most.
    """

    unseen: float = Field(gt=0)
    most: float = Field(gt=0)


class WordLists(Cited):
    """Words of names that are no names."""

    prefixes: Sequence[str]
    titles: Sequence[str]


class InRun(Cited):
    """Which people of a run are compared with each other.

    Attributes:
        tables: canonical tables whose people count, by role.
        agree: fields that are equal or alike in every pair that is told.
        everywhere: tables of which two people are told also when all is at one location; of
            others a pair there connects nothing.
        pairs_per_key: as in `Limits`; lower, as a run must not wait for names that many share.
        probability: pairs from here on are told.
        most: pairs at most, the likeliest first.
    """

    tables: Mapping[str, Sequence[str]]
    agree: Sequence[str]
    everywhere: Sequence[str]
    pairs_per_key: int = Field(ge=1)
    probability: Share
    most: int = Field(ge=1)


class PeopleModel(Cited):
    """Everything in `matching/people.yml`.

    Attributes:
        made_by: the command that made the weights and the calibration.
        frequencies: by column whose values differ in how common they are.
        weights: by field and level.
    """

    made_by: str
    limits: Limits
    prior: Prior
    words: WordLists
    likeness: Likeness
    frequencies: Mapping[str, Frequency]
    relatives: Relatives
    weights: Mapping[str, Mapping[str, Weight]]
    calibration: Calibration
    accepted: Accepted
    grouped: Grouped
    in_run: InRun

    @model_validator(mode="after")
    def _levels_are_known(self) -> Self:
        wanted = {field: [level.name for level in c.levels] for field, c in COMPARISONS.items()}
        given = {field: [*levels] for field, levels in self.weights.items()}
        if given != wanted:
            raise ValueError(f"weights: the fields and levels are, in this order, {wanted}")
        columns = {lv.frequency for c in COMPARISONS.values() for lv in c.levels if lv.frequency}
        if {*self.frequencies} != columns:
            raise ValueError(f"frequencies: the columns are {', '.join(sorted(columns))}")
        return self

    @property
    def name_words(self) -> Words:
        """Prefixes and titles as they stand in a folded name."""
        prefixes = {word for text in self.words.prefixes for word in plain(text).split()}
        titles = {word for text in self.words.titles for word in plain(text).split()}
        return Words(frozenset(prefixes), frozenset(titles), self.limits.longest_text)

    def most_shared(self, records: int, relatives: float) -> float:
        """Bits that the fields of relatives count at most: as often as a relative is in a sheet.

        Args:
            records: how many records there are to match against.
            relatives: others that a record has in the same house, see `Relatives`.
        """
        return math.log2(max(records, self.prior.population) / relatives)


def load(rules: Path) -> PeopleModel:
    """Read the model of a rules folder.

    Raises:
        SettingsError: it is not there or something in it is wrong; everything is named, with line.
    """
    return load_kept(rules / FILE, PeopleModel)


@lru_cache(maxsize=4)
def _short_names(file: Path, changed: int) -> Mapping[str, tuple[str, ...]]:
    del changed
    forms: dict[str, set[str]] = {}
    for line, cells in csv_table.rows(file, ("short", "name")):
        if len(cells) != 2 or not all(cell and plain(cell) == cell for cell in cells):
            raise SettingsError(
                "a short form and a name, in small letters a to z", file=file, line=line
            )
        forms.setdefault(cells[0], set()).add(cells[1])
    return {short: tuple(sorted(names)) for short, names in forms.items()}


def short_names(rules: Path) -> Mapping[str, tuple[str, ...]]:
    """The names that a short form may stand for, by short form.

    Raises:
        SettingsError: the list cannot be read, or a row of it is no pair of names.
    """
    file = rules / SHORT_NAMES
    try:
        changed = file.stat().st_mtime_ns
    except OSError as error:
        raise SettingsError(f"cannot be opened: {error.strerror}", file=file) from error
    return _short_names(file, changed)
