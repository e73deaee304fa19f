"""What answers a pattern: the embedded database, or a server of the municipality."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import pyarrow as pa

from engine.network.patterns import Pattern, Value

__all__ = ["Backend", "Value"]


class Backend(Protocol):
    """Answers patterns on one graph; every backend gives the same rows in the same order.

    Attributes:
        name: `embedded` or `neo4j`, as settings and messages write it.
    """

    name: str

    def rows(self, pattern: Pattern, params: Mapping[str, Value], *, as_of: date) -> pa.Table:
        """Find all matches of a pattern.

        Args:
            pattern: from `patterns.parse`.
            params: a value for each of `pattern.params`, no others.
            as_of: relations that began after this day do not exist.

        Returns:
            The columns of `pattern.columns`, sorted by all of them from the left, NULL first;
            lists are sorted and never NULL. One row per match unless the pattern says DISTINCT
            or aggregates.

        Raises:
            PatternError: a value is missing, unknown or of another type, or the answer takes too
                long or too much memory.
        """
        ...
