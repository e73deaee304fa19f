"""How one case of a municipality becomes one row: which column its number, dates and outcome fill.

Two words stand beside a table's own: `decided` marks the day of the decision and leaves open
what it says; `nothing` says that the case ended without a fact.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.tables import TABLES, Column

DECIDED = "decided"
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a case fills one canonical table.

    Attributes:
        table: canonical table.
        key: column of the case number.
        outcome: column that the result or the status fills, None when the table has none.
        role: role of who asked for it, None when the table has none.
        asked: column of the day on which the case began.
        decided: column of the day on which it was decided.
        dated: words with which `decided` is filled; empty means every outcome.
        words: outcomes that the table takes besides those of its column.
        fixed: columns that say what kind of thing it is; the first must be known.
    """

    table: str
    key: str
    outcome: str | None = None
    role: str | None = None
    asked: str | None = None
    decided: str | None = None
    dated: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()

    def columns(self) -> Mapping[str, Column]:
        """Input columns of the table by name."""
        return {column.name: column for column in TABLES[self.table].inputs()}

    def outcomes(self) -> frozenset[str]:
        """Words that a result may lead to."""
        own = self.columns()[self.outcome].words if self.outcome else ()
        return frozenset((*own, *self.words, NOTHING))


SHAPES: Mapping[str, Shape] = {
    shape.table: shape
    for shape in (
        Shape(
            "permit",
            "permit_id",
            outcome="status",
            role="applicant",
            asked="requested_on",
            decided="decided_on",
            fixed=("kind", "use", "bibob_hook"),
        ),
        Shape(
            "licence",
            "licence_id",
            outcome="status",
            role="holder",
            decided="valid_from",
            dated=frozenset({"in_force"}),
            fixed=("kind",),
        ),
        Shape(
            "measure",
            "measure_id",
            role="subject",
            decided="decided_on",
            dated=frozenset({DECIDED}),
            words=(DECIDED,),
            fixed=("kind",),
        ),
        Shape("inspection", "inspection_id", outcome="outcome", fixed=("domain",)),
        Shape(
            "environment_notification",
            "notification_id",
            role="notifier",
            asked="notified_on",
            fixed=("kind", "activity"),
        ),
    )
}
"""Tables that a case may fill, by name."""

UNDECIDED = frozenset({"requested", "notified"})
"""Outcomes that are no decision: a status with such a word does not date one."""
