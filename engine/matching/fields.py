"""How the fields of two records compare, as every matcher tells it."""

from dataclasses import dataclass

AGREEMENTS = ("equal", "similar", "different", "missing")


@dataclass(frozen=True, slots=True)
class Field:
    """How one field of a pair compares.

    Attributes:
        field: `street`, `house_number`, `legal_form`, `surname`, ….
        agreement: one of `AGREEMENTS`; `missing` when one of the two has none.
        weight: base-2 logarithm of how much more often same than different records agree so:
            above 0 speaks for the same, below 0 against, 0 says nothing.
        mine, theirs: the values, where they are no person's; None otherwise.
    """

    field: str
    agreement: str
    weight: float
    mine: str | None = None
    theirs: str | None = None
