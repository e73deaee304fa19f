"""What a matcher says of one query: which record is meant, how sure that is, and what else fits."""

from typing import NamedTuple

NONE = "none"
"""Method of an answer that names nothing."""


class Candidate(NamedTuple):
    """One record that may be meant.

    Attributes:
        id: of the record.
        score: probability that it is the right one, 0 to 1, closed.
    """

    id: str
    score: float


class Answer(NamedTuple):
    """The answer to one query.

    Attributes:
        query_id: of the query.
        id: the record that is meant; None when no record is, or several fit as well.
        method: how it was found; `none` without an id.
        score: probability that `id` is the right one; without an id that of the best
            alternative, 0 when there is none.
        margin: `score` less the score of the runner-up, never below 0.
        alternatives: other records that may be meant, the best first, ties by id.
    """

    query_id: str
    id: str | None
    method: str
    score: float
    margin: float
    alternatives: tuple[Candidate, ...] = ()


def nothing(query_id: str) -> Answer:
    """The answer to a query that nothing fits."""
    return Answer(query_id, None, NONE, 0.0, 0.0)
