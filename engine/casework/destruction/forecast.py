"""What of casework will have to go until a day, by kind of record and by the day of it.

The terms are those of `due`, so that what stands here for today is what a list of today holds; a
test holds them together. Only columns are read: there may be ten thousand cases.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, lazyload

from connectors.dates import LOCAL, dutch_day, months_after
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind, CaseScan
from engine.casework.destruction import bibob, cutting, due, pairs, reported
from engine.casework.destruction.told import Record
from engine.casework.models import Judgement, Listing
from engine.casework.paper_register import PaperEntry
from engine.casework.process.definition import Terms, process_of
from engine.casework.process.models import CaseHit, Seal
from engine.casework.process.states import Origin, State
from engine.register_settings import AuditSettings

Day = tuple[Record, date]
_SLACK = timedelta(days=3)
"""A month is at most so many days shorter than another one."""


@dataclass(frozen=True, slots=True, order=True)
class Coming:
    """Records that must go from a day on.

    Attributes:
        due_on: the first day; it may have passed.
    """

    record: Record
    due_on: date
    count: int


def of_casework(session: Session, *, today: date, until: date) -> list[Coming]:
    """Count what must go up to and including a day, as things stand, sorted.

    Names in the vault are not told: they go when no kept run mentions them, which no day says.
    A Bibob file in which a procedure runs is not due. Of the log only the month is told, as its
    first day that is still to come, or `today` of what is due by then.

    Args:
        session: casework; only read.
        today: the day on which it is looked at.
        until: last day that counts, closed.
    """
    terms = process_of(session).retention
    found: Counter[Day] = Counter()
    cases = dict(_cases(session, until, terms))
    found.update(cases.values())
    for day in _sealed_and_papers(session, until):
        found[day] += 1
    for number, on, count in _hits(session, until, terms):
        if number not in cases or on < cases[number][1]:
            found[Record.HITS, on] += count
    for one in _judged(session, until, terms):
        found[one] += 1
    for entries in pairs.of_each(session):
        newest = pairs.judged_on(entries[-1])
        on = due.first_day_after(newest, months=12 * terms.match_years)
        found[Record.MATCHES, on] += len(entries) if on <= until else 0
    for error in reported.everything(session):
        on = due.error_due_on(reported.last_act_on(error), terms)
        found[Record.ERRORS, on] += on <= until
    found.update(_log(session, today, until))
    return sorted(Coming(*day, count) for day, count in found.items() if count)


def _cases(session: Session, until: date, terms: Terms) -> Iterator[tuple[int, Day]]:
    """Number and day of every case that goes as a whole; a sealed one goes with its seal."""
    not_destroyed = or_(Case.state.is_(None), Case.state != State.DESTROYED)
    late = _end_of(months_after(until, -12 * terms.taken_on_years))
    found = select(Case.id, Case.last_activity_at).where(
        not_destroyed, Case.origin != Origin.RIEC, Case.kind != CaseKind.BIBOB,
        Case.id.not_in(select(Seal.case_id)), Case.last_activity_at <= late,
    )  # fmt: skip
    days = [(number, due.case_due_on(moment, terms)) for number, moment in session.execute(found)]
    files = select(Case).where(not_destroyed, Case.kind == CaseKind.BIBOB)
    for file in session.scalars(files.where(Case.origin != Origin.RIEC)):
        last = bibob.until(session, file, today=until)
        usual = due.case_due_on(file.last_activity_at, terms)
        days.append((file.id, last + timedelta(days=1) if last else usual))
    yield from ((number, (Record.CASES, day)) for number, day in days if day <= until)
    riec = select(Case.id, Case.opened_at, Case.keep_until).where(
        not_destroyed, Case.origin == Origin.RIEC
    )
    for number, opened, keep_until in session.execute(riec):
        day = due.riec_due_on(opened, keep_until, terms)
        if day <= until:
            yield number, (Record.RIEC, day)


def _sealed_and_papers(session: Session, until: date) -> Iterator[Day]:
    for day in session.scalars(select(Seal.destroy_on).where(Seal.destroy_on <= until)):
        yield Record.SEALED, day
    papers = select(PaperEntry.destroy_on).where(
        PaperEntry.destroy_on <= until, PaperEntry.destroyed_at.is_(None)
    )
    for day in session.scalars(papers):
        yield Record.PAPERS, day


def _hits(session: Session, until: date, terms: Terms) -> Iterator[tuple[int, date, int]]:
    """Number of the case, day and count of hits in cases and in their scans."""
    sealed, late = select(Seal.case_id), months_after(until, -terms.hit_months) + _SLACK
    hits = select(CaseHit.case_id, CaseHit.found_on, func.count())
    hits = hits.where(CaseHit.case_id.not_in(sealed), CaseHit.found_on <= late)
    in_cases = session.execute(hits.group_by(CaseHit.case_id, CaseHit.found_on))
    found = [(number, on, count) for number, on, count in in_cases]
    scans = select(CaseScan.case_id, CaseScan.as_of, CaseScan.outcomes)
    for number, on, outcomes in session.execute(
        scans.where(CaseScan.case_id.not_in(sealed), CaseScan.as_of <= late)
    ):
        found.append((number, on, sum(one["outcome"] == due.HIT for one in outcomes)))
    for number, on, count in found:
        day = due.first_day_after(on, months=terms.hit_months)
        if day <= until and count:
            yield number, day, count


def _judged(session: Session, until: date, terms: Terms) -> Iterator[Day]:
    late = months_after(until, -terms.hit_months) + _SLACK
    judged = select(Judgement).options(lazyload("*")).where(Judgement.judged_at <= _end_of(late))
    told = [one for one in session.scalars(judged) if due.has_words(one)]
    days = [(Record.JUDGEMENTS, dutch_day(one.judged_at)) for one in told]
    listed = select(Listing.listed_on, Listing.rule_ids).where(Listing.listed_on <= late)
    days += [(Record.LISTINGS, day) for day, rules in session.execute(listed) if rules]
    for record, found_on in days:
        day = due.first_day_after(found_on, months=terms.hit_months)
        if day <= until:
            yield record, day


def _log(session: Session, today: date, until: date) -> Counter[Day]:
    """The log is cut from its begin: what is due on a day is all before a moment."""
    fixed: AuditSettings = session.info["audit"]
    found: Counter[Day] = Counter()
    before = 0
    for shown, last in _months(today, until):
        first_kept = bisect_left(
            range(1, last.toordinal() + 1), last,
            key=lambda ordinal: cutting.ends_on(date.fromordinal(ordinal), fixed.retention),
        ) + 1  # fmt: skip
        moment = datetime.combine(date.fromordinal(first_kept), time(), LOCAL)
        due_now = session.scalar(select(func.count()).where(AuditEntry.tijdstip < moment)) or 0
        found[Record.LOG, shown] += due_now - before
        before = due_now
    return found


def _months(today: date, until: date) -> Iterator[tuple[date, date]]:
    """First and last day of today, of what is left of its month, and of every later month."""
    yield today, today
    first = today + timedelta(days=1)
    while first <= until:
        following = months_after(first.replace(day=1), 1)
        yield first, min(following - timedelta(days=1), until)
        first = following


def _end_of(day: date) -> datetime:
    """A moment that is surely after a day."""
    return datetime.combine(day + _SLACK, time(), LOCAL)
