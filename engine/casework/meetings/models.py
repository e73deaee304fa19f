"""Tables of meetings: agenda, what was decided, and the code under which a location is told."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.casework.case_models import Case
from engine.casework.columns import UtcDateTime, words
from engine.casework.models import Base, Place, User
from engine.translatable import mark


class MeetingKind(StrEnum):
    """Which table people sit at; `rules/meetings.yml` says what may come there."""

    DRIEHOEK = "driehoek"
    SIGNAL_MEETING = "signaaloverleg"
    RIEC = "riec"


class MeetingState(StrEnum):
    """Where a meeting stands; a held or cancelled one is never prepared again."""

    PREPARED = "prepared"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state in Dutch."""
        return _STATES[self]


_STATES = {
    MeetingState.PREPARED: mark("in voorbereiding"),
    MeetingState.HELD: mark("gehouden"),
    MeetingState.CANCELLED: mark("vervallen"),
}


class Purpose(StrEnum):
    """Why an item is on the agenda."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class Confidentiality(StrEnum):
    """How an item is kept."""

    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"


class Meeting(Base):
    """One meeting with its agenda.

    Attributes:
        minutes: time there is.
        attendance: roles that attended, as `attendees` of `rules/meetings.yml` names them; empty
            until it was held.
        cancel_reason: None unless it was cancelled.
        version: grows with every change of the meeting or its agenda.
        changed_by: who made the last change.
    """

    __tablename__ = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MeetingKind] = mapped_column(words(MeetingKind), index=True)
    day: Mapped[date] = mapped_column(index=True)
    minutes: Mapped[int]
    state: Mapped[MeetingState] = mapped_column(words(MeetingState), index=True)
    attendance: Mapped[list[str]] = mapped_column(JSON)
    cancel_reason: Mapped[str | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()
    changed_by: Mapped[User] = relationship(lazy="joined", foreign_keys=[changed_by_id])
    items: Mapped[list["AgendaItem"]] = relationship(
        lazy="selectin", order_by="AgendaItem.position", back_populates="meeting"
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)


class AgendaItem(Base):
    """One point of an agenda: a case, or a subject without one.

    Attributes:
        case: None for a free subject.
        position: 1 for the first; without gaps.
        subject: without names; empty once the case was destroyed.
        requested: what is asked to decide, at most `most_requested` of `rules/meetings.yml`.
        author: who wrote it (steller).
        portfolio_holder: a role, as `portfolio_holders` names it.
        texts: what people wrote for a section of the paper, by its id.
    """

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    position: Mapped[int]
    subject: Mapped[str]
    minutes: Mapped[int]
    purpose: Mapped[Purpose] = mapped_column(words(Purpose))
    requested: Mapped[list[str]] = mapped_column(JSON)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    portfolio_holder: Mapped[str] = mapped_column(String(64))
    confidentiality: Mapped[Confidentiality] = mapped_column(words(Confidentiality))
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    meeting: Mapped[Meeting] = relationship(lazy="joined", back_populates="items")
    case: Mapped[Case | None] = relationship(lazy="joined")
    author: Mapped[User] = relationship(lazy="joined")
    decisions: Mapped[list["AgendaDecision"]] = relationship(
        lazy="selectin", order_by="AgendaDecision.id", back_populates="item"
    )


class AgendaDecision(Base):
    """What was decided about an item.

    Attributes:
        lead: role that pulls it (trekker), as `attendees` names it.
        due_on: last day, closed; None without one.
        task_id: the task that was made of it; None without a day.
    """

    __tablename__ = "agenda_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    text: Mapped[str]
    lead: Mapped[str] = mapped_column(String(64))
    due_on: Mapped[date | None]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    item: Mapped[AgendaItem] = relationship(lazy="joined", back_populates="decisions")
    user: Mapped[User] = relationship(lazy="joined")


class LocationCode(Base):
    """The code under which a location of a case is told at a table, such as LOC-023.

    It stays the same for this case, and another case about the same location has another one, so
    that papers of two cases are not joined by it.
    """

    __tablename__ = "location_code"
    __table_args__ = (UniqueConstraint("case_id", "place_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[Place] = relationship(lazy="joined")

    @property
    def code(self) -> str:
        """The code itself."""
        return f"LOC-{self.number:03d}"
