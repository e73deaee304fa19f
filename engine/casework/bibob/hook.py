"""The legal hook of a file: when it is valid, and that nothing is read without one.

Source: Wet Bibob art. 5 to 7; process, section 3.1; REQ-BIB-1.
"""

from datetime import date

from sqlalchemy.orm import Session

from engine.casework.bibob.models import BibobFile
from engine.casework.bibob.words import BibobState
from engine.casework.case_models import Case, CaseKind
from engine.errors import CaseworkError
from engine.translatable import sentence

NOTHING_READ = frozenset({BibobState.WITHDRAWN, BibobState.NOT_PROCESSED, BibobState.CLOSED})
"""In these nothing stricter is read any more."""


def problem(file: BibobFile, today: date) -> str | None:
    """Why the hook of a file is not valid on a day, in Dutch; None when it is."""
    if file.hook_closed_on is not None and file.hook_closed_on <= today:
        return sentence("de haak is gesloten op {day}", day=file.hook_closed_on)
    if file.hook_until is not None and file.hook_until < today:
        return sentence("de haak is verlopen op {day}", day=file.hook_until)
    if file.hook_on > today:
        return sentence("de haak is van {day}: die dag moet nog komen", day=file.hook_on)
    return None


def require_valid(file: BibobFile, today: date) -> None:
    """Refuse a file whose hook is not valid.

    Raises:
        CaseworkError: says why, and what to do.
    """
    reason = problem(file, today)
    if reason is not None:
        raise CaseworkError(
            "Bibob-dossier {number}: {reason}; zonder geldige haak gaat het niet verder",
            number=str(file.case_id), reason=reason,
        )  # fmt: skip


def reading_problem(session: Session, case: Case, today: date) -> str | None:
    """Why stricter facts may not be read in a case for lack of a hook, in Dutch; None: they may.

    Cases of another kind pass: what they open stands in the settings.
    """
    if case.kind is not CaseKind.BIBOB:
        return None
    file = session.get(BibobFile, case.id)
    if file is None:
        return sentence(
            "er is geen Bibob-dossier met een haak; open er een met dijkwacht bibob open"
        )
    if file.state in NOTHING_READ:
        return sentence(
            "het Bibob-dossier staat in {state}: daar wordt niet gelezen", state=file.state
        )
    return problem(file, today)


def require_reading(session: Session, case: Case, today: date) -> None:
    """Refuse to read stricter facts in a Bibob case without an open file with a valid hook.

    Raises:
        CaseworkError: says what is missing.
    """
    reason = reading_problem(session, case, today)
    if reason is not None:
        raise CaseworkError("zaak {number}: {reason}", number=str(case.id), reason=reason)
