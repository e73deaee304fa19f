"""Opening a file on a legal hook, and what may change about the hook afterwards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases
from engine.casework.bibob import acting, texts
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import Catalogue, catalogue_of, pick
from engine.casework.bibob.models import BibobEvent, BibobFile, BibobTransition
from engine.casework.bibob.words import BibobState, EventKind
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import User
from engine.casework.places import LocationState
from engine.errors import CaseworkError
from engine.translatable import mark

_MAX_WEEKS = 52


@dataclass(frozen=True, slots=True)
class HookGiven:
    """The legal hook as an officer gives it.

    Attributes:
        kind, permit_kind, trigger: codes of `rules/bibob/`.
        reference: number of the application, licence, tender, subsidy or deal.
        on: its day; for an application the day on which it came in.
        until: last day on which it stands, closed; None: no end is known.
        decision_weeks: another decision term than the usual one; None: that one.
        decision_reason: where that term stands.
    """

    kind: str
    permit_kind: str
    reference: str
    on: date
    trigger: str = "standard"
    until: date | None = None
    decision_weeks: int | None = None
    decision_reason: str = ""


def open_file(
    session: Session,
    *,
    user: User,
    location: LocationState,
    given: HookGiven,
    purpose: str,
    now: datetime,
) -> BibobFile:
    """Open a Bibob file: one about one decision, tender or transaction.

    Args:
        session: a writing session.
        user: a Bibob officer.
        location: as a run shows it.
        given: the legal hook.
        purpose: why, without names.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, the hook is unknown, does not fit the kind of decision, is
            not valid, or has an open file already.
    """
    acting.require_officer(user)
    law, today = catalogue_of(session), By(user, 0, now).today
    reference = _check(law, given, today)
    _refuse_second(session, reference)
    case = cases.begin(
        session, user=user, kind=CaseKind.BIBOB, location=location, now=now,
        purpose=texts.clean(law, purpose, what=mark("de aanleiding")),
    )  # fmt: skip
    file = BibobFile(
        case_id=case.id,
        case=case,
        state=BibobState.HOOK,
        hook_kind=given.kind,
        hook_reference=reference,
        open_reference=reference.casefold(),
        permit_kind=given.permit_kind,
        hook_on=given.on,
        hook_until=given.until,
        trigger=given.trigger,
        decision_weeks=given.decision_weeks,
        decision_weeks_reason=texts.optional(law, given.decision_reason, what=mark("de reden")),
    )
    session.add(file)
    session.flush()
    by = By(user, case.version, now)
    session.add(
        BibobTransition(
            case_id=case.id, to_state=BibobState.HOOK, dated_on=today, reason=case.purpose,
            role=user.role, user=user, moved_at=now, checks=["hook_valid"],
        )
    )  # fmt: skip
    if law.hooks[given.kind].starts_decision_term:
        received = BibobEvent(kind=EventKind.APPLICATION_RECEIVED, dated_on=given.on)
        acting.add(session, file, by, received)
    session.flush()
    return file


def close_hook(session: Session, number: int, by: By, *, on: date, reason: str) -> BibobFile:
    """Record that the hook fell away: from that day nothing stricter is read in the file.

    Raises:
        CaseworkError: as `acting.changing`; the day is in the future or before the hook; it was
            closed before; or there is no reason.
    """
    kinds = ("haak", "reden")
    with acting.changing(session, number, by, name="haak gesloten", kinds=kinds) as file:
        if file.hook_closed_on is not None:
            raise CaseworkError("de haak is al gesloten op {day}", day=file.hook_closed_on)
        texts.past(on, by.today, what=mark("gesloten op"))
        texts.in_order(file.hook_on, on, first_is=mark("de haak"), then_is=mark("het sluiten"))
        law = catalogue_of(session)
        file.hook_closed_on = on
        file.hook_closed_reason = texts.clean(law, reason, what=mark("de reden"))
        return file


def extend_hook(session: Session, number: int, by: By, *, until: date | None) -> BibobFile:
    """Record until when the hook stands; None: no end is known.

    Raises:
        CaseworkError: as `acting.changing`; it was closed; or the day is before the hook.
    """
    with acting.changing(session, number, by, name="haak bijgewerkt", kinds=("haak",)) as file:
        if file.hook_closed_on is not None:
            raise CaseworkError("de haak is gesloten op {day}", day=file.hook_closed_on)
        if until is not None:
            texts.in_order(file.hook_on, until, first_is=mark("de haak"), then_is=mark("het einde"))
        file.hook_until = until
        return file


def refuse_form(session: Session, number: int, by: By, *, on: date, reason: str) -> BibobFile:
    """Record that the subject refused to complete the form (Wet Bibob art. 4).

    Raises:
        CaseworkError: as `acting.investigating`; the form was not sent; or the days are wrong.
    """
    kinds = ("formulier", "reden")
    with acting.investigating(session, number, by, name="formulier geweigerd", kinds=kinds) as file:
        if file.state is not BibobState.FORM_SENT:
            raise CaseworkError(
                "weigeren kan zolang het formulier is verzonden en niet compleet is"
            )
        texts.past(on, by.today, what=mark("geweigerd op"))
        texts.in_order(file.hook_on, on, first_is=mark("de haak"), then_is=mark("de weigering"))
        law = catalogue_of(session)
        file.form_refused_on = on
        file.form_refused_reason = texts.clean(law, reason, what=mark("de reden"))
        return file


def listed(session: Session, *, user: User, closed: bool = False) -> list[BibobFile]:
    """Files that are open, or closed ones; the newest first.

    Raises:
        CaseworkError: the role may not see them.
    """
    acting.require_officer(user)
    wanted = Case.closed_at.is_not(None) if closed else Case.closed_at.is_(None)
    found = select(BibobFile).join(Case, Case.id == BibobFile.case_id).where(wanted)
    return list(session.scalars(found.order_by(BibobFile.case_id.desc())))


def seen(
    session: Session,
    number: int,
    *,
    user: User,
    now: datetime,
    kinds: Collection[str] = ("dossier",),
) -> BibobFile:
    """A file that somebody looks at, which is logged.

    Raises:
        CaseworkError: there is no such file, or the role may not see it.
    """
    acting.require_officer(user)
    file = acting.find(session, number)
    cases.log(
        session, file.case, user=user, name="Bibob: dossier ingezien", now=now, kinds=tuple(kinds)
    )
    return file


def _check(law: Catalogue, given: HookGiven, today: date) -> str:
    """The reference of a hook that fits and is valid."""
    pick(law.hooks, given.kind, what=mark("haak"))
    kind = pick(law.permit_kinds, given.permit_kind, what=mark("soort beschikking"))
    pick(law.triggers, given.trigger, what=mark("aanleiding"))
    if kind.no_hook is not None:
        raise CaseworkError(
            "{kind}: geen Bibob-dossier mogelijk ({why})", kind=kind.label, why=kind.no_hook
        )
    if given.kind not in kind.hooks:
        fits = ", ".join(kind.hooks)
        raise CaseworkError(
            "{kind}: haak {hook} past niet; wel: {fits}",
            kind=kind.label, hook=given.kind, fits=fits,
        )  # fmt: skip
    texts.past(given.on, today, what=mark("de haak van"))
    if given.until is not None:
        texts.in_order(given.on, given.until, first_is=mark("de haak"), then_is=mark("het einde"))
        if given.until < today:
            raise CaseworkError("de haak is verlopen op {day}", day=given.until)
    if given.decision_weeks is not None:
        if not 1 <= given.decision_weeks <= _MAX_WEEKS:
            raise CaseworkError("een beslistermijn heeft 1 tot {most} weken", most=_MAX_WEEKS)
        if not given.decision_reason.strip():
            raise CaseworkError("zeg waar een andere beslistermijn staat")
    return texts.reference(given.reference, what=mark("het nummer van de haak"))


def _refuse_second(session: Session, reference: str) -> None:
    known = BibobFile.open_reference == reference.casefold()
    number = session.scalar(select(BibobFile.case_id).where(known))
    if number is not None:
        raise CaseworkError(
            "er is al een open Bibob-dossier ({number}) voor deze haak: een per beslissing, "
            "opdracht of transactie",
            number=str(number),
        )
