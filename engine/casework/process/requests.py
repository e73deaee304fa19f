"""Questions to sources and partners: hit or no hit first, content only after a hit and a check."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, cases, users
from engine.casework.case_models import Case
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process import needs
from engine.casework.process.models import Answer, Request
from engine.errors import CaseworkError
from engine.translatable import mark, sentence

_CHECK = "1"


def ask(
    session: Session, case: Case, *, user: User, partner: str, question: str, now: datetime
) -> Request:
    """Ask whether a source or partner has something; never for what it has.

    Raises:
        CaseworkError: the role may not, or a text is missing.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    request = Request(
        case_id=case.id,
        partner=check_text(partner, what=mark("een bron of partner")),
        question=check_text(question, what=mark("een vraag")),
        asked_by_id=user.id,
        asked_at=now,
    )
    session.add(request)
    session.flush()
    _log(session, case, request, user, "Bron gevraagd: hit of geen hit", now)
    return request


def answer(
    session: Session, case: Case, request: Request, *, user: User, found: Answer, now: datetime
) -> None:
    """Record hit or no hit.

    Raises:
        CaseworkError: the role may not, or it was answered before.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    if request.answer is not None:
        raise CaseworkError(
            "vraag {number} is al beantwoord: {answer}",
            number=str(request.id),
            answer=sentence("hit") if request.answer is Answer.HIT else sentence("geen hit"),
        )
    request.answer, request.answered_at = found, now
    session.flush()
    _log(session, case, request, user, f"Antwoord vastgelegd: {found}", now)


def ask_content(
    session: Session, case: Case, request: Request, *, user: User, now: datetime
) -> None:
    """Ask for the content: only after a hit, and with privacy check 1 recorded.

    Raises:
        CaseworkError: the role may not, there was no hit, or the check is missing or says no.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    if request.answer is not Answer.HIT:
        raise CaseworkError("inhoud kan pas worden gevraagd na een hit")
    check = needs.newest_check(session, case, _CHECK)
    if check is None or not check.allows:
        raise CaseworkError("inhoud kan pas worden gevraagd na privacytoets 1")
    if request.content_asked_at is not None:
        raise CaseworkError("de inhoud van vraag {number} is al gevraagd", number=str(request.id))
    request.content_asked_at = now
    session.flush()
    _log(session, case, request, user, "Inhoud gevraagd", now)


def receive(
    session: Session, case: Case, request: Request, *, user: User, content: str, now: datetime
) -> None:
    """Keep what was received, after it was asked for.

    Raises:
        CaseworkError: the role may not, it was not asked for, or it is empty.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    if request.content_asked_at is None:
        raise CaseworkError("de inhoud van vraag {number} is niet gevraagd", number=str(request.id))
    request.content, request.content_at = check_text(content, what=mark("de inhoud")), now
    session.flush()
    _log(session, case, request, user, "Inhoud ontvangen", now)


def find(session: Session, case: Case, number: int) -> Request:
    """One question of this case.

    Raises:
        CaseworkError: there is no such question in it.
    """
    found = session.get(Request, number)
    if found is None or found.case_id != case.id:
        raise CaseworkError(
            "zaak {number} heeft geen vraag {question}", number=str(case.id), question=str(number)
        )
    return found


def of_case(session: Session, case: Case) -> list[Request]:
    """Questions of a case, oldest first."""
    found = select(Request).where(Request.case_id == case.id)
    return list(session.scalars(found.order_by(Request.asked_at, Request.id)))


def _log(
    session: Session, case: Case, request: Request, user: User, name: str, now: datetime
) -> None:
    own = audit.ProcessedObject("vraag", "nummer", str(request.id), "vraag aan een bron")
    cases.log(session, case, user=user, name=name, now=now, kinds=("vraag",), further=(own,))
