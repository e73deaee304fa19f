"""Why a name is, or is not, that of a company: the fields compared."""

from collections.abc import Iterator
from math import log
from pathlib import Path

from engine.errors import MatchingError
from engine.matching.companies import lexicon, model
from engine.matching.companies.index import Index
from engine.matching.companies.parts import Compared
from engine.matching.explaining import Explained
from engine.matching.fields import Field


def fields(name: str, compared: Compared) -> Iterator[Field]:
    """The fields of a pair; each weight is the part of the utility that the field gives."""
    for field, agreement, utility in compared.fields:
        shown = (name, compared.name) if field == "name" else (None, None)
        yield Field(field, agreement, utility / log(2), *shown)


class _Explainer:
    """Compares two names as if the second were the only company there is."""

    def threshold(self, rules: Path) -> float:
        """See `explaining.Explainer`."""
        return model.load(rules).threshold

    def explain(self, mine: str, theirs: str, rules: Path) -> Explained:
        """See `explaining.Explainer`."""
        index = Index([("theirs", [theirs])], model.load(rules), lexicon.load(rules))
        (answer,) = index.match([("mine", mine)], best=True)
        if answer.id is None:
            raise MatchingError(f"{mine!r} and {theirs!r}: one of the two is no name of a company")
        compared = index.compare(mine, answer.id)
        return Explained(answer.score, answer.method, tuple(fields(mine, compared)))


EXPLAINER = _Explainer()
