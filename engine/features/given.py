"""Rows that a statement is given beside the canonical tables: those of a network pattern."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.features.codes import Coded
from engine.features.flows import Atoms


@dataclass(frozen=True, slots=True)
class Given:
    """A table that stands in no register, as the checks of a statement see it.

    Attributes:
        types: DuckDB type by column, in order.
        made_of: by column, the canonical columns, params and texts behind it.
        coded: which columns hold SBI codes, and which their version.
    """

    types: Mapping[str, str]
    made_of: Mapping[str, Atoms]
    coded: Coded
