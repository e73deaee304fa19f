"""Sources that stand in for another source of the same register, or only check it.

A connector whose options are a subclass of `StandInOptions` is such a source. Intake reads it
after the others, and decides by `use` what becomes of its rows.
"""

from enum import StrEnum

from connectors.delivery import Options


class Use(StrEnum):
    """What a stand-in is for: filling the tables that no other source fills, or comparing."""

    FALLBACK = "fallback"
    CROSS_CHECK = "cross_check"


class StandInOptions(Options):
    """Options of a source that may stand in for another one of its register.

    Attributes:
        use: `fallback` fills the tables when no other source of the register gave rows for
            them, and is not read otherwise; `cross_check` never fills a table and reports the
            differences. Left out: as a fallback where it is needed, else as a cross-check.
    """

    use: Use | None = None
