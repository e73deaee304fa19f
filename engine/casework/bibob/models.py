"""Tables of a Bibob file: its hook and state, its steps, and its dated events.

A file is one to one with a case of kind Bibob, whose version guards every change of it.
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from engine.casework.bibob.words import BibobState, EventKind
from engine.casework.case_models import Case
from engine.casework.columns import UtcDateTime, words
from engine.casework.models import Base, Role, User


class BibobFile(Base):
    """One Bibob file: about one decision, tender or transaction.

    Attributes:
        hook_kind, permit_kind, trigger: codes of `rules/bibob/`.
        hook_reference: number of the application, licence, tender, subsidy or deal.
        open_reference: the same, folded, while the file is open; None afterwards. Unique.
        hook_on: day of the hook; for an application the day on which it came in.
        hook_until: last day on which the hook stands, closed; None: no end is known.
        hook_closed_on: day on which the hook fell away; None: it stands.
        decision_weeks: another decision term than `rules/bibob/clocks.yml`; None: that one.
        form_refused_on: day on which the subject refused to complete the form (art. 4).
        advice_wanted: whether advice of the LBB is asked; None: nobody said.
    """

    __tablename__ = "bibob_file"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    state: Mapped[BibobState] = mapped_column(words(BibobState), index=True)
    hook_kind: Mapped[str] = mapped_column(String(32))
    hook_reference: Mapped[str] = mapped_column(String(64))
    open_reference: Mapped[str | None] = mapped_column(String(64), unique=True)
    permit_kind: Mapped[str] = mapped_column(String(64))
    hook_on: Mapped[date]
    hook_until: Mapped[date | None]
    hook_closed_on: Mapped[date | None]
    hook_closed_reason: Mapped[str | None]
    trigger: Mapped[str] = mapped_column(String(32))
    decision_weeks: Mapped[int | None]
    decision_weeks_reason: Mapped[str | None]
    form_refused_on: Mapped[date | None]
    form_refused_reason: Mapped[str | None]
    advice_wanted: Mapped[bool | None]
    advice_reason: Mapped[str | None]
    case: Mapped[Case] = relationship(lazy="joined")


class BibobTransition(Base):
    """One step of a file, with what it needed.

    Attributes:
        dated_on: day on which it happened; the moment of recording is `moved_at`.
        checks: conditions that held then, by name.
    """

    __tablename__ = "bibob_transition"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    from_state: Mapped[BibobState | None] = mapped_column(words(BibobState))
    to_state: Mapped[BibobState] = mapped_column(words(BibobState))
    dated_on: Mapped[date]
    reason: Mapped[str]
    role: Mapped[Role] = mapped_column(words(Role))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checks: Mapped[list[str]] = mapped_column(JSON)
    user: Mapped[User] = relationship(lazy="joined")


class Entry:
    """What every record in a file shares: who wrote it, and whether it was withdrawn.

    A record is not changed but withdrawn, with a reason, and written again; only an occasion for a
    statement is completed by what came.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str | None]

    @declared_attr
    @classmethod
    def added_by(cls) -> Mapped[User]:
        """Who wrote it."""
        return relationship(User, lazy="joined", foreign_keys=[cls.added_by_id])


class BibobEvent(Entry, Base):
    """Something that happened on a day and that clocks look at.

    Attributes:
        until: last day that it sets, closed; None: it sets none.
        weeks: by how much it extends a term.
    """

    __tablename__ = "bibob_event"

    kind: Mapped[EventKind] = mapped_column(words(EventKind))
    dated_on: Mapped[date]
    until: Mapped[date | None]
    weeks: Mapped[int | None]
    note: Mapped[str | None]
