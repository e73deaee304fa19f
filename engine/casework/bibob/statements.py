"""Zienswijze (art. 33): who was given the occasion, until when, what came, and the reply."""

from datetime import date

from sqlalchemy.orm import Session

from engine.casework.bibob import acting, content, people, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobStatement
from engine.casework.bibob.models import BibobEvent
from engine.casework.bibob.words import BibobState, EventKind
from engine.casework.clocks.calendar import after
from engine.errors import CaseworkError
from engine.translatable import mark, sentence

CLOCK = "statement"
ASKING = frozenset({BibobState.DRAFT, BibobState.STATEMENT})


def ask(
    session: Session,
    number: int,
    by: By,
    *,
    on: date,
    party: int | None = None,
    until: date | None = None,
) -> BibobStatement:
    """Record that somebody was given the occasion for a statement.

    Args:
        session: a writing session.
        number: of the file.
        by: who records it.
        on: day of the letter.
        party: number of whom; None: the subject.
        until: last day that the letter names, closed; None: the usual term.

    Raises:
        CaseworkError: as `acting.investigating`; there is no draft yet; the days are wrong; or the
            same person has an occasion that is still open.
    """
    kinds = ("zienswijze",)
    with acting.investigating(session, number, by, name="zienswijze gevraagd", kinds=kinds) as file:
        known, law = content.read(session, file), catalogue_of(session)
        if file.state not in ASKING:
            raise CaseworkError("een zienswijze wordt gevraagd over een conceptoordeel")
        who = people.subject(known) if party is None else people.find(known, party)
        if [s for s in known.statements if s.party_id == who.id and not s.is_closed]:
            raise CaseworkError("deze persoon heeft nog een open gelegenheid")
        texts.past(on, by.today, what=mark("gevraagd op"))
        drafted = known.transitions[-1].dated_on
        texts.in_order(drafted, on, first_is=mark("de vorige stap"), then_is=mark("de brief"))
        if until is None:
            rule = next(one for one in law.clocks.clocks if one.code == CLOCK)
            until = law.calendar.end(on, after(on, rule.length), rule.length)
        texts.in_order(on, until, first_is=mark("de brief"), then_is=mark("de laatste dag"))
        if who == known.subject:
            event = BibobEvent(kind=EventKind.STATEMENT_ASKED, dated_on=on, until=until)
            acting.add(session, file, by, event)
        made = BibobStatement(party_id=who.id, asked_on=on, until=until, is_closed=False)
        return acting.add(session, file, by, made)


def answer(
    session: Session, number: int, by: By, statement: int, *, on: date, summary: str, reply: str
) -> BibobStatement:
    """Record a statement that came in, and the reply to it.

    Raises:
        CaseworkError: as `acting.investigating`; there is no such open occasion; the day is wrong;
            or a text is missing.
    """
    kinds = ("zienswijze", "antwoord")
    with acting.investigating(session, number, by, name="zienswijze", kinds=kinds) as file:
        known, law = content.read(session, file), catalogue_of(session)
        found = _open(known, statement)
        texts.past(on, by.today, what=mark("ontvangen op"))
        texts.in_order(found.asked_on, on, first_is=mark("de brief"), then_is=mark("de zienswijze"))
        found.summary = texts.clean(law, summary, what=mark("de zienswijze"))
        found.reply = texts.clean(
            law, reply, what=mark("het antwoord"), at_least=law.grounds.min_reason
        )
        found.received_on, found.is_closed = on, True
        _note(session, known, by, found, EventKind.STATEMENT_RECEIVED, on)
        return found


def waive(session: Session, number: int, by: By, statement: int, *, on: date) -> BibobStatement:
    """Record that no statement came within the term.

    Raises:
        CaseworkError: as `acting.investigating`; there is no such open occasion; or its last day
            has not passed.
    """
    kinds = ("zienswijze",)
    with acting.investigating(session, number, by, name="geen zienswijze", kinds=kinds) as file:
        known = content.read(session, file)
        found = _open(known, statement)
        texts.past(on, by.today, what=mark("vastgesteld op"))
        if on <= found.until:
            raise CaseworkError(
                "de termijn voor de zienswijze loopt tot en met {day}", day=found.until
            )
        found.is_closed = True
        _note(session, known, by, found, EventKind.STATEMENT_WAIVED, on)
        return found


def problem(known: Content, today: date) -> str | None:
    """Why a decision other than to grant cannot follow yet, in Dutch; None when it can."""
    subject = known.subject
    since = None if known.conclusion is None else known.conclusion.added_at
    own = [one for one in known.statements if subject is not None and one.party_id == subject.id]
    if not [one for one in own if since is None or one.added_at >= since]:
        if own:
            return sentence(
                "betrokkene heeft over deze conclusie geen gelegenheid voor een zienswijze gehad"
            )
        return sentence("betrokkene heeft geen gelegenheid voor een zienswijze gehad")
    if waiting := [one for one in known.statements if not one.is_closed]:
        last = max(one.until for one in waiting)
        if last < today:
            return sentence("een zienswijze staat nog open: leg vast wat er kwam")
        return sentence("een zienswijze staat nog open: de termijn loopt tot {day}", day=last)
    return None


def require_answered(known: Content, today: date) -> None:
    """Refuse while a statement was not asked or is still open (REQ-BIB-2).

    Raises:
        CaseworkError: says what is missing.
    """
    reason = problem(known, today)
    if reason is not None:
        raise CaseworkError(reason)


def _open(known: Content, number: int) -> BibobStatement:
    for one in known.statements:
        if one.id == number and not one.is_closed:
            return one
    raise CaseworkError("dit dossier heeft geen open gelegenheid {number}", number=str(number))


def _note(
    session: Session, known: Content, by: By, found: BibobStatement, kind: EventKind, on: date
) -> None:
    if known.subject is not None and found.party_id == known.subject.id:
        acting.add(session, known.file, by, BibobEvent(kind=kind, dated_on=on))
