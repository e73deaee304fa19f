"""One report of Signalen, whether it came from the API or from the export."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from connectors import dates
from connectors.json_files import Unreadable


@dataclass(frozen=True, slots=True)
class Report:
    """What is read of one report.

    Attributes:
        report_id: number of the report.
        category: slugs `main/sub`, None when unknown.
        state: as Signalen writes it, None when unknown.
        reported_on: day of the incident, else of the report.
        updated: moment of the last change, None when the source does not say.
        place: place columns.
        parent: number of the report that it was split from.
        is_parent: True when it was split into others.
        pseudonym: of the reporter.
        notes: what the run report must say, with counts.
    """

    file: str
    line: int
    report_id: str
    category: str | None
    state: str | None
    reported_on: date
    updated: datetime | None = None
    place: Mapping[str, object] = field(default_factory=dict)
    parent: str | None = None
    is_parent: bool = False
    pseudonym: str | None = None
    notes: Counter[str] = field(default_factory=Counter)

    def content(self) -> tuple[object, ...]:
        """What makes two versions of a report equal."""
        place = tuple(sorted(self.place.items()))
        facts = (self.category, self.state, self.reported_on, self.parent, self.is_parent)
        return (*facts, self.pseudonym, place)


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that cannot be used."""

    file: str
    line: int
    report_id: str | None
    reason: str


def day(values: Mapping[str, object]) -> date:
    """Day of the incident in Dutch time, else day of the report.

    Raises:
        Unreadable: neither is there, or the first that is filled is no date that exists.
    """
    for name in ("incident_date_start", "created_at"):
        value = values.get(name)
        if value is None or value == "":
            continue
        try:
            return dates.local_day(str(value), zone=dates.UTC)
        except ValueError as error:
            raise Unreadable(f"reported_on ({name}): not a date that exists") from error
    raise Unreadable("reported_on: neither incident_date_start nor created_at")


def moment(value: object) -> datetime | None:
    """Moment of a change; without a zone it is UTC. None when it says nothing."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dates.UTC)
