"""What a name of a company was compared with, and how likely each company is."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.matching.answer import Candidate
from engine.matching.companies.ranking import Floats, Ranked
from engine.matching.companies.shapes import MAX_LETTERS, Shape

TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """What a query was compared with.

    Attributes:
        query_id: of the query.
        name: as delivered.
        names: its shapes.
        ranked: the candidates, best first; none when nothing could be compared.
        rows: features, by `Ranked.pair`.
        same: companies that bear exactly one of these names.
        absent: company that was taken to be unknown, if any.
    """

    query_id: str
    name: str
    names: tuple[Shape, ...]
    ranked: Sequence[Ranked]
    rows: Floats
    same: frozenset[str]
    absent: str | None = None

    @property
    def has_form(self) -> bool:
        """Whether the query names a legal form."""
        return any(shape.forms for shape in self.names)

    @property
    def exact(self) -> str | None:
        """The one company of `same`; None when there are none or more."""
        return next(iter(self.same)) if len(self.same) == 1 else None

    @property
    def is_tie(self) -> bool:
        """Whether another company fits as well as the best one."""
        top = self.ranked[0]
        return len(top.ids) > 1 or (
            len(self.ranked) > 1 and top.utility - self.ranked[1].utility <= TIE
        )

    @property
    def is_usable(self) -> bool:
        """Whether the name says enough to be sure: letters, and no more than a name has."""
        letters = max(sum(map(str.isalpha, shape.text)) for shape in self.names)
        return len(self.name.strip()) <= MAX_LETTERS and letters > 1


def options(
    ranked: Sequence[Ranked], score: float, *, first: str | None, most: int
) -> list[Candidate]:
    """The likeliest companies with their probabilities, the best first.

    Args:
        ranked: the candidates, best first.
        score: probability of the best one.
        first: a company of the best name that goes before the others that bear it.
        most: companies of one name that are named beside the best one.
    """
    top = ranked[0]
    ids = [first, *(one for one in top.ids if one != first)] if first else list(top.ids)
    ratio = score / top.share if top.share else 0.0
    spare = 1.0 - score
    rest = [Candidate(one, min(score, top.share)) for one in ids[1 : 1 + most]]
    for each in ranked[1:]:
        probability = min(score, spare, each.share * ratio)
        rest += [Candidate(one, probability) for one in each.ids[:most]]
    if first is not None:
        rest = [Candidate(one.id, min(one.score, spare)) for one in rest]
    rest.sort(key=lambda one: (-one.score, one.id))
    return [Candidate(ids[0], score), *rest]
