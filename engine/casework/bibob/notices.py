"""What was told to whom: the Bibob register, the subject, third parties."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework.bibob import acting, content, people, texts, timeline
from engine.casework.bibob.acting import By
from engine.casework.bibob.catalogue import catalogue_of
from engine.casework.bibob.content import Content
from engine.casework.bibob.entry_models import BibobNotice
from engine.casework.bibob.models import BibobEvent, BibobFile
from engine.casework.bibob.words import EventKind, NoticeKind
from engine.casework.models import User
from engine.casework.process import tasks
from engine.casework.process.models import Task
from engine.errors import CaseworkError
from engine.translatable import mark

DUTIES: Mapping[NoticeKind, tuple[EventKind, EventKind, str, str]] = {
    NoticeKind.CONCLUSION: (
        EventKind.REPORT_DUE,
        EventKind.REGISTER_REPORTED,
        "bibob_report",
        "Bibob-conclusie melden aan het Bibob-register",
    ),
    NoticeKind.WITHDRAWAL: (
        EventKind.WITHDRAWAL_DUE,
        EventKind.WITHDRAWAL_REPORTED,
        "bibob_withdrawal",
        "Terugtrekking melden aan het Bibob-register",
    ),
}
"""Per duty: the event that starts it, the one that ends it, kind and title of its task."""

_CLOCKS = {NoticeKind.CONCLUSION: "report", NoticeKind.WITHDRAWAL: "withdrawal"}


def notify(
    session: Session,
    number: int,
    by: By,
    *,
    kind: NoticeKind,
    on: date,
    reference: str,
    note: str = "",
    party: int | None = None,
) -> BibobNotice:
    """Record that something was told; a duty to report ends with it, and its task is done.

    Raises:
        CaseworkError: as `acting.changing`; there is no such duty; it was told before; or the day
            or reference is not right.
    """
    kinds = ("melding",)
    with acting.changing(session, number, by, name=f"melding: {kind.label}", kinds=kinds) as file:
        known, law = content.read(session, file), catalogue_of(session)
        texts.past(on, by.today, what=mark("gemeld op"))
        texts.in_order(file.hook_on, on, first_is=mark("de haak"), then_is=mark("de melding"))
        if kind is NoticeKind.THIRD_PARTY_TOLD and party is None:
            raise CaseworkError("zeg welke derde het is")
        made = BibobNotice(
            kind=kind,
            dated_on=on,
            reference=texts.reference(reference, what=mark("het nummer van de melding")),
            note=texts.optional(law, note, what=mark("de toelichting")),
            party_id=None if party is None else people.find(known, party).id,
        )
        if kind in DUTIES:
            _fulfil(session, known, by, kind, on)
        return acting.add(session, file, by, made)


def impose(session: Session, file: BibobFile, by: By, kind: NoticeKind, on: date) -> None:
    """Start a duty to report: an event for its clock, and a task for the officer (REQ-BIB-7)."""
    event, _, task_kind, title = DUTIES[kind]
    acting.add(session, file, by, BibobEvent(kind=event, dated_on=on))
    law = catalogue_of(session)
    known = content.read(session, file)
    due = timeline.clock(known, law, _CLOCKS[kind], as_of=max(on, by.today)).due
    last = max(due or by.today, by.today, dutch_day(by.now))
    tasks.add(
        session, file.case, user=by.user, title=title, due_on=last, now=by.now, kind=task_kind
    )


def is_open(known: Content, kind: NoticeKind) -> bool:
    """True while a duty to report stands and nobody reported."""
    return known.has_event(DUTIES[kind][0]) and not known.has_notice(kind)


def must_report(known: Content) -> bool:
    """True when a conclusion of danger was reached without advice (Wet Bibob art. 7a lid 7)."""
    found = known.conclusion
    return found is not None and found.conclusion != "geen" and not found.by_advice


def _fulfil(session: Session, known: Content, by: By, kind: NoticeKind, on: date) -> None:
    start, end, task_kind, _ = DUTIES[kind]
    due = [event.dated_on for event in known.events if event.kind is start]
    if not due:
        raise CaseworkError("er is geen plicht om dit te melden")
    if known.has_notice(kind):
        raise CaseworkError("dit is al gemeld")
    texts.in_order(
        due[-1], on, first_is=mark("de dag waarop het moest"), then_is=mark("de melding")
    )
    acting.add(session, known.file, by, BibobEvent(kind=end, dated_on=on))
    _finish(session, known.file, by.user, by.now, task_kind)


def _finish(session: Session, file: BibobFile, user: User, now: datetime, kind: str) -> None:
    wanted = select(Task).where(
        Task.case_id == file.case_id, Task.kind == kind, Task.done_at.is_(None)
    )
    for task in session.scalars(wanted.order_by(Task.id)):
        tasks.done(session, task, user=user, now=now)
