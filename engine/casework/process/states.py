"""Fixed words of the process: states, outcomes, where a signal came from."""

from enum import StrEnum

from engine.translatable import mark


class State(StrEnum):
    """Where a signal or case stands; the steps between them are in `rules/process.yml`."""

    NEW = "NIEUW"
    NOT_CONCRETE = "ONVOLDOENDE_CONCREET"
    WEIGHING_1 = "WEGING_1"
    WEIGHING_2 = "WEGING_2"
    WEIGHING_3 = "WEGING_3"
    DESK_RESEARCH = "BUREAUONDERZOEK"
    SIGNAL_MEETING = "SIGNAALOVERLEG"
    TO_DEPARTMENT = "NAAR_AFDELING"
    TO_CARE = "NAAR_ZORG"
    TO_RIEC = "NAAR_RIEC"
    CASE = "CASUS"
    INTERVENTION = "INTERVENTIE"
    MONITORING = "MONITORING"
    CLOSED = "AFGESLOTEN"
    DESTROYED = "VERNIETIGD"


ENDED = frozenset({State.CLOSED, State.DESTROYED})
"""No work is done in these, and nothing new is read."""


class Outcome(StrEnum):
    """How a closed one ended."""

    NO_SUBVERSION = "geen_ondermijning"
    UNFOUNDED = "onterecht"
    REPAIRED = "hersteld"
    MEASURE = "maatregel"
    HANDED_OVER = "overgedragen"
    LAPSED = "verlopen"


class Origin(StrEnum):
    """Where a signal came from."""

    LIST = "list"
    REPORT = "report"
    PARTNER = "partner"
    RIEC = "riec"
    HAND = "hand"

    @property
    def label(self) -> str:
        """The origin in Dutch."""
        return _ORIGINS[self]


_ORIGINS = {
    Origin.LIST: mark("weeklijst"),
    Origin.REPORT: mark("melding"),
    Origin.PARTNER: mark("partner"),
    Origin.RIEC: mark("RIEC"),
    Origin.HAND: mark("eigen waarneming"),
}
