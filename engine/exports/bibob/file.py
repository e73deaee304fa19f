"""A Bibob file as its officer sees it: every record, the clocks of a day, and what may follow."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.casework.bibob import content, financing, grounds, hook, machine, questionnaire
from engine.casework.bibob import timeline as clocks_of
from engine.casework.bibob.catalogue import Catalogue, catalogue_of
from engine.casework.bibob.content import Content
from engine.casework.bibob.financing import Analysis
from engine.casework.bibob.models import BibobFile
from engine.casework.bibob.words import BibobState
from engine.casework.clocks.clock import Clock
from engine.exports.bibob import reasoning as reasoning
from engine.exports.bibob import records as records
from engine.exports.bibob.sections import (
    Danger,
    Decision,
    Fact,
    Form,
    Money,
    Notice,
    Occasion,
    Party,
    Refusal,
    Relation,
    Source,
    Statement,
    Weighing,
)
from engine.exports.bibob.view import view

OWN = "own_file"
"""The officer's own copy, in `rules/tables/bibob_recipients.csv`."""


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock of a file.

    Attributes:
        standing: in Dutch.
        article: as it is cited, with "te verifiëren" while nobody verified its text.
    """

    code: str
    title: str
    standing: str
    is_open: bool
    started: date | None
    due: date | None
    days_left: int | None
    suspended_since: date | None
    suspended_days: int
    reached_on: date | None
    article: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that may follow; with something `missing` it cannot be taken yet."""

    to: BibobState
    title: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step that was taken."""

    to: BibobState
    title: str
    on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """A dated event; `note` None: there is none."""

    number: int
    title: str
    on: date
    until: date | None
    weeks: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the list of files.

    Attributes:
        place: number of its location in the casework database.
        problem: why its hook is not valid; None when it is.
        clocks: those that are open, the first due first.
    """

    number: int
    state: BibobState
    state_title: str
    reference: str
    decision_kind: str
    location_id: str
    place: int
    problem: str | None
    clocks: tuple[ClockLine, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """The whole file.

    Attributes:
        version: to be given back with the next change.
        place: number of its location in the casework database.
        hook_problem: why the hook is not valid; None when it is.
        missing_questions, unweighed: what is still to be done, as titles.
        expected: the conclusion that follows from the weighings.
    """

    number: int
    version: int
    changed_by: str | None
    changed_at: datetime
    closed_at: datetime | None
    location_id: str
    place: int
    state: BibobState
    state_title: str
    hook_kind: str
    permit_kind: str
    hook_until: date | None
    hook_problem: str | None
    occasion: Occasion
    parties: tuple[Party, ...]
    form: Form
    missing_questions: tuple[str, ...]
    sources: tuple[Source, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    financing: tuple[Money, ...]
    analysis: Analysis
    refusals: tuple[Refusal, ...]
    unweighed: tuple[str, ...]
    weighings: tuple[Weighing, ...]
    expected: str
    danger: Danger | None
    advice_wanted: bool | None
    advice_reason: str | None
    statements: tuple[Statement, ...]
    decision: Decision | None
    notices: tuple[Notice, ...]
    clocks: tuple[ClockLine, ...]
    steps: tuple[NextStep, ...]
    taken: tuple[StepTaken, ...]
    events: tuple[EventLine, ...]


def build(session: Session, file: BibobFile, *, today: date) -> FileView:
    """A file as it stood at the end of a day; reads only and logs nothing."""
    law, known = catalogue_of(session), content.read(session, file)
    seen = view(known, law, OWN)
    case = file.case
    return FileView(
        number=file.case_id,
        version=case.version,
        changed_by=case.changed_by.subject if case.changed_by else None,
        changed_at=case.last_activity_at,
        closed_at=case.closed_at,
        location_id=case.place.location_id,
        place=case.place_id,
        state=file.state,
        state_title=law.steps.title(file.state),
        hook_kind=file.hook_kind,
        permit_kind=file.permit_kind,
        hook_until=file.hook_until,
        hook_problem=hook.problem(file, today),
        occasion=reasoning.occasion(seen, law),
        parties=records.parties(seen),
        form=reasoning.form(seen, law),
        missing_questions=tuple(one.title for one in questionnaire.missing(known, law)),
        sources=records.sources(seen, law),
        relations=records.relations(seen, law),
        facts=records.facts(seen, law),
        financing=records.money(seen, law),
        analysis=financing.analyse(known),
        refusals=records.refusals(seen, law),
        unweighed=tuple(one.title for one in grounds.unweighed(known, law)),
        weighings=records.weighings(seen, law),
        expected=grounds.heaviest(known).value,
        danger=reasoning.danger(seen),
        advice_wanted=file.advice_wanted,
        advice_reason=file.advice_reason,
        statements=records.statements(seen),
        decision=reasoning.decision(seen, law),
        notices=records.notices(seen),
        clocks=clock_lines(known, law, today=today),
        steps=_steps(known, law, today),
        taken=_taken(known, law),
        events=_events(known),
    )


def row(session: Session, file: BibobFile, *, today: date) -> Row:
    """A file in the list, with its open clocks."""
    law, known = catalogue_of(session), content.read(session, file)
    lines = [one for one in clock_lines(known, law, today=today) if one.is_open]
    return Row(
        number=file.case_id,
        state=file.state,
        state_title=law.steps.title(file.state),
        reference=file.hook_reference,
        decision_kind=law.permit_kinds[file.permit_kind].label,
        location_id=file.case.place.location_id,
        place=file.case.place_id,
        problem=hook.problem(file, today),
        clocks=tuple(sorted(lines, key=lambda one: (one.due or date.max, one.code))),
    )


def clock_lines(known: Content, law: Catalogue, *, today: date) -> tuple[ClockLine, ...]:
    """Every clock of a file that has started, in the order of the rules."""
    found = clocks_of.clocks(known, law, as_of=today)
    return tuple(_line(one, law, today) for one in found if one.started is not None)


def _line(one: Clock, law: Catalogue, today: date) -> ClockLine:
    return ClockLine(
        code=one.code,
        title=one.title,
        standing=one.standing.label,
        is_open=one.standing.is_open,
        started=one.started,
        due=one.due,
        days_left=one.days_left,
        suspended_since=one.suspended_since,
        suspended_days=one.suspended_days,
        reached_on=one.reached_on,
        article=law.cited(one.article, one.started or today),
    )


def _steps(known: Content, law: Catalogue, today: date) -> tuple[NextStep, ...]:
    found = machine.options(known, law, today=today)
    return tuple(NextStep(one.to, one.title, one.missing) for one in found)


def _taken(known: Content, law: Catalogue) -> tuple[StepTaken, ...]:
    return tuple(
        StepTaken(
            one.to_state, law.steps.title(one.to_state), one.dated_on, one.user.subject, one.reason
        )
        for one in known.transitions
    )


def _events(known: Content) -> tuple[EventLine, ...]:
    lines = (
        EventLine(one.id, one.kind.label, one.dated_on, one.until, one.weeks, one.note)
        for one in known.events
    )
    return tuple(sorted(lines, key=lambda line: (line.on, line.number)))
