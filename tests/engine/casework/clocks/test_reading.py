"""Clocks read off events: suspensions, extensions, what is reached and what is held."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.casework.clocks.clock import Clock, Event, Standing
from engine.casework.clocks.definition import ClockRules, Length
from engine.casework.clocks.reading import read_all
from tests.engine.casework.clocks.conftest import CALENDAR, RULES

FILE = {term: [c for c in RULES.clocks if c.term in (None, term)] for term in ("awb", "ow")}
MONDAY = date(2026, 9, 7)
LATER = date(2030, 1, 1)
KINDS = sorted({kind for rule in FILE["awb"] for kind in rule.events})


def _clocks(*events: Event, as_of: date = LATER, term: str = "awb") -> dict[str, Clock]:
    found = read_all(FILE[term], events, as_of=as_of, calendar=CALENDAR)
    return {clock.code: clock for clock in found}


def _decision(*events: Event, as_of: date = LATER, term: str = "awb") -> Clock:
    start = Event(MONDAY, "application_received")
    return _clocks(start, *events, as_of=as_of, term=term)["decision"]


def test_without_events_nothing_has_started() -> None:
    assert {clock.standing for clock in _clocks().values()} == {Standing.NOT_STARTED}


def test_decision_term_is_eight_weeks() -> None:
    clock = _decision(as_of=MONDAY)
    assert (clock.started, clock.due, clock.days_left) == (MONDAY, date(2026, 11, 2), 56)
    assert _decision(as_of=date(2026, 11, 2)).standing is Standing.RUNNING
    late = _decision(as_of=date(2026, 11, 3))
    assert (late.standing, late.days_left) == (Standing.OVERDUE, -1)


def test_completion_stops_from_the_day_after_until_the_day_before() -> None:
    asked = Event(date(2026, 9, 14), "completion_asked", until=date(2026, 9, 28))
    got = Event(date(2026, 9, 24), "completion_received")
    clock = _decision(asked, got)
    assert clock.suspended_days == 9
    assert clock.due == date(2026, 11, 11)


def test_term_to_complete_that_lapses_ends_the_suspension_and_starts_four_weeks() -> None:
    asked = Event(date(2026, 9, 14), "completion_asked", until=date(2026, 9, 28))
    start = Event(MONDAY, "application_received")
    found = _clocks(start, asked, as_of=date(2026, 10, 5))
    assert found["decision"].suspended_days == 13
    assert found["completion"].standing is Standing.OVERDUE
    assert found["not_processing"].started == date(2026, 9, 28)
    assert found["not_processing"].due == date(2026, 10, 26)


def test_while_suspended_the_days_left_stand_still() -> None:
    asked = Event(date(2026, 9, 14), "lbb_requested")
    one, two = (_decision(asked, as_of=date(2026, 9, day)) for day in (21, 23))
    assert (one.standing, one.suspended_since) == (Standing.SUSPENDED, date(2026, 9, 14))
    assert (one.suspended_days, two.suspended_days) == (8, 10)
    assert one.days_left == two.days_left == 50


def test_advice_has_eight_weeks_a_stop_and_four_more() -> None:
    asked = date(2026, 9, 14)
    stop = Event(date(2026, 9, 21), "lbb_data_asked"), Event(date(2026, 10, 1), "lbb_data_received")
    longer = Event(date(2026, 10, 2), "lbb_extended", weeks=9)
    clock = _clocks(Event(asked, "lbb_requested"), *stop, longer)["lbb"]
    assert clock.suspended_days == 10
    assert clock.due == date(2026, 12, 17)


def test_advice_suspends_the_decision_with_both_its_days_and_no_longer_than_allowed() -> None:
    asked = Event(date(2026, 9, 14), "lbb_requested")
    assert _decision(asked, Event(asked.on, "lbb_received")).suspended_days == 1
    assert _decision(asked, Event(date(2026, 9, 24), "lbb_received")).suspended_days == 11
    assert _decision(asked, Event(date(2027, 6, 1), "lbb_received")).suspended_days == 57


def test_two_suspensions_at_once_count_a_day_once() -> None:
    completion = Event(date(2026, 9, 14), "completion_asked", until=date(2026, 10, 14))
    asked = Event(date(2026, 9, 16), "lbb_requested")
    clock = _decision(completion, asked, Event(date(2026, 9, 20), "lbb_received"))
    assert clock.suspended_days == 29


def test_suspension_after_the_term_has_ended_does_nothing() -> None:
    clock = _decision(Event(date(2026, 12, 1), "lbb_requested"), as_of=date(2026, 12, 10))
    assert (clock.suspended_days, clock.due) == (0, date(2026, 11, 2))


@pytest.mark.parametrize(
    ("term", "weeks", "due"),
    [
        ("awb", 3, date(2026, 11, 23)),
        ("awb", None, date(2026, 11, 2)),
        ("ow", 9, date(2026, 12, 14)),
        ("ow", 2, date(2026, 11, 16)),
    ],
)
def test_extension_counts_once_and_within_its_limit(
    term: str, weeks: int | None, due: date
) -> None:
    first = Event(date(2026, 10, 1), "decision_extended", weeks=weeks)
    second = Event(date(2026, 10, 8), "decision_extended", weeks=6)
    assert _decision(first, second, term=term).due == due


def test_what_is_reached_is_told_with_its_day() -> None:
    on_time = _decision(Event(date(2026, 11, 2), "decided"))
    late = _decision(Event(date(2026, 11, 3), "decided"))
    assert (on_time.standing, on_time.days_left) == (Standing.REACHED, None)
    assert (late.standing, late.reached_on) == (Standing.LATE, date(2026, 11, 3))


def test_reached_term_is_not_suspended_afterwards() -> None:
    asked = Event(date(2026, 9, 14), "lbb_requested")
    clock = _decision(asked, Event(date(2026, 9, 16), "application_withdrawn"))
    assert (clock.standing, clock.suspended_since) == (Standing.REACHED, None)


def test_statement_follows_the_letter_or_is_two_weeks() -> None:
    plain = _clocks(Event(MONDAY, "statement_asked"))["statement"]
    named = _clocks(Event(MONDAY, "statement_asked", until=date(2026, 10, 5)))["statement"]
    assert (plain.due, named.due) == (date(2026, 9, 21), date(2026, 10, 5))


def test_statement_that_is_asked_again_starts_again() -> None:
    again = Event(date(2026, 10, 1), "statement_asked")
    given_before = Event(date(2026, 9, 10), "statement_received")
    clock = _clocks(Event(MONDAY, "statement_asked"), given_before, again)["statement"]
    assert (clock.started, clock.standing) == (again.on, Standing.OVERDUE)


def test_retention_is_five_years_and_waits_for_a_procedure() -> None:
    concluded = Event(date(2024, 2, 29), "concluded")
    appeal = Event(date(2028, 12, 1), "procedure_started")
    ended = Event(date(2031, 5, 3), "procedure_ended")
    assert _clocks(concluded)["retention"].due == date(2029, 2, 28)
    pending = _clocks(concluded, appeal, as_of=date(2031, 1, 1))["retention"]
    assert (pending.standing, pending.due) == (Standing.HELD, date(2031, 1, 1))
    assert _clocks(concluded, appeal, ended, as_of=LATER + timedelta(999))["retention"].due == (
        ended.on
    )


def test_event_after_the_day_does_not_exist_yet() -> None:
    decided = Event(date(2026, 10, 1), "decided")
    assert _decision(decided, as_of=date(2026, 9, 30)).standing is Standing.RUNNING


def test_length_of_a_clock_can_be_another_one() -> None:
    found = read_all(
        FILE["awb"], [Event(MONDAY, "application_received")],
        as_of=MONDAY, calendar=CALENDAR, lengths={"decision": Length(weeks=12)},
    )  # fmt: skip
    assert next(c for c in found if c.code == "decision").due == date(2026, 11, 30)


def test_clock_names_only_clocks_above_it() -> None:
    data = RULES.model_dump(by_alias=True)
    data["clocks"] = list(reversed(data["clocks"]))
    with pytest.raises(ValueError, match=r"no clock .* above it"):
        ClockRules.model_validate(data)


EVENTS = st.lists(
    st.builds(
        Event,
        on=st.dates(MONDAY, MONDAY + timedelta(days=200)),
        kind=st.sampled_from(KINDS),
        until=st.none() | st.dates(MONDAY, MONDAY + timedelta(days=230)),
        weeks=st.none() | st.integers(1, 8),
    ),
    max_size=12,
)


@given(events=EVENTS, order=st.randoms())
def test_order_of_events_does_not_matter(events: list[Event], order: Random) -> None:
    shuffled = list(events)
    order.shuffle(shuffled)
    assert _clocks(*events) == _clocks(*shuffled)


@given(events=EVENTS)
def test_suspensions_never_shorten(events: list[Event]) -> None:
    stops = {s.from_ for rule in FILE["awb"] for s in rule.suspensions}
    calm = [event for event in events if event.kind not in stops]
    assert (_decision(*events).due or LATER) >= (_decision(*calm).due or LATER)


@given(events=EVENTS, as_of=st.dates(MONDAY, MONDAY + timedelta(days=400)))
def test_decision_never_ends_on_a_free_day(events: list[Event], as_of: date) -> None:
    due = _decision(*events, as_of=as_of).due
    assert due is not None
    assert not CALENDAR.is_free(due)


@given(events=EVENTS, as_of=st.dates(MONDAY, MONDAY + timedelta(days=400)))
def test_what_happens_later_does_not_change_what_was_said(events: list[Event], as_of: date) -> None:
    until_then = [event for event in events if event.on <= as_of]
    assert _clocks(*events, as_of=as_of) == _clocks(*until_then, as_of=as_of)
