"""What a step asks for: when it is met, and what to tell when it is not."""

from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import four_eyes
from engine.casework.case_models import Case, CaseScan
from engine.casework.process.definition import Need, process_of
from engine.casework.process.models import (
    Act,
    Measure,
    PrivacyCheck,
    Request,
    Transition,
    Weighing,
)
from engine.casework.process.states import State
from engine.translatable import sentence

CLOSING = "closing"
DESTRUCTION = "destruction"
"""What an approval is about, beside the number of the case."""


def missing(session: Session, case: Case, needs: tuple[Need, ...]) -> dict[Need, str]:
    """What of `needs` is not met, as a Dutch sentence by need, in their order."""
    found = {need: _CHECKS[need](session, case) for need in needs}
    return {need: told for need, told in found.items() if told is not None}


def newest_weighing(session: Session, case: Case, step: str) -> Weighing | None:
    """The weighing of that step that counts; None when it was not weighed."""
    found = select(Weighing).where(Weighing.case_id == case.id, Weighing.step == step)
    return session.scalar(found.order_by(Weighing.weighed_at.desc(), Weighing.id.desc()).limit(1))


def newest_check(session: Session, case: Case, step: str) -> PrivacyCheck | None:
    """The privacy check of that step that counts; None when there is none."""
    found = select(PrivacyCheck).where(PrivacyCheck.case_id == case.id, PrivacyCheck.step == step)
    newest = found.order_by(PrivacyCheck.checked_at.desc(), PrivacyCheck.id.desc())
    return session.scalar(newest.limit(1))


def _weighed(*steps: str) -> Callable[[Session, Case], str | None]:
    def check(session: Session, case: Case) -> str | None:
        forms = process_of(session).weighings
        for step in steps:
            found = newest_weighing(session, case, step)
            if found is None:
                return sentence("nog niet ingevuld: {form}", form=forms[step].label)
            if not found.is_met:
                return sentence("niet bevestigend: {form}", form=forms[step].label)
        return None

    return check


def _checked(step: str) -> Callable[[Session, Case], str | None]:
    def check(session: Session, case: Case) -> str | None:
        label = process_of(session).privacy_checks[step].label
        found = newest_check(session, case, step)
        if found is None:
            return sentence("nog niet vastgelegd: {check}", check=label)
        return None if found.allows else sentence("niet toegestaan: {check}", check=label)

    return check


def _has_owner(session: Session, case: Case) -> str | None:
    del session
    return None if case.owner_id is not None else sentence("er is geen trekker")


def _researched(session: Session, case: Case) -> str | None:
    answered = select(Request.id).where(Request.case_id == case.id, Request.answer.is_not(None))
    scanned = select(CaseScan.id).where(CaseScan.case_id == case.id)
    if session.scalar(answered.limit(1)) or session.scalar(scanned.limit(1)):
        return None
    return sentence(
        "nog geen bron geraadpleegd: geen antwoord op een vraag en geen scan van de zaak"
    )


def _measured(session: Session, case: Case) -> str | None:
    found = session.scalar(select(Measure.id).where(Measure.case_id == case.id).limit(1))
    return None if found else sentence("er is geen maatregel vastgelegd")


def _care_seen(session: Session, case: Case) -> str | None:
    """Who may be a victim is seen by care before anything else happens (REQ-VIC-1)."""
    if not case.is_victim:
        return None
    visited = select(Transition.id).where(
        Transition.case_id == case.id, Transition.to_state == State.TO_CARE
    )
    if session.scalar(visited.limit(1)):
        return None
    return sentence("mogelijk slachtoffer: eerst naar zorg en veiligheid")


def _approved(act: Act, what: str, told: str) -> Callable[[Session, Case], str | None]:
    def check(session: Session, case: Case) -> str | None:
        found = four_eyes.usable(session, act, case=case, subject=subject_of(case, what))
        return None if found else told

    return check


def subject_of(case: Case, what: str) -> str:
    """What an approval for this case is about."""
    return f"{case.id}/{what}"


_CHECKS: Mapping[Need, Callable[[Session, Case], str | None]] = {
    "approval_of_closing": _approved(
        Act.CLOSE_WITH_MEASURE,
        CLOSING,
        sentence("een tweede persoon heeft het sluiten niet goedgekeurd"),
    ),
    "approval_of_destruction": _approved(
        Act.DESTROY,
        DESTRUCTION,
        sentence("een tweede persoon heeft het vernietigen niet goedgekeurd"),
    ),
    "care_seen": _care_seen,
    "desk_research": _researched,
    "measure": _measured,
    "owner": _has_owner,
    "privacy_check_1": _checked("1"),
    "privacy_check_2a": _checked("2A"),
    "privacy_check_2b": _checked("2B"),
    "weighing_1": _weighed("1"),
    "weighing_2": _weighed("2A", "2B"),
    "weighing_3": _weighed("3"),
}
