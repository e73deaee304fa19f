"""Privacy checks 1, 2A and 2B: may we look, and what is shared with whom."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases, users
from engine.casework.case_models import Case
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process.definition import process_of
from engine.casework.process.models import PrivacyCheck
from engine.errors import CaseworkError


def record(
    session: Session,
    case: Case,
    step: str,
    *,
    user: User,
    answers: Mapping[str, str],
    allows: bool,
    now: datetime,
) -> PrivacyCheck:
    """Record a privacy check; a later one of the same step replaces it, and both stay readable.

    Args:
        session: a writing session.
        case: as `cases.to_change` gives it.
        step: `1`, `2A` or `2B`.
        user: who answers.
        answers: a text for every question of the form, without names.
        allows: whether it may be done.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, there is no such check, or a question has no answer.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    forms = process_of(session).privacy_checks
    form = next((form for name, form in forms.items() if name == step), None)
    if form is None:
        raise CaseworkError(
            "er is geen privacytoets {step}; wel: {known}", step=step, known=", ".join(forms)
        )
    if answers.keys() != form.questions.keys():
        raise CaseworkError(
            "privacytoets {step} vraagt precies: {questions}",
            step=step,
            questions=", ".join(form.questions),
        )
    check = PrivacyCheck(
        case_id=case.id,
        step=step,
        answers={key: check_text(answers[key], what=text) for key, text in form.questions.items()},
        allows=allows,
        user=user,
        checked_at=now,
    )
    session.add(check)
    session.flush()
    verdict = "toegestaan" if allows else "niet toegestaan"
    cases.log(session, case, user=user, name=f"Privacytoets {step}: {verdict}", now=now)
    return check


def of_case(session: Session, case: Case) -> list[PrivacyCheck]:
    """Privacy checks of a case, oldest first."""
    found = select(PrivacyCheck).where(PrivacyCheck.case_id == case.id)
    return list(session.scalars(found.order_by(PrivacyCheck.checked_at, PrivacyCheck.id)))
