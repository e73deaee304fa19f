"""Why two people are, or are not, one: how each field agrees, without a value."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from engine.errors import MatchingError
from engine.matching.explaining import Explained
from engine.matching.fields import Field
from engine.matching.people import births, model, records, scoring
from engine.matching.people.levels import COMPARISONS, MISSING
from engine.matching.people.linking import WEIGHED
from engine.matching.people.scoring import Scored

NEVER = 1.1
"""A threshold that no probability reaches: a person decides about people."""


def fields(scored: Scored, index: int) -> Iterator[Field]:
    """How each field of a pair agrees, and what that weighs; no value of a person is told."""
    for name in COMPARISONS:
        yield Field(name, agreement(scored, name, index), float(scored.weights[name][index]))


def agreement(scored: Scored, field: str, index: int) -> str:
    """How one field of a pair agrees, see `fields.AGREEMENTS`."""
    number = int(scored.levels[field][index])
    return MISSING if number < 0 else COMPARISONS[field].levels[-1 - number].agreement


class _Explainer:
    """Compares two texts of a name, and behind a comma a birth date."""

    def threshold(self, rules: Path) -> float:
        """See `explaining.Explainer`."""
        del rules
        return NEVER

    def explain(self, mine: str, theirs: str, rules: Path) -> Explained:
        """See `explaining.Explainer`."""
        cells = [_cells(text) for text in (mine, theirs)]
        chosen = model.load(rules)
        people = records.table(
            (), cells, words=chosen.name_words, short_names=model.short_names(rules)
        )
        scored = scoring.score(people, chosen, pairs=[(0, 1)])
        why = tuple(fields(scored, 0))
        return Explained(float(scored.probability[0]), WEIGHED, why)


def _cells(text: str) -> Mapping[str, str]:
    name, _, born = text.rpartition(",")
    if not name:
        name, born = text, ""
    if born and births.parse(born) == births.parse(None):
        raise MatchingError(f"{born.strip()!r} is no birth date: write a name, then 1980-03-02")
    if not name.strip():
        raise MatchingError("a name is needed, and if known a birth date behind a comma")
    return {"name": name.strip(), "born": born.strip()} if born else {"name": name.strip()}


EXPLAINER = _Explainer()
