"""What is kept about one fetch of a live source, besides its copies."""

from dataclasses import dataclass
from datetime import date, datetime

from connectors.dates import dutch_day
from connectors.items import Note


@dataclass(frozen=True, slots=True)
class Fetched:
    """One fetch of one source.

    Attributes:
        fetch_id: its number.
        address: base address that was asked.
        began: moment at which it began, UTC.
        ended: moment at which it was complete, None while it is under way or broken off.
        notes: what the connector told about it.
    """

    fetch_id: int
    address: str
    began: datetime
    ended: datetime | None
    notes: tuple[Note, ...]

    @property
    def day(self) -> date:
        """Day of the state that was fetched, in the Netherlands."""
        return dutch_day(self.began)
