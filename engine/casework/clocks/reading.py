"""Reads clocks off dated events, as they stood at the end of one day.

The order in which events are given does not matter. A suspension can only make a term longer.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from engine.casework.clocks.calendar import Calendar, after
from engine.casework.clocks.clock import Clock, Event, Standing
from engine.casework.clocks.definition import ClockRule, Hold, Length
from engine.casework.clocks.suspending import Span, lengthened, merged, spans


def read_all(
    rules: Sequence[ClockRule],
    events: Iterable[Event],
    *,
    as_of: date,
    calendar: Calendar,
    lengths: Mapping[str, Length] | None = None,
) -> tuple[Clock, ...]:
    """Read every clock, in the order of the rules.

    Args:
        rules: clocks of one file; one names only clocks before it.
        events: what happened, in any order; those after `as_of` do not exist yet.
        as_of: the day, closed.
        calendar: which days are free.
        lengths: another length of a clock, by its code.
    """
    known = sorted((e for e in events if e.on <= as_of), key=lambda event: event.order)
    found: dict[str, Clock] = {}
    for rule in rules:
        length = (lengths or {}).get(rule.code, rule.length)
        found[rule.code] = _read(rule, known, length, as_of, calendar, found)
    return tuple(found.values())


def _read(
    rule: ClockRule,
    events: Sequence[Event],
    length: Length,
    as_of: date,
    calendar: Calendar,
    others: Mapping[str, Clock],
) -> Clock:
    begin = _start(rule, events, others)
    if begin is None:
        return Clock(rule.code, rule.title, Standing.NOT_STARTED, rule.article)
    start = begin.on
    reached = _first(events, rule.reached, start)
    last_day = as_of if reached is None else min(as_of, reached)
    stopped = merged(
        span
        for one in rule.suspensions
        for span in spans(one, events, start=start, last_day=last_day, clocks=others)
    )
    plain = begin.until if rule.set_by_event and begin.until else after(start, length)
    plain += timedelta(weeks=_extended(rule, events, start))
    due = calendar.end(start, lengthened(plain, stopped), length)
    held, due = _held(rule.held, events, due, as_of)
    current = _current(stopped, as_of) if reached is None else None
    return Clock(
        code=rule.code,
        title=rule.title,
        standing=_standing(reached, due, as_of, current, held=held),
        article=rule.article,
        started=start,
        due=due,
        days_left=None if reached else (due - as_of).days,
        suspended_since=current.first if current else None,
        suspended_days=(lengthened(plain, stopped) - plain).days,
        reached_on=reached,
    )


def _start(rule: ClockRule, events: Sequence[Event], others: Mapping[str, Clock]) -> Event | None:
    """The event with which it starts; a lapsed clock starts the next one on its last day."""
    if rule.starts_when_lapsed is not None:
        other = others[rule.starts_when_lapsed]
        lapsed = other.standing in {Standing.OVERDUE, Standing.LATE}
        return Event(other.due, rule.code) if lapsed and other.due else None
    found = [event for event in events if event.kind == rule.starts]
    if not found:
        return None
    return found[0] if rule.which == "first" else found[-1]


def _first(events: Sequence[Event], kinds: Sequence[str], start: date) -> date | None:
    """The first day since `start` on which one of these happened."""
    return next((e.on for e in events if e.kind in kinds and e.on >= start), None)


def _extended(rule: ClockRule, events: Sequence[Event], start: date) -> int:
    """Weeks by which it was extended, within what the clock allows."""
    if rule.extension is None:
        return 0
    most = rule.extension.weeks
    asked = [e.weeks for e in events if e.kind == rule.extension.event and e.on >= start]
    given = [weeks if most is None else min(weeks or most, most) for weeks in asked]
    return sum(weeks or 0 for weeks in given[: rule.extension.times])


def _held(hold: Hold | None, events: Sequence[Event], due: date, as_of: date) -> tuple[bool, date]:
    """Whether it is held on that day, and the last day, which a hold moves to its own end."""
    if hold is None:
        return False, due
    depth, ended = 0, due
    for event in events:
        if event.kind == hold.from_:
            depth += 1
        elif event.kind in hold.until and depth:
            depth -= 1
            ended = max(ended, event.on)
    return depth > 0, max(ended, as_of) if depth else ended


def _current(stopped: Sequence[Span], as_of: date) -> Span | None:
    return next((span for span in stopped if span.first <= as_of < span.end), None)


def _standing(
    reached: date | None, due: date, as_of: date, current: Span | None, *, held: bool
) -> Standing:
    if reached is not None:
        return Standing.LATE if reached > due else Standing.REACHED
    if held:
        return Standing.HELD
    if current is not None:
        return Standing.SUSPENDED
    return Standing.OVERDUE if as_of > due else Standing.RUNNING
