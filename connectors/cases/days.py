"""Days of cases: plain dates, and moments with a zone, which are taken in Dutch local time."""

from datetime import date, datetime

from connectors.cases.case import Unusable
from connectors.dates import LOCAL


def day(text: str | None, name: str) -> date | None:
    """The day that a text names: `2024-07-01`, or a moment; None when it is empty.

    A moment with a zone (`2024-06-30T22:30:00Z`) is the day it was in the Netherlands then; one
    without a zone is local already.

    Args:
        text: as delivered.
        name: of the field, for the reason.

    Raises:
        Unusable: the text is no day that exists.
    """
    if not text:
        return None
    try:
        if "T" not in text:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo is None else moment.astimezone(LOCAL)).date()
    except (ValueError, OverflowError) as error:
        raise Unusable(f"{name} is not a date that exists") from error
