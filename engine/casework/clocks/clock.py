"""What clocks are read from and what they say: dated events, and one clock on one day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.translatable import mark


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day.

    Attributes:
        kind: as the clocks name it.
        until: last day that it sets, closed; None: it sets none.
        weeks: by how much it extends; None: by what the clock says.
    """

    on: date
    kind: str
    until: date | None = None
    weeks: int | None = None

    @property
    def order(self) -> tuple[date, str, date, int]:
        """By which events are put in order: the day first."""
        return self.on, self.kind, self.until or date.min, self.weeks or 0


class Standing(StrEnum):
    """Where a clock stands on a day."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    SUSPENDED = "suspended"
    HELD = "held"
    OVERDUE = "overdue"
    REACHED = "reached"
    LATE = "late"

    @property
    def label(self) -> str:
        """The standing in Dutch."""
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """True while something is still to be done."""
        return self not in {Standing.NOT_STARTED, Standing.REACHED, Standing.LATE}


_LABELS = {
    Standing.NOT_STARTED: mark("niet begonnen"),
    Standing.RUNNING: mark("loopt"),
    Standing.SUSPENDED: mark("opgeschort"),
    Standing.HELD: mark("aangehouden"),
    Standing.OVERDUE: mark("verstreken"),
    Standing.REACHED: mark("gehaald"),
    Standing.LATE: mark("te laat gehaald"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock on one day.

    Attributes:
        started: day on which the term began, not counted itself; None: it has not.
        due: last day, closed; while suspended without a known end: if that ended on this day.
        days_left: days from this day to `due`, negative when it has passed; None when it is
            reached or has not started.
        suspended_since: first day of the suspension in force; None: it runs.
        suspended_days: days that the term stood still until now.
        reached_on: day on which it was reached.
        article: id of the article it rests on.
    """

    code: str
    title: str
    standing: Standing
    article: str
    started: date | None = None
    due: date | None = None
    days_left: int | None = None
    suspended_since: date | None = None
    suspended_days: int = 0
    reached_on: date | None = None
