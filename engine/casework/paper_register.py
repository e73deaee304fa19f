"""Register of papers that were made: what went to whom, who decided it, and until when it is kept.

The papers themselves stand in folders of the municipality; here is what they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from engine.casework import audit, users
from engine.casework.columns import UtcDateTime, is_storable
from engine.casework.judgements import check_text
from engine.casework.models import Base, Role, User
from engine.casework.process.definition import process_of
from engine.errors import CaseworkError
from engine.translatable import mark

MANIFEST_SUFFIX = ".manifest.json"
"""What the name of the manifest beside a document has behind the document's own."""

_STEP = "een stuk uitbrengen"


class PaperEntry(Base):
    """One document for one recipient.

    Attributes:
        folder, name: where it was put; nobody keeps the register when it is moved on.
        sha256, manifest_sha256: of the document and of the manifest beside it.
        run: name of the run folder; None for a paper without one.
        cases: numbers.
        role: in which it was decided.
        destroy_on: the first day on which it may no longer be kept.
        destroyed_at: when it was taken off the register as destroyed; None while it may be kept.
    """

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("folder", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), index=True)
    folder: Mapped[str] = mapped_column(String(1024))
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    manifest_sha256: Mapped[str] = mapped_column(String(64))
    run: Mapped[str | None] = mapped_column(String(128))
    cases: Mapped[list[int]] = mapped_column(JSON)
    recipient: Mapped[str] = mapped_column(String(64))
    legal_basis: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    destroy_on: Mapped[date] = mapped_column(index=True)
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship(lazy="joined")


@dataclass(frozen=True, slots=True)
class Document:
    """A document about to be registered; attributes as in `PaperEntry`.

    Attributes:
        title: what it is, without names, for the processing log.
        recipient_kind: what kind of recipient, for the processing log.
        objects: what of people and places is in it, for the processing log.
    """

    kind: str
    title: str
    folder: str
    name: str
    sha256: str
    manifest_sha256: str
    run: str | None
    cases: tuple[int, ...]
    recipient: str
    recipient_kind: str
    legal_basis: str
    destroy_on: date
    objects: tuple[audit.ProcessedObject, ...]


def check_decision(session: Session, *, user: User, roles: frozenset[Role], reason: str) -> str:
    """Refuse what nobody may or did decide: no paper without a named person and a reason.

    Args:
        session: any session.
        user: who decides.
        roles: that may make this kind of paper.
        reason: why it goes to this recipient, without names.

    Returns:
        The reason, stripped.

    Raises:
        CaseworkError: the role may not, or the reason is too short or not allowed.

    Source: REQ-HUM-1; the least number of characters is `min_reason` of `rules/process.yml`.
    """
    users.require(user, roles)
    reason = check_text(reason, what=mark("een reden"))
    least = process_of(session).min_reason
    if len(reason) < least:
        raise CaseworkError(
            "de reden heeft {count} tekens; {least} is het minste", count=len(reason), least=least
        )
    return reason


def register(
    session: Session, documents: Sequence[Document], *, user: User, reason: str, now: datetime
) -> list[PaperEntry]:
    """Enter documents and log each with its recipient, in the transaction of `session`.

    Raises:
        CaseworkError: a name cannot be stored, or is in the register already.
    """
    entries = []
    for one in documents:
        if not (is_storable(one.folder) and is_storable(one.name)):
            raise CaseworkError("{name}: deze naam kan niet in het register", name=repr(one.name))
        if find(session, one.folder, one.name) is not None:
            raise CaseworkError(
                "{name} staat al in het register; maak het stuk opnieuw", name=one.name
            )
        entry = PaperEntry(
            kind=one.kind, folder=one.folder, name=one.name, sha256=one.sha256,
            manifest_sha256=one.manifest_sha256, run=one.run, cases=list(one.cases),
            recipient=one.recipient, legal_basis=one.legal_basis, user=user, role=user.role.value,
            reason=reason, made_at=now, destroy_on=one.destroy_on,
        )  # fmt: skip
        session.add(entry)
        session.flush()
        own = audit.ProcessedObject("stuk", "SHA-256", one.sha256, one.kind, ("document",))
        numbered = tuple(
            audit.ProcessedObject("zaak", "nummer", str(number), "zaak in het stuk")
            for number in one.cases
        )
        processing = audit.Processing(
            name=f"Stuk uitgebracht: {one.title}",
            step=_STEP,
            user=user.subject,
            objects=(own, *numbered, *one.objects),
            source=one.run,
            recipient_kind=one.recipient_kind,
            recipient=one.recipient,
        )
        audit.append(session, processing, now=now)
        entries.append(entry)
    return entries


def find(session: Session, folder: str, name: str) -> PaperEntry | None:
    """The entry of a document in a folder; None when it was never registered."""
    at = (PaperEntry.folder == folder) & (PaperEntry.name == name)
    return session.scalar(select(PaperEntry).where(at))


def with_hash(session: Session, sha256: str) -> list[PaperEntry]:
    """Entries of documents with exactly this content, oldest first."""
    found = select(PaperEntry).where(PaperEntry.sha256 == sha256)
    return list(session.scalars(found.order_by(PaperEntry.id)))


def newest(
    session: Session, *, kinds: Sequence[str], most: int, case: int | None = None
) -> list[PaperEntry]:
    """Entries of some kinds of paper, newest first, at most `most`.

    Args:
        session: any session.
        kinds: of papers.
        most: how many.
        case: number of a case that they are about; None: of any or none.
    """
    wanted = select(PaperEntry).where(PaperEntry.kind.in_(kinds)).order_by(PaperEntry.id.desc())
    found = (one for one in session.scalars(wanted) if case is None or case in one.cases)
    return list(islice(found, most))


def in_folder(session: Session, folder: str) -> list[PaperEntry]:
    """Entries of documents that were put in a folder and may be kept, oldest first."""
    found = select(PaperEntry).where(PaperEntry.folder == folder, PaperEntry.destroyed_at.is_(None))
    return list(session.scalars(found.order_by(PaperEntry.id)))
