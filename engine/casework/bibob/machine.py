"""Steps of a Bibob file: which may follow, what is missing, and taking one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.bibob import acting, conditions, content, notices, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import Catalogue, catalogue_of
from engine.casework.bibob.content import Content
from engine.casework.bibob.law import Step
from engine.casework.bibob.models import BibobEvent, BibobFile, BibobTransition
from engine.casework.bibob.words import BibobState, NoticeKind
from engine.errors import CaseworkError
from engine.translatable import Sentence, joined, mark, sentence


@dataclass(frozen=True, slots=True)
class Option:
    """A step that may follow.

    Attributes:
        missing: what must be there first, as Dutch sentences; empty: it can be taken.
    """

    to: BibobState
    title: str
    missing: tuple[str, ...]


def options(known: Content, law: Catalogue, *, today: date) -> list[Option]:
    """Steps that may follow in this state, with what is missing, in the order of the data."""
    return [
        Option(
            step.to,
            law.steps.title(step.to),
            tuple(conditions.missing(known, law, step.needs, today=today)),
        )
        for step in law.steps.following(known.file.state)
    ]


def advance(
    session: Session,
    number: int,
    by: By,
    to: BibobState,
    *,
    reason: str,
    on: date | None = None,
) -> BibobTransition:
    """Take one step.

    Args:
        session: a writing session.
        number: of the file.
        by: who takes it.
        to: the next state.
        reason: why, without names of people outside the file.
        on: day on which it happened, not before the step before it; None: today.

    Raises:
        CaseworkError: the law or the data forbids it, something is missing, or the day is not
            right; all that is missing is told, and nothing changes.
    """
    kinds = ("stap", "reden")
    with acting.changing(session, number, by, name=f"stap naar {to}", kinds=kinds) as file:
        law, known = catalogue_of(session), content.read(session, file)
        step = law.steps.step(file.state, to)
        if step is None:
            raise CaseworkError(_forbidden(law, file.state, to))
        day = _day(known, step, on or by.today, by.today)
        reason = texts.clean(law, reason, what=mark("de reden"), at_least=law.steps.min_reason)
        lacking = conditions.missing(known, law, step.needs, today=by.today)
        if lacking:
            raise CaseworkError(
                "{before} naar {to} kan nog niet: {lacking}",
                before=file.state, to=to, lacking=joined(lacking, between="; "),
            )  # fmt: skip
        made = BibobTransition(
            case_id=file.case_id,
            from_state=file.state,
            to_state=to,
            dated_on=day,
            reason=reason,
            role=by.user.role,
            user=by.user,
            moved_at=by.now,
            checks=sorted(step.needs),
        )
        session.add(made)
        file.state = to
        if step.event is not None:
            acting.add(session, file, by, BibobEvent(kind=step.event, dated_on=day))
        _follow_up(session, file, known, by, step, day)
    if to is BibobState.CLOSED:
        cases.end(session, file.case, user=by.user, now=by.now)
        session.flush()
    return made


def _follow_up(
    session: Session, file: BibobFile, known: Content, by: By, step: Step, day: date
) -> None:
    """What a step brings with it: duties to report, and the end of a hook."""
    if step.to is BibobState.DECISION and notices.must_report(known):
        notices.impose(session, file, by, NoticeKind.CONCLUSION, day)
    if step.to is BibobState.WITHDRAWN and step.from_ is not BibobState.HOOK:
        notices.impose(session, file, by, NoticeKind.WITHDRAWAL, day)
    if step.to is BibobState.CLOSED:
        file.open_reference = None


def _day(known: Content, step: Step, day: date, today: date) -> date:
    """The day of a step: not in the future, and not before the step or record that it follows."""
    texts.past(day, today, what=sentence("{event} op", event=step.to))
    last = known.transitions[-1]
    if last.from_state is None:
        texts.in_order(known.file.hook_on, day, first_is=mark("de haak"), then_is=mark("deze stap"))
    else:
        before = sentence("de stap naar {state}", state=last.to_state)
        texts.in_order(last.dated_on, day, first_is=before, then_is=mark("deze stap"))
    decided = known.decision.dated_on if known.decision is not None else day
    if step.to is BibobState.DECISION and day != decided:
        raise CaseworkError("het besluit is van {day}; neem die dag", day=decided)
    return day


def _forbidden(law: Catalogue, from_: BibobState, to: BibobState) -> Sentence:
    following = law.steps.following(from_)
    if not following:
        return sentence("{state} is het einde: er volgt geen stap", state=from_)
    known = ", ".join(step.to for step in following)
    return sentence(
        "van {before} naar {to} kan niet; wel naar: {known}", before=from_, to=to, known=known
    )
