"""One answer about companies, whatever kind of file it came in."""

from dataclasses import dataclass
from datetime import date

from connectors.kvk.values import Body


@dataclass(frozen=True, slots=True)
class Response:
    """One answer, and where and when it was received.

    Attributes:
        fetched_on: day of the answer by its envelope, else the day of the delivery.
        recorded_on: day by its envelope only; an answer without is taken as the older one.
        uri: the address that was asked, empty when not recorded.
        part: 1-based place in a page that holds several records, 0 for a whole answer.
        has_next: True for the last record of a full page that names a next page.
    """

    file: str
    line: int
    body: Body
    fetched_on: date | None = None
    recorded_on: date | None = None
    uri: str = ""
    part: int = 0
    has_next: bool = False

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and part: the order in which answers are reported."""
        return self.file, self.line, self.part
