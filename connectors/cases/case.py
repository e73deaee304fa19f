"""One case as every case system tells it, before its type is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


class Unusable(ValueError):
    """A record cannot be used; the message is the reason for quarantine."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status that a case got, and when; None when the day is not known."""

    name: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """One case.

    Attributes:
        case_id: number, unique within the source.
        dates: startdatum, registratiedatum and einddatum, where known.
        statuses: every status that is known, oldest first.
        result: name of the result, None when there is none.
        is_result_unknown: True when there is a result and nobody knows which.
        is_status_unknown: True when a status is missing, so that the latest is not known.
        properties: name -> value as text.
        places: where it happens, as place columns; several are several places.
        party: who asked, by `kvk` and `name`.
    """

    case_id: str
    dates: Mapping[str, date] = field(default_factory=dict)
    statuses: tuple[Status, ...] = ()
    result: str | None = None
    is_result_unknown: bool = False
    is_status_unknown: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Mapping[str, object], ...] = ()
    party: Mapping[str, str] = field(default_factory=dict)

    @property
    def ended_on(self) -> date | None:
        """Day on which the case was closed."""
        return self.dates.get("einddatum")
