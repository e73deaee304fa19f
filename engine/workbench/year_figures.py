"""Counts of one year out of casework, for the yearly evaluation; no location and no person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from connectors.dates import year_bounds
from engine import precision
from engine.casework import judged
from engine.casework.case_models import Case, CaseKind
from engine.casework.judged import Judged
from engine.casework.models import Listing, User
from engine.casework.paper_register import PaperEntry
from engine.casework.process.definition import process_of
from engine.casework.process.measures import instruments
from engine.casework.process.models import Measure, Transition
from engine.casework.process.states import State
from engine.exports.papers import annual
from engine.exports.papers.annual import LeadTime, RuleFigure, ShareFigure, YearFigures
from engine.exports.papers.draft import Draft
from engine.exports.papers.produce import Build
from engine.exports.papers.texts import Texts
from engine.rule_settings import CapacitySettings, PrecisionSettings
from engine.settings import Settings
from engine.snapshot import Run

_WAYS: tuple[tuple[str, State], ...] = (
    ("van signaal tot signaaloverleg", State.SIGNAL_MEETING),
    ("van signaal tot casus", State.CASE),
    ("van signaal tot interventie", State.INTERVENTION),
)


def paper_of(run: Run, *, year: int, settings: Settings) -> Build:
    """How the paper of a year is put together, with titles of rules as a run has them."""

    def build(session: Session, _user: User, texts: Texts) -> Draft:
        figures = gather(
            session,
            year=year,
            titles={rule["id"]: rule["title"] for rule in run.meta["rules"]},
            precision_settings=settings.precision,
            capacity=settings.capacity,
        )
        return annual.draft(figures, run=run, texts=texts)

    return build


def gather(
    session: Session,
    *,
    year: int,
    titles: Mapping[str, str],
    precision_settings: PrecisionSettings,
    capacity: CapacitySettings,
) -> YearFigures:
    """Count what happened in one calendar year, on the clock of the Netherlands.

    Lists count in the year of their ISO week, so that a list is never cut in two.

    Args:
        session: casework; only read.
        year: such as 2026.
        titles: of rules by id; an unknown one is named by its id.
        precision_settings: block `precision`, for the intervals.
        capacity: block `capacity`.
    """
    confidence = precision_settings.confidence
    of_year = select(Listing.week, Listing.lapsed_on).where(judged.is_of(Listing, year))
    listings = session.execute(of_year).all()
    found = judged.listed(session, year=year)
    start, end = year_bounds(year)
    opened = select(func.count()).where(Case.kind != CaseKind.BIBOB)
    cases = Case.__table__.c
    return YearFigures(
        year=year,
        listed=len(listings),
        judged=len(found),
        lapsed=sum(listing.lapsed_on is not None for listing in listings),
        list_capacity=capacity.list_per_week * len({listing.week for listing in listings}),
        ranked=share_of([one for one in found if not one.is_random], confidence),
        random=share_of([one for one in found if one.is_random], confidence),
        rules=_rules(found, titles, confidence),
        opened=session.scalar(opened.where(cases.opened_at >= start, cases.opened_at < end)) or 0,
        taken_on=session.scalar(opened.where(cases.taken_on_at >= start, cases.taken_on_at < end))
        or 0,
        outcomes=_outcomes(session, start, end),
        measures=_measures(session, year),
        lead_times=tuple(_lead_time(session, way, to, start, end) for way, to in _WAYS),
        papers=session.scalar(
            select(func.count())
            .select_from(PaperEntry)
            .where(PaperEntry.made_at >= start, PaperEntry.made_at < end)
        )
        or 0,
    )


def share_of(found: Iterable[Judged], confidence: float) -> ShareFigure:
    """The share of judgements that found right, of those that say right or wrong."""
    said = [one.is_right for one in found if one.is_right is not None]
    share = precision.share(sum(said), len(said), confidence=confidence)
    return ShareFigure(share.right, share.judged, share.value, share.low, share.high)


def _rules(
    found: Iterable[Judged], titles: Mapping[str, str], confidence: float
) -> tuple[RuleFigure, ...]:
    by_rule: dict[str, list[Judged]] = {}
    for one in found:
        for rule_id in one.rule_ids:
            by_rule.setdefault(rule_id, []).append(one)
    return tuple(
        RuleFigure(rule_id, titles.get(rule_id, rule_id), share_of(by_rule[rule_id], confidence))
        for rule_id in sorted(by_rule)
    )


def _outcomes(session: Session, start: datetime, end: datetime) -> dict[str, int]:
    labels = process_of(session).outcomes
    found = session.scalars(
        select(Transition.outcome).where(
            Transition.outcome.is_not(None),
            Transition.moved_at >= start,
            Transition.moved_at < end,
        )
    )
    counted = Counter(outcome for outcome in found if outcome is not None)
    return {text.label: counted[name] for name, text in labels.items() if counted[name]}


def _measures(session: Session, year: int) -> dict[str, int]:
    names = instruments(session)
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = session.scalars(
        select(Measure.instrument).where(Measure.decided_on >= first, Measure.decided_on <= last)
    )
    counted = Counter(found)
    return {names.get(code, code): counted[code] for code in sorted(counted)}


def _lead_time(session: Session, way: str, to: State, start: datetime, end: datetime) -> LeadTime:
    """Days from opening to the first time in a state, of cases that got there in the year."""
    arrived = (
        select(Transition.case_id, func.min(Transition.moved_at, type_=Transition.moved_at.type))
        .where(Transition.to_state == to, Transition.from_state.is_not(None))
        .group_by(Transition.case_id)
    )
    first = {number: moment for number, moment in session.execute(arrived)}
    opened = dict(
        session.execute(select(Case.id, Case.opened_at).where(Case.id.in_(sorted(first)))).all()
    )
    days = [
        (moment - opened[number]).days for number, moment in first.items() if start <= moment < end
    ]
    return LeadTime(way, tuple(sorted(days)))
