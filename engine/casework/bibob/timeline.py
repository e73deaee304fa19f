"""The clocks of a file, as they stood at the end of one day."""

from collections.abc import Sequence
from datetime import date

from engine.casework.bibob.catalogue import Catalogue
from engine.casework.bibob.content import Content
from engine.casework.bibob.models import BibobEvent, BibobFile
from engine.casework.clocks import reading
from engine.casework.clocks.clock import Clock, Event
from engine.casework.clocks.definition import Length


def clocks(content: Content, law: Catalogue, *, as_of: date) -> tuple[Clock, ...]:
    """Every clock of the file, in the order of the rules.

    Args:
        content: of the file.
        law: the rules.
        as_of: the day, closed; later events do not exist yet.
    """
    return of_events(content.file, content.events, law, as_of=as_of)


def of_events(
    file: BibobFile, events: Sequence[BibobEvent], law: Catalogue, *, as_of: date
) -> tuple[Clock, ...]:
    """The same, from what happened in the file alone."""
    known = [Event(one.dated_on, one.kind, one.until, one.weeks) for one in events]
    weeks = file.decision_weeks
    lengths = {} if weeks is None else {"decision": Length(weeks=weeks)}
    rules = law.clocks_for(file.permit_kind)
    return reading.read_all(rules, known, as_of=as_of, calendar=law.calendar, lengths=lengths)


def clock(content: Content, law: Catalogue, code: str, *, as_of: date) -> Clock:
    """One clock of the file, by its code."""
    return next(one for one in clocks(content, law, as_of=as_of) if one.code == code)
