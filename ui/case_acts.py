"""What the forms of a case do: each one act in one session, and what is told when it is done.

Weighing, checking, moving, measuring, assigning and asking for a second person decide: they name
the version that was seen. Notes, tasks and questions add something and need none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.casework import four_eyes, places, users
from engine.casework.case_models import Case, CaseKind
from engine.casework.process import (
    assigning,
    measures,
    moving,
    notes,
    opening,
    privacy_checks,
    requests,
    tasks,
    weighing,
)
from engine.casework.process.definition import process_of
from engine.casework.process.models import Act, Answer
from engine.casework.process.states import Origin, Outcome, State
from engine.errors import CaseworkError
from engine.snapshot import Run
from ui import acting, case_view
from ui.acting import Acting
from ui.language import tr, tr_many
from ui.wording import day


@dataclass(frozen=True, slots=True)
class Move:
    """A step that somebody wants to take."""

    to: State
    outcome: Outcome | None
    reason: str
    over_capacity: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure that somebody wants to record."""

    instrument: str
    decided_on: date
    starts_on: date | None
    ends_on: date | None
    reason: str


def open_signal(
    run: Run, location_id: str, *, origin: Origin, purpose: str, is_case: bool = False
) -> int:
    """Open a signal, or a case that existed before, with the run's hits; its number.

    Raises:
        CaseworkError: the role may not, there is no reason, or a listed location waits for a
            judgement.
        RunError: the run has no such location.
    """
    with acting.signed_in() as act:
        made = opening.open_from_run(
            act.session,
            user=act.user,
            run=run,
            location_id=location_id,
            purpose=purpose,
            kind=CaseKind.CASE if is_case else CaseKind.SIGNAL,
            origin=origin,
            now=act.now,
        )
        return made.id


def move(act: Acting, case: Case, wanted: Move) -> str:
    """Take a step."""
    made = moving.move(
        act.session,
        case,
        wanted.to,
        user=act.user,
        reason=wanted.reason,
        outcome=wanted.outcome,
        over_capacity=wanted.over_capacity,
        now=act.now,
    )
    label = process_of(act.session).states[made.to_state].label
    return tr("Zaak {number} staat nu in: {state}.").format(number=case.id, state=label)


def weigh(
    act: Acting, case: Case, step: str, answers: Mapping[str, bool | None], reason: str
) -> str:
    """Record a weighing."""
    made = weighing.weigh(
        act.session, case, step, user=act.user, answers=answers, reason=reason, now=act.now
    )
    told = (
        tr("Weging {step} is vastgelegd: bevestigend.")
        if made.is_met
        else tr("Weging {step} is vastgelegd: niet bevestigend.")
    )
    return told.format(step=step)


def check(
    act: Acting, case: Case, step: str, answers: Mapping[str, str], allows: bool | None
) -> str:
    """Record a privacy check."""
    if allows is None:
        raise CaseworkError(tr("kies of het mag"))
    privacy_checks.record(
        act.session, case, step, user=act.user, answers=answers, allows=allows, now=act.now
    )
    told = (
        tr("Privacytoets {step} is vastgelegd: toegestaan.")
        if allows
        else tr("Privacytoets {step} is vastgelegd: niet toegestaan.")
    )
    return told.format(step=step)


def ask(act: Acting, case: Case, partner: str, question: str) -> str:
    """Ask a source or partner whether it has something."""
    made = requests.ask(
        act.session, case, user=act.user, partner=partner, question=question, now=act.now
    )
    return tr("Vraag {number} is vastgelegd.").format(number=made.id)


def answer(act: Acting, case: Case, number: int, found: Answer) -> str:
    """Record hit or no hit."""
    request = requests.find(act.session, case, number)
    requests.answer(act.session, case, request, user=act.user, found=found, now=act.now)
    told = tr("Vraag {number}: hit.") if found is Answer.HIT else tr("Vraag {number}: geen hit.")
    return told.format(number=number)


def ask_content(act: Acting, case: Case, number: int) -> str:
    """Ask for the content after a hit."""
    request = requests.find(act.session, case, number)
    requests.ask_content(act.session, case, request, user=act.user, now=act.now)
    return tr("Vraag {number}: de inhoud is gevraagd.").format(number=number)


def receive(act: Acting, case: Case, number: int, content: str) -> str:
    """Keep the content that was received."""
    request = requests.find(act.session, case, number)
    requests.receive(act.session, case, request, user=act.user, content=content, now=act.now)
    return tr("Vraag {number}: de inhoud is bewaard.").format(number=number)


def note(act: Acting, case: Case, text: str) -> str:
    """Write a note."""
    notes.add(act.session, case, user=act.user, text=text, now=act.now)
    return tr("De notitie is bewaard.")


def add_task(act: Acting, case: Case | None, title: str, due_on: date, assignee: str | None) -> str:
    """Make a task, in a case or apart from one."""
    who = None if assignee is None else users.find(act.session, assignee)
    made = tasks.add(
        act.session,
        case,
        user=act.user,
        title=title,
        due_on=due_on,
        assignee=who,
        now=act.now,
    )
    return tr("De taak staat klaar voor {day}.").format(day=day(made.due_on))


def measure(act: Acting, case: Case, wanted: Measured) -> str:
    """Record a measure."""
    measures.record(
        act.session,
        case,
        user=act.user,
        instrument=wanted.instrument,
        decided_on=wanted.decided_on,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        reason=wanted.reason,
        now=act.now,
    )
    told = tr("Maatregel {instrument} is vastgelegd.")
    return told.format(instrument=wanted.instrument)


def assign(act: Acting, case: Case, subject: str | None) -> str:
    """Give the case to somebody, or to nobody."""
    owner = None if subject is None else users.find(act.session, subject)
    assigning.assign(act.session, case, user=act.user, owner=owner, now=act.now)
    return tr("Trekker: {who}.").format(who=subject or tr("niemand"))


def add_place(act: Acting, case: Case, run: Run, location_id: str) -> str:
    """Let the case be about a further location."""
    location = places.states(run, [location_id])[location_id]
    assigning.add_place(act.session, case, user=act.user, location=location, now=act.now)
    return tr("De locatie is toegevoegd.")


def keep(act: Acting, case: Case, run: Run) -> str:
    """Copy the hits of a run into the case."""
    count = opening.keep(act.session, case, run, user=act.user, now=act.now)
    told = tr_many(
        "{count} treffer overgenomen in de zaak.", "{count} treffers overgenomen in de zaak.", count
    )
    return told.format(count=count)


def ask_closing(act: Acting, case: Case, reason: str) -> str:
    """Ask a second person to allow closing the case with a measure."""
    made = four_eyes.ask(
        act.session,
        Act.CLOSE_WITH_MEASURE,
        user=act.user,
        case=case,
        subject=case_view.subject_of_closing(case),
        reason=reason,
        now=act.now,
    )
    told = tr("Een tweede persoon kan er tot en met {day} over beslissen.")
    return told.format(day=day(made.expires_on))


def decide(number: int, *, allow: bool, reason: str) -> str:
    """Allow or refuse what somebody else asked for.

    Raises:
        CaseworkError: the role may not, it is their own, it was decided, or it expired.
    """
    with acting.signed_in() as act:
        asked = four_eyes.find(act.session, number)
        four_eyes.decide(act.session, asked, user=act.user, allow=allow, reason=reason, now=act.now)
    told = tr("Vraag {number} is goedgekeurd.") if allow else tr("Vraag {number} is geweigerd.")
    return told.format(number=number)
