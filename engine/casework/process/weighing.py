"""Weighings 1, 2A, 2B and 3: answers per question, and whether they are enough to go on."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases, users
from engine.casework.case_models import Case
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process.definition import process_of
from engine.casework.process.models import Weighing
from engine.errors import CaseworkError
from engine.translatable import mark


def weigh(
    session: Session,
    case: Case,
    step: str,
    *,
    user: User,
    answers: Mapping[str, bool | None],
    reason: str,
    now: datetime,
) -> Weighing:
    """Record a weighing; a later one of the same step replaces it, and both stay readable.

    Args:
        session: a writing session.
        case: as `cases.to_change` gives it.
        step: `1`, `2A`, `2B` or `3`.
        user: who weighs.
        answers: True, False or None by question; a question that is left out is not known.
        reason: why, without names.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, there is no such weighing or question, or no reason.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    forms = process_of(session).weighings
    form = next((form for name, form in forms.items() if name == step), None)
    if form is None:
        raise CaseworkError(
            "er is geen weging {step}; wel: {known}", step=step, known=", ".join(forms)
        )
    if unknown := sorted(answers.keys() - form.questions.keys()):
        raise CaseworkError(
            "weging {step} kent geen {unknown}; wel: {known}",
            step=step,
            unknown=", ".join(unknown),
            known=", ".join(form.questions),
        )
    weighing = Weighing(
        case_id=case.id,
        step=step,
        answers={question: answers.get(question) for question in form.questions},
        is_met=form.is_met(answers),
        reason=check_text(reason, what=mark("een reden")),
        user=user,
        weighed_at=now,
    )
    session.add(weighing)
    session.flush()
    cases.log(session, case, user=user, name=f"Weging {step} vastgelegd", now=now)
    return weighing


def of_case(session: Session, case: Case) -> list[Weighing]:
    """Weighings of a case, oldest first."""
    found = select(Weighing).where(Weighing.case_id == case.id)
    return list(session.scalars(found.order_by(Weighing.weighed_at, Weighing.id)))
