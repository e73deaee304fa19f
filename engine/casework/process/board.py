"""What a board of cases shows, and finding cases: by state, owner, place or words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from connectors.dates import dutch_day
from engine.casework import users
from engine.casework.case_models import Case, CaseKind, CasePlace
from engine.casework.models import Place, PlaceObject, User
from engine.casework.process.models import Task, Transition
from engine.casework.process.states import ENDED, Origin, Outcome, State

PAGE = 200
"""Rows of one page of results."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case as a board shows it.

    Attributes:
        state: None for a Bibob file.
        place_id: its own location, as casework knows it.
        owner: subject of who works on it; None while nobody does.
        since: when it came into its state.
        active_at: when something was last done in it.
        next_due: last day of its first open task; None without one.
    """

    number: int
    kind: CaseKind
    state: State | None
    outcome: Outcome | None
    origin: Origin
    place_id: int
    location_id: str
    purpose: str
    owner: str | None
    is_victim: bool
    opened_at: datetime
    since: datetime
    active_at: datetime
    next_due: date | None
    version: int

    def age_days(self, today: date) -> int:
        """Whole days in this state."""
        return (today - dutch_day(self.since)).days


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; what is left out does not matter.

    Attributes:
        words: a number of a case, an id of a location or BAG object, or words of the purpose.
        place_ids: only cases about one of these places; None: about any.
        word_place_ids: places that the words stand for, such as those of an address.
        unowned: only cases that nobody works on.
        states: only cases in one of these; empty: in any, or without one.
        ended: cases that ended, instead of those that are open.
    """

    words: str = ""
    state: State | None = None
    kind: CaseKind | None = None
    origin: Origin | None = None
    owner: str | None = None
    location_id: str | None = None
    place_ids: frozenset[int] | None = None
    word_place_ids: frozenset[int] = frozenset()
    unowned: bool = False
    states: tuple[State, ...] = ()
    ended: bool = False


_ALL = Filter()


def rows(
    session: Session, *, user: User, wanted: Filter, page: int = 0, size: int = PAGE
) -> list[Row]:
    """Cases that the user's role may see, the oldest in its state first, `size` at a time."""
    owner = aliased(User)
    since = (
        select(func.max(Transition.moved_at))
        .where(Transition.case_id == Case.id)
        .correlate(Case)
        .scalar_subquery()
    )
    due = (
        select(func.min(Task.due_on))
        .where(Task.case_id == Case.id, Task.done_at.is_(None))
        .correlate(Case)
        .scalar_subquery()
    )
    came = func.coalesce(since, Case.opened_at, type_=Case.opened_at.type)
    query = (
        select(Case, Place.location_id, owner.subject, came, due)
        .join(Place, Place.id == Case.place_id)
        .outerjoin(owner, owner.id == Case.owner_id)
        .where(*_conditions(user, wanted, owner))
        .order_by(came, Case.id)
        .limit(size)
        .offset(page * size)
    )
    return [_row(*found) for found in session.execute(query).unique()]


def place_ids(session: Session, *, user: User, wanted: Filter) -> frozenset[int]:
    """Places of all cases that the user's role may see and that are wanted."""
    owner = aliased(User)
    query = (
        select(Case.place_id)
        .outerjoin(owner, owner.id == Case.owner_id)
        .where(*_conditions(user, wanted, owner))
        .distinct()
    )
    return frozenset(session.scalars(query))


def counts(session: Session, *, user: User, wanted: Filter = _ALL) -> dict[State, int]:
    """How many cases that the user's role may see stand in each state; without one: left out."""
    owner = aliased(User)
    query = (
        select(Case.state, func.count())
        .outerjoin(owner, owner.id == Case.owner_id)
        .where(Case.state.is_not(None), *_conditions(user, wanted, owner))
        .group_by(Case.state)
    )
    found = {state: count for state, count in session.execute(query) if state is not None}
    return {state: found[state] for state in State if state in found}


def total(session: Session, *, user: User, wanted: Filter) -> int:
    """How many cases that the user's role may see match, in any state or without one."""
    owner = aliased(User)
    query = (
        select(func.count())
        .select_from(Case)
        .outerjoin(owner, owner.id == Case.owner_id)
        .where(*_conditions(user, wanted, owner))
    )
    return session.scalar(query) or 0


def owners(session: Session) -> list[str]:
    """Subjects of everybody who works on a case that is open, sorted."""
    found = select(User.subject).where(
        User.id.in_(select(Case.owner_id).where(Case.closed_at.is_(None)))
    )
    return list(session.scalars(found.order_by(User.subject)))


def _conditions(user: User, wanted: Filter, owner: type[User]) -> list[ColumnElement[bool]]:
    kinds = sorted(kind for kind in CaseKind if user.role in users.MAY_OPEN[kind])
    conditions: list[ColumnElement[bool]] = [Case.kind.in_(kinds)]
    has_ended = or_(Case.closed_at.is_not(None), Case.state.in_(sorted(ENDED)))
    conditions.append(has_ended if wanted.ended else ~func.coalesce(has_ended, False))
    equal = (
        (Case.state, wanted.state),
        (Case.kind, wanted.kind),
        (Case.origin, wanted.origin),
        (owner.subject, wanted.owner),
    )
    conditions += [column == value for column, value in equal if value is not None]
    if wanted.unowned:
        conditions.append(Case.owner_id.is_(None))
    if wanted.states:
        conditions.append(Case.state.in_(wanted.states))
    return [*conditions, *_places(wanted)]


def _places(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Where the cases are, and what their words or places match."""
    if wanted.place_ids is not None:
        yield Case.id.in_(_at(_among(wanted.place_ids)))
    if wanted.location_id is not None:
        yield Case.id.in_(_at(Place.location_id == wanted.location_id))
    if words := wanted.words.strip():
        yield _matches(words, wanted.word_place_ids)


def _among(place_ids: frozenset[int]) -> ColumnElement[bool]:
    """One of these places; the ids stand in the statement, as there may be thousands of them."""
    ids: BindParameter[list[int]] = bindparam(
        "place_ids", sorted(place_ids), expanding=True, literal_execute=True, unique=True
    )
    return Place.id.in_(ids)


def _matches(words: str, word_place_ids: frozenset[int]) -> ColumnElement[bool]:
    of_place = Place.location_id == words
    objects = select(PlaceObject.place_id).where(PlaceObject.bag_id == words)
    found = [
        Case.purpose.icontains(words, autoescape=True),
        Case.id.in_(_at(or_(of_place, Place.id.in_(objects), _among(word_place_ids)))),
    ]
    if words.isdecimal() and len(words) < 10:
        found.append(Case.id == int(words))
    return or_(*found)


def _at(condition: ColumnElement[bool]) -> Select[int]:
    """Numbers of the cases about the places that meet a condition."""
    here = select(Place.id).where(condition)
    further = select(CasePlace.case_id).where(CasePlace.place_id.in_(here))
    return select(Case.id).where(or_(Case.place_id.in_(here), Case.id.in_(further)))


def _row(
    case: Case, location_id: str, owner: str | None, since: datetime, next_due: date | None
) -> Row:
    return Row(
        case.id, case.kind, case.state, case.outcome, case.origin, case.place_id, location_id,
        case.purpose, owner, case.is_victim, case.opened_at, since,
        case.last_activity_at, next_due, case.version,
    )  # fmt: skip
