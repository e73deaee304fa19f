"""When a term stands still, as half-open spans of days, and how much longer that makes it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.casework.clocks.clock import Clock, Event
from engine.casework.clocks.definition import Suspension

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `first` up to and not including `end`."""

    first: date
    end: date


def spans(
    rule: Suspension,
    events: Sequence[Event],
    *,
    start: date,
    last_day: date,
    clocks: Mapping[str, Clock],
) -> Iterator[Span]:
    """Spans of one kind of suspension, as far as they are known on a day.

    Args:
        rule: the suspension.
        events: sorted by day.
        start: day on which the term began; earlier days do not count.
        last_day: a suspension without an end lasts up to and including this day for now.
        clocks: read before; one of them can limit the suspension.
    """
    for event in events:
        if event.kind != rule.from_:
            continue
        first = event.on + (_DAY if rule.first == "next_day" else timedelta())
        end = _end(rule, event, events, last_day)
        limit = _limit(rule, event, clocks)
        if limit is not None:
            end = min(end, limit)
        first = max(first, start)
        if first < end:
            yield Span(first, end)


def merged(found: Iterable[Span]) -> tuple[Span, ...]:
    """The same days without overlap, in order: a day with two reasons to stop counts once."""
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.first <= joined[-1].end:
            joined[-1] = Span(joined[-1].first, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def lengthened(end: date, stopped: Sequence[Span]) -> date:
    """The last day of a term that stood still in these spans.

    Args:
        end: last day without them, closed.
        stopped: without overlap, in order; one that begins after the term has ended does nothing.
    """
    for span in stopped:
        if span.first > end:
            break
        end += span.end - span.first
    return end


def _end(rule: Suspension, begun: Event, events: Sequence[Event], last_day: date) -> date:
    """First day on which it no longer stands still, by the event that ends it."""
    same = _DAY if rule.last == "same_day" else timedelta()
    ended = next((e.on for e in events if e.kind in rule.until and e.on >= begun.on), None)
    return last_day + _DAY if ended is None else ended + same


def _limit(rule: Suspension, begun: Event, clocks: Mapping[str, Clock]) -> date | None:
    """First day beyond what the law allows: the last day of a term that was set, or of a clock."""
    if rule.limit is None:
        return begun.until
    clock = clocks[rule.limit]
    if clock.started != begun.on:
        return begun.until
    if clock.due is None:
        return None
    return clock.due + _DAY if rule.last == "same_day" else clock.due
