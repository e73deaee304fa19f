"""Makes a paper: checks who may and to whom, puts it together, draws it, registers it.

Nothing of people or places is read before the decision was checked, and no document exists
without a line in the register and one in the processing log.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from connectors.dates import LOCAL, dutch_day, months_after
from engine.casework import paper_register, users
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.casework.paper_register import Document
from engine.errors import PaperError
from engine.exports import recipients
from engine.exports.papers import (
    docx_file,
    manifest,
    pdf_file,
    publish,
    texts,
    xlsx_file,
)  # fmt: skip
from engine.exports.papers.compose import compose
from engine.exports.papers.contract import Contract
from engine.exports.papers.draft import Draft
from engine.exports.papers.manifest import Decision, Source
from engine.exports.papers.paper import Paper, for_recipient
from engine.exports.papers.publish import File, Swept
from engine.exports.papers.texts import Format, Texts
from engine.exports.recipients import Recipient
from engine.exports.words import day, word
from engine.translatable import mark, sentence

Build = Callable[[Session, User, Texts], Draft]
"""Reads what a paper needs, in a session of its own, for a user who may."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    Attributes:
        to: codes of recipients; each gets a document of its own in every format.
        folder: where the documents go.
        reason: why they get it.
    """

    user: str
    role: Role
    reason: str
    to: tuple[str, ...]
    formats: tuple[Format, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class Produced:
    """Documents that were made, and what the folder needed first."""

    files: tuple[Path, ...]
    swept: Swept


@dataclass(frozen=True, slots=True)
class _Made:
    file: File
    document: Document


def produce(
    casework: Casework, contract: Contract, order: Order, build: Build, *, now: datetime
) -> Produced:
    """Make a paper for every recipient and format that was asked for.

    Args:
        casework: the database; its settings name the rules folder with texts and templates.
        contract: of the kind.
        order: what is asked for, by whom and why.
        build: reads the content once the decision was checked.
        now: the moment, with a time zone.

    Raises:
        PaperError: recipient, format, texts, template or folder is wrong; nothing is left behind.
        CaseworkError: the role may not, or the reason is not good enough.
    """
    rules = casework.settings.rules
    found = texts.load(rules, contract)
    allowed = [recipients.find(rules, contract.kind, code) for code in dict.fromkeys(order.to)]
    _check_formats(found, order.formats)
    if not allowed:
        raise PaperError(mark("noem ten minste één ontvanger met --to"))
    swept = publish.sweep(casework, order.folder)
    with casework.writing() as session:
        who = users.sign_in(session, subject=order.user, role=order.role, now=now)
        reason = paper_register.check_decision(
            session, user=who, roles=frozenset(found.of.roles), reason=order.reason
        )
    with casework.writing() if contract.logs_reading else casework.reading() as session:
        who = users.sign_in(session, subject=order.user, role=order.role, now=now)
        draft = build(session, who, found)
    decision = Decision(order.user, order.role.value, reason, now)
    made = [
        _make(found, draft, recipient, format_, decision, rules, order.folder, now=now)
        for recipient in allowed
        for format_ in order.formats
    ]

    def register(session: Session) -> None:
        who = users.sign_in(session, subject=order.user, role=order.role, now=now)
        paper_register.register(
            session, [one.document for one in made], user=who, reason=reason, now=now
        )
        if draft.on_register is not None:
            draft.on_register(session, who, now)

    paths = publish.publish(casework, order.folder, [one.file for one in made], register)
    return Produced(tuple(paths), swept)


def put_together(
    found: Texts, draft: Draft, recipient: Recipient, decision: Decision, *, keep_until: date
) -> Paper:
    """The paper that one recipient gets, with every placeholder filled."""
    today = dutch_day(decision.decided_at)
    check = "" if recipient.verified else f" ({found.common.unverified.rstrip('.')})"
    values = {
        "municipality": found.common.municipality,
        "department": found.common.department,
        "contact": found.common.contact,
        "today": day(today),
        "user_role": word("user.role", decision.role),
        "recipient": recipient.label,
        "legal_basis": recipient.legal_basis + check,
        "keep_until": day(keep_until),
        **draft.values,
    }
    paper = compose(found, values, draft.filled, left_out=draft.left_out, further=draft.further)
    return for_recipient(paper, recipient.recipient, recipient.label)


def _make(
    found: Texts,
    draft: Draft,
    recipient: Recipient,
    format_: Format,
    decision: Decision,
    rules: Path,
    folder: Path,
    *,
    now: datetime,
) -> _Made:
    keep_until = months_after(dutch_day(now), found.of.keep.months)
    paper = put_together(found, draft, recipient, decision, keep_until=keep_until)
    content, template = draw(paper, found, format_, rules, now=now)
    name = _name(paper.kind, draft.subject, recipient.recipient, format_, now)
    about = manifest.write(
        content,
        name=name,
        kind=paper.kind,
        title=paper.title,
        origin=draft.origin,
        recipient=recipient,
        decision=decision,
        texts=Source(f"{texts.FOLDER}/{found.file.name}", found.sha256),
        template=template,
        keep_until=keep_until,
    )
    run = draft.origin.run
    document = Document(
        kind=paper.kind,
        title=f"{found.of.label}, {draft.subject}",
        folder=str(folder.resolve()),
        name=name,
        sha256=manifest.sha256(content),
        manifest_sha256=manifest.sha256(about),
        run=None if run is None else run.path.name,
        cases=draft.origin.cases,
        recipient=recipient.recipient,
        recipient_kind=recipient.recipient_kind,
        legal_basis=recipient.legal_basis,
        destroy_on=keep_until,
        objects=draft.objects,
    )
    return _Made(File(name, content, about), document)


def draw(
    paper: Paper, found: Texts, format_: Format, rules: Path, *, now: datetime
) -> tuple[bytes, Source | None]:
    """A paper in one format, and the template it was drawn with.

    Raises:
        PaperError: the template is wrong.
    """
    heading, author = found.common.notes_heading, found.common.municipality
    if format_ is Format.XLSX:
        return xlsx_file.render(paper, notes_heading=heading, author=author, now=now), None
    drawer, place = {
        Format.DOCX: (docx_file.render, docx_file.TEMPLATE),
        Format.PDF: (pdf_file.render, pdf_file.TEMPLATE),
    }[format_]  # fmt: skip
    template = rules / place
    content = drawer(paper, template, notes_heading=heading, author=author, now=now)
    return content, Source(place.as_posix(), manifest.sha256(template.read_bytes()))


def _check_formats(found: Texts, wanted: Sequence[Format]) -> None:
    wrong = [format_ for format_ in wanted if format_ not in found.of.formats]
    if wrong:
        known = ", ".join(found.of.formats)
        raise PaperError(
            sentence(
                "{kind} is er niet als {wrong}; wel als: {known}",
                kind=found.of.kind,
                wrong=", ".join(wrong),
                known=known,
            )
        )


def _name(kind: str, subject: str, recipient: str, format_: Format, now: datetime) -> str:
    plain = re.sub(r"[^A-Za-z0-9-]+", "-", subject).strip("-")[:60]
    moment = now.astimezone(LOCAL).strftime("%Y%m%d-%H%M%S")
    parts = [kind, *([plain] if plain else []), recipient, moment]
    return f"{'-'.join(parts)}.{format_}"
