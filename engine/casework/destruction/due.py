"""What of casework may be kept no longer on a day, by the terms of `rules/process.yml`.

A term of months or years ends on the same day so much later, which still belongs to it. What is
due is sorted, so that a list of it has one hash.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day, months_after
from engine.casework.case_models import Case, CaseKind, CaseScan
from engine.casework.destruction import bibob, pairs, reported
from engine.casework.models import Judgement, Listing
from engine.casework.process import sealing
from engine.casework.process.definition import Terms, process_of
from engine.casework.process.models import CaseHit, Seal
from engine.casework.process.states import Origin, State

HIT = "HIT"
STEP = "bewaartermijnen toepassen"
"""What the processing log calls it when something goes."""

_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What must go."""

    SEALED = "verzegeld signaal"
    CASE = "zaak"
    RIEC = "zaak van het RIEC"
    HITS = "treffers van zaak"
    JUDGEMENTS = "wat regels zeiden bij oordelen"
    LISTINGS = "wat regels zeiden bij vermeldingen"
    MATCHES = "oordelen over koppelingen"
    ERRORS = "gemelde fouten in gegevens"
    PAPERS = "stuk"
    NAMES = "namen in de kluis"
    LOG = "logregels tot en met"


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One thing that must go.

    Attributes:
        kind: what.
        key: number of the case, or what else tells exactly which.
        due_on: the day from which it must be gone.
        count: how many rows, names or entries.
    """

    kind: Kind
    key: str
    due_on: date
    count: int = 1

    @property
    def line(self) -> str:
        """One line of the list."""
        return f"{self.kind} {self.key}; vanaf {self.due_on.isoformat()}; aantal {self.count}"


def hard(session: Session, *, today: date) -> list[Due]:
    """What must go on its day whatever anybody thinks of it: what came from the RIEC.

    Waiting for a second person would be an extension that nobody allowed (REQ-RET-2).
    """
    terms = process_of(session).retention
    found = _not_destroyed(session, Case.origin == Origin.RIEC)
    dues = (
        Due(Kind.RIEC, str(case.id), riec_due_on(case.opened_at, case.keep_until, terms))
        for case in found
    )
    return sorted(due for due in dues if due.due_on <= today)


def cases(session: Session, *, today: date) -> list[Due]:
    """What of cases, judgements and listings must go once a second person has seen the list."""
    terms = process_of(session).retention
    found = [due for ask in PROVIDERS for due in ask(session, today, terms)]
    gone = {due.key for due in found if due.kind in (Kind.SEALED, Kind.CASE)}
    gone |= {due.key for due in hard(session, today=today)}
    return sorted(d for d in found if d.kind is not Kind.HITS or d.key not in gone)


def not_sealed(session: Session) -> list[Case]:
    """Signals that ended before sealing was there, or by a way that forgot it; by number.

    One that was merged is sealed when what it went into has ended: until then it can be undone.
    """
    sealed = select(Seal.case_id)
    found = _not_destroyed(session, Case.taken_on_at.is_(None), Case.id.not_in(sealed))
    return [case for case in found if sealing.is_due(case) and not _can_be_undone(session, case)]


def _can_be_undone(session: Session, case: Case) -> bool:
    return case.merged_into_id is not None and session.get_one(Case, case.merged_into_id).is_open


def riec_until(session: Session, case: Case) -> date:
    """Last day on which a case of the RIEC may be kept."""
    terms = process_of(session).retention
    return riec_due_on(case.opened_at, case.keep_until, terms) - _DAY


def first_day_after(day: date, *, months: int) -> date:
    """The first day on which what is kept for so many months after a day must be gone."""
    return months_after(day, months) + _DAY


def case_due_on(last_activity: datetime, terms: Terms) -> date:
    """The day from which a case must be gone when nothing else is done in it."""
    return first_day_after(dutch_day(last_activity), months=12 * terms.taken_on_years)


def riec_due_on(opened: datetime, keep_until: date | None, terms: Terms) -> date:
    """The day from which a case of the RIEC must be gone, whatever is done in it."""
    usual = first_day_after(dutch_day(opened), months=12 * terms.riec_years)
    return usual if keep_until is None else keep_until + _DAY


def hits_before(terms: Terms, today: date) -> Callable[[date], bool]:
    """Tells whether what was found on a day may be kept no longer."""
    return lambda found_on: months_after(found_on, terms.hit_months) < today


def _not_destroyed(session: Session, *conditions: object) -> list[Case]:
    is_there = or_(Case.state.is_(None), Case.state != State.DESTROYED)
    found = select(Case).where(is_there, *conditions)  # type: ignore[arg-type]
    return list(session.scalars(found.order_by(Case.id)))


def _sealed(session: Session, today: date, terms: Terms) -> Iterator[Due]:
    del terms
    for seal in session.scalars(select(Seal).where(Seal.destroy_on <= today)):
        yield Due(Kind.SEALED, str(seal.case_id), seal.destroy_on)


def _cases(session: Session, today: date, terms: Terms) -> Iterator[Due]:
    """Whatever is in them, also when nobody closed them; a concluded Bibob file has its own."""
    sealed = select(Seal.case_id)
    found = _not_destroyed(session, Case.origin != Origin.RIEC, Case.id.not_in(sealed))
    for case in found:
        until = bibob.until(session, case, today=today) if case.kind is CaseKind.BIBOB else None
        due_on = until + _DAY if until else case_due_on(case.last_activity_at, terms)
        if due_on <= today:
            yield Due(Kind.CASE, str(case.id), due_on)


def _hits(session: Session, today: date, terms: Terms) -> Iterator[Due]:
    """Hits in cases and in their scans; those of a sealed signal go with its seal."""
    is_over, sealed = hits_before(terms, today), select(Seal.case_id)
    hits = session.execute(
        select(CaseHit.case_id, CaseHit.found_on).where(CaseHit.case_id.not_in(sealed))
    )
    scans = session.execute(
        select(CaseScan.case_id, CaseScan.as_of, CaseScan.outcomes)
        .where(CaseScan.case_id.not_in(sealed))
    )  # fmt: skip
    found = [(number, day) for number, day in hits if is_over(day)]
    found += [
        (number, day)
        for number, day, outcomes in scans
        if is_over(day)
        for one in outcomes
        if one["outcome"] == HIT
    ]
    for number, days in groupby(sorted(found), key=lambda pair: pair[0]):
        of_case = [day for _, day in days]
        due_on = first_day_after(of_case[0], months=terms.hit_months)
        yield Due(Kind.HITS, str(number), due_on, len(of_case))


def _judgements(session: Session, today: date, terms: Terms) -> Iterator[Due]:
    """Rules with a hit, and the words beside them; verdict, band and week stay for the figures."""
    is_over = hits_before(terms, today)
    for kind, found in (
        (Kind.JUDGEMENTS, ((j.id, dutch_day(j.judged_at)) for j in judgements_with_words(session))),
        (Kind.LISTINGS, ((one.id, one.listed_on) for one in listings_with_rules(session))),
    ):
        over = sorted((day, number) for number, day in found if is_over(day))
        if over:
            numbers = sorted(number for _, number in over)
            due_on = first_day_after(over[0][0], months=terms.hit_months)
            yield Due(kind, f"{numbers[0]}-{numbers[-1]}", due_on, len(over))


def _matches(session: Session, today: date, terms: Terms) -> Iterator[Due]:
    """Judgements about pairs; a pair that is found again is judged again."""
    over = pairs.over(session, today=today, years=terms.match_years)
    if over:
        months = 12 * terms.match_years
        first = min(first_day_after(pairs.judged_on(one), months=months) for one in over)
        yield Due(Kind.MATCHES, f"{over[0].id}-{over[-1].id}", first, len(over))


def _errors(session: Session, today: date, terms: Terms) -> Iterator[Due]:
    """Reports of wrong facts; our own correction stops with its report."""
    over = reported.over(session, today=today, years=terms.error_years)
    if over:
        first = min(error_due_on(reported.last_act_on(one), terms) for one in over)
        yield Due(Kind.ERRORS, f"{over[0].id}-{over[-1].id}", first, len(over))


def error_due_on(last_act: date, terms: Terms) -> date:
    """The day from which a report of a wrong fact must be gone when nothing else is done."""
    return first_day_after(last_act, months=12 * terms.error_years)


def judgements_with_words(session: Session) -> list[Judgement]:
    """Judgements that still tell rules or words, by number."""
    found = session.scalars(select(Judgement).order_by(Judgement.id))
    return [one for one in found if has_words(one)]


def has_words(one: Judgement) -> bool:
    """True when a judgement still tells rules or words."""
    return bool(one.rule_ids or one.conditions or one.reason or one.innocent_explanation)


def listings_with_rules(session: Session) -> list[Listing]:
    """Listings that still tell rules, by number."""
    return [one for one in session.scalars(select(Listing).order_by(Listing.id)) if one.rule_ids]


PROVIDERS: tuple[Callable[[Session, date, Terms], Iterator[Due]], ...] = (
    _sealed, _cases, _hits, _judgements, _matches, _errors,
)  # fmt: skip
"""Each tells what of one kind is due; a further kind of record gets one more."""
