"""Tables of reported errors: which fact of a source somebody doubts, and what was done about it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.casework.columns import UtcDateTime, words
from engine.casework.models import Base, Place, User
from engine.translatable import mark

MAX_RECORD = 255
"""Characters of the id of a record."""


class ErrorState(StrEnum):
    """Where a report stands; `own` lets the next run read the right value until it ends."""

    OPEN = "open"
    SENT = "sent"
    OWN = "own"
    CORRECTED = "corrected"
    NOT_WRONG = "not_wrong"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in Dutch."""
        return _LABELS[self]


_LABELS = {
    ErrorState.OPEN: mark("open"),
    ErrorState.SENT: mark("teruggemeld aan de bronhouder"),
    ErrorState.OWN: mark("zelf verbeterd tot de bron het heeft"),
    ErrorState.CORRECTED: mark("door de bron verbeterd"),
    ErrorState.NOT_WRONG: mark("bleek niet fout"),
    ErrorState.WITHDRAWN: mark("ingetrokken"),
}
ENDED = frozenset({ErrorState.CORRECTED, ErrorState.NOT_WRONG, ErrorState.WITHDRAWN})


class DataError(Base):
    """A fact of a source that somebody says is wrong.

    Attributes:
        place: where it was seen.
        run: name of the run folder that was looked at.
        source, table, record_id: of the record, as its key names them.
        register: independent register of the source; None when the run did not say.
        column: the wrong fact; None: the whole record.
        text: what is wrong, without names.
        value: what it should be; empty text: nothing; None: nobody proposed that.
        sent_on, sent_to: when and to whom it was reported back; None: not yet.
    """

    __tablename__ = "data_error"

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    run: Mapped[str] = mapped_column(String(128))
    source: Mapped[str] = mapped_column(String(128), index=True)
    table: Mapped[str] = mapped_column("record_table", String(64))
    record_id: Mapped[str] = mapped_column(String(MAX_RECORD), index=True)
    register: Mapped[str | None] = mapped_column(String(64))
    column: Mapped[str | None] = mapped_column("record_column", String(64))
    text: Mapped[str]
    value: Mapped[str | None]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    state: Mapped[ErrorState] = mapped_column(words(ErrorState), index=True)
    sent_on: Mapped[date | None]
    sent_to: Mapped[str | None]
    place: Mapped[Place] = relationship(lazy="joined")
    user: Mapped[User] = relationship(lazy="joined")
    steps: Mapped[list["DataErrorStep"]] = relationship(
        lazy="selectin", order_by="DataErrorStep.id", cascade="all, delete-orphan"
    )

    @property
    def record_key(self) -> str:
        """Key of the record in a run."""
        return f"{self.source}:{self.table}:{self.record_id}"

    @property
    def subject(self) -> str | None:
        """What a correction of it is about; None of a whole record."""
        return None if self.column is None else f"{self.table}:{self.record_id}:{self.column}"

    @property
    def is_open(self) -> bool:
        """False once it ended."""
        return self.state not in ENDED


class DataErrorStep(Base):
    """One act about a report: it was sent, accepted as our own correction, or it ended.

    Attributes:
        state: that the act is about; a report that is sent while our own correction holds stays so.
    """

    __tablename__ = "data_error_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    data_error_id: Mapped[int] = mapped_column(ForeignKey("data_error.id"), index=True)
    state: Mapped[ErrorState] = mapped_column(words(ErrorState))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    reason: Mapped[str]
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship(lazy="joined")
