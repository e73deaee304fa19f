"""What the pages Signalen and Zaken list: cases by state, what people can do, and what lapses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.casework.process import board, capacity
from engine.casework.process.board import Filter, Row
from engine.casework.process.capacity import Load
from engine.casework.process.definition import Process, load_process
from engine.casework.process.states import ENDED, State
from engine.settings import load_settings
from engine.snapshot import Run
from ui import acting, case_places, state
from ui.case_places import Book, Spot
from ui.case_url import Owner, Shown

CARDS = 5
"""Cards of one state on the board; the rest is a list of its own."""
ROWS = 50
"""Rows of one page of a list."""


@dataclass(frozen=True, slots=True)
class Card:
    """One case of a list.

    Attributes:
        spot: its location as the run shows it.
        age_days: whole days in its state.
        lapses_on: day on which it closes by itself; None when it does not.
    """

    row: Row
    spot: Spot
    age_days: int
    lapses_on: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """Cases by state, in the order of the process.

    Attributes:
        counts: how many there are, states without one left out.
        cards: the oldest of each; of one state only when that was asked for.
        loads: how much came to states of which people can do only so many.
    """

    process: Process
    counts: Mapping[State, int]
    cards: Mapping[State, Sequence[Card]]
    loads: Sequence[Load]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of cases.

    Attributes:
        total: of all pages.
    """

    process: Process
    cards: Sequence[Card]
    total: int


def signal_states(process: Process) -> tuple[State, ...]:
    """States before a signal becomes a case, in the order of the process."""
    return tuple(
        one for one in process.states if one not in process.case_states and one not in ENDED
    )


def process() -> Process:
    """The process as the municipality wrote it down.

    Raises:
        SettingsError: something in it is wrong.
    """
    return load_process(state.casework().settings.rules)


def signals(run: Run, shown: Shown, *, words: str, owner: str | None) -> Board:
    """Signals by state.

    Args:
        run: tells addresses and villages.
        shown: filters; with a state only that one has cards.
        words: what is looked for; empty for all.
        owner: subject of who works on them, beside what `shown` says of that.
    """
    spots, known = case_places.book(run), process()
    here = signal_states(known)
    wanted = _filter(spots, shown, words, owner, states=here)
    with acting.signed_in() as act:
        counts = board.counts(act.session, user=act.user, wanted=wanted)
        cards = {
            one: [
                _card(row, spots)
                for row in board.rows(
                    act.session,
                    user=act.user,
                    wanted=_filter(spots, shown, words, owner, states=(one,)),
                    size=CARDS,
                )
            ]
            for one in here
            if one in counts
        }
        return Board(known, counts, cards, capacity.loads(act.session, now=act.now))


def listing(
    run: Run,
    shown: Shown,
    *,
    words: str,
    owner: str | None,
    states: tuple[State, ...] = (),
    size: int = ROWS,
) -> Listing:
    """One page of cases, the longest in their state first.

    Args:
        run: tells addresses and villages.
        shown: filters, and which page.
        words: what is looked for; empty for all.
        owner: subject of who works on them, beside what `shown` says of that.
        states: only these, when `shown` names none.
        size: rows of a page.
    """
    spots = case_places.book(run)
    wanted = _filter(spots, shown, words, owner, states=(shown.state,) if shown.state else states)
    with acting.signed_in() as act:
        total = board.total(act.session, user=act.user, wanted=wanted)
        found = board.rows(
            act.session, user=act.user, wanted=wanted, page=shown.page - 1, size=size
        )
    return Listing(process(), [_card(row, spots) for row in found], total)


def find(run: Run, words: str, *, size: int) -> list[Card]:
    """Open and ended cases that words stand for: a number, an address, an id or a reason."""
    spots = case_places.book(run)
    here = case_places.named(spots, words)
    with acting.signed_in() as act:
        found = [
            row
            for ended in (False, True)
            for row in board.rows(
                act.session,
                user=act.user,
                wanted=Filter(words=words, word_place_ids=here, ended=ended),
                size=size,
            )
        ]
    exact = [row for row in found if str(row.number) == words.strip()]
    others = [row for row in found if row not in exact]
    return [_card(row, spots) for row in [*exact, *others][:size]]


def at_location(run: Run, location_id: str) -> list[Card]:
    """Open cases about a location, under any id that it had."""
    spots = case_places.book(run)
    here = frozenset(number for number, spot in spots.items() if spot.location_id == location_id)
    if not here:
        return []
    with acting.signed_in() as act:
        found = board.rows(act.session, user=act.user, wanted=Filter(place_ids=here))
    return [_card(row, spots) for row in found]


def owners() -> list[str]:
    """Subjects of everybody who works on an open case, sorted."""
    with state.casework().reading() as session:
        return board.owners(session)


def lapse_of(at: State | None, since: datetime) -> date | None:
    """Last day on which a new signal can be weighed before it lapses; None for any other."""
    if at is not State.NEW:
        return None
    weeks = load_settings(state.casework().settings.rules).worklist.lapse_weeks
    return since.date() + timedelta(weeks=weeks)


def _filter(
    spots: Book,
    shown: Shown,
    words: str,
    owner: str | None,
    *,
    states: tuple[State, ...],
) -> Filter:
    mine = state.reviewer() if shown.owner is Owner.MINE else None
    return Filter(
        words=words,
        word_place_ids=case_places.named(spots, words),
        kind=shown.kind,
        origin=shown.origin,
        owner=mine or owner,
        unowned=shown.owner is Owner.NOBODY,
        place_ids=None if shown.town is None else case_places.at(spots, town=shown.town),
        states=states,
        ended=shown.ended,
    )


def _card(row: Row, spots: Book) -> Card:
    spot = spots.get(row.place_id) or Spot(None, row.location_id, None)
    return Card(row, spot, row.age_days(acting.today()), lapse_of(row.state, row.since))
