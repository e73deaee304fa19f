"""Gives a file away: a named decision with reason and recipient, logged before the file is there.

The file is written whole under a temporary name; then the log is committed; then it gets its
name. Broken off before the commit, nothing is left; broken off after it, the log tells of a file
that did not come, never the other way round.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from engine.casework import audit, users
from engine.casework.audit import ProcessedObject
from engine.casework.database import Casework
from engine.casework.judgements import check_text
from engine.casework.models import Role, User
from engine.casework.process.definition import process_of
from engine.errors import CaseworkError
from engine.exports import recipients
from engine.swap import sync
from engine.translatable import mark

_STEP = "uitwisselen"


@dataclass(frozen=True, slots=True)
class Order:
    """The decision to give a file away.

    Attributes:
        kind: format, as `tables/recipients.csv` names it.
        roles: who may.
        subject, role: of who decides.
        reason: why, without names, of at least `min_reason` characters of the process.
        recipient: code in that table.
        out: file that is not there yet.
    """

    kind: str
    roles: frozenset[Role]
    subject: str
    role: Role
    reason: str
    recipient: str
    out: Path


@dataclass(frozen=True, slots=True)
class Made:
    """The content of a file.

    Attributes:
        rows: how many things stand in it.
        objects: what goes into the processing log.
        source: the run that was read; None when none was.
    """

    content: bytes
    rows: int
    objects: tuple[ProcessedObject, ...] = ()
    source: str | None = None


Build = Callable[[Session, User], Made]


def give(casework: Casework, order: Order, build: Build, *, now: datetime) -> Made:
    """Make a file, log who gets it and why, and put it at its place.

    Raises:
        CaseworkError: the role may not, the reason is too short, or the file is there or cannot be
            written; nothing is left behind.
        PaperError: the recipient is not allowed, or the table of recipients is wrong.
    """
    part = order.out.with_name(f".{order.out.name}.{os.getpid()}.part")
    try:
        with casework.writing() as session:
            user = users.sign_in(session, subject=order.subject, role=order.role, now=now)
            users.require(user, order.roles)
            reason = _reason(session, order.reason)
            to = recipients.find(Path(session.info["rules"]), order.kind, order.recipient)
            if order.out.exists():
                raise CaseworkError(
                    "{file} bestaat al en wordt niet overschreven", file=str(order.out)
                )
            made = build(session, user)
            _write(part, made.content)
            digest = hashlib.sha256(made.content).hexdigest()
            own = (
                ProcessedObject("bestand", "sha256", digest, order.kind, (f"{made.rows} rijen",)),
                ProcessedObject("besluit", "reden", reason, "besluit om te delen"),
            )
            processing = audit.Processing(
                f"Bestand gegeven: {order.kind}", _STEP, user.subject, (*own, *made.objects),
                made.source, to.recipient_kind, to.recipient,
            )  # fmt: skip
            audit.append(session, processing, now=now)
        part.replace(order.out)
        sync(order.out.parent)
    except OSError as error:
        raise CaseworkError(
            "{file}: kan niet worden geschreven ({error})",
            file=str(order.out),
            error=str(error.strerror),
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return made


def _reason(session: Session, text: str) -> str:
    reason, least = check_text(text, what=mark("een reden")), process_of(session).min_reason
    if len(reason) < least:
        raise CaseworkError(
            "de reden heeft {count} tekens; {least} is het minste", count=len(reason), least=least
        )
    return reason


def _write(part: Path, content: bytes) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
