"""Tables of cases: what a person opened, and what stricter rules said in it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.casework.columns import UtcDateTime, words
from engine.casework.models import Base, Place, User


class CaseKind(StrEnum):
    """What a person opened; it decides which stricter facts may be read (`cases.opens`)."""

    SIGNAL = "signal"
    CASE = "case"
    BIBOB = "bibob"

    @property
    def label(self) -> str:
        """The kind in Dutch."""
        return _CASE_LABELS[self]


_CASE_LABELS = {
    CaseKind.SIGNAL: "signaal",
    CaseKind.CASE: "casus",
    CaseKind.BIBOB: "Bibob-dossier",
}


class Case(Base):
    """A signal, case or Bibob file that a person opened for one location; open until it is closed.

    Attributes:
        purpose: why, in the words of who opened it.
        closed_at: None while it is open.
    """

    __tablename__ = "case"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CaseKind] = mapped_column(words(CaseKind), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    purpose: Mapped[str]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    place: Mapped[Place] = relationship(lazy="joined")
    opened_by: Mapped[User] = relationship(lazy="joined")


class CaseScan(Base):
    """What the rules of the case's gates said of its location in one run; without points.

    Attributes:
        run: name of the run folder.
        outcomes: per rule `rule_id, version, condition_hash, outcome, reason, explanation, facts,
            evidence, newest`; NO_HIT stands there too. By rule id.
        not_judged: why a rule of these gates was not judged, by rule id.
    """

    __tablename__ = "case_scan"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    run: Mapped[str] = mapped_column(String(128))
    as_of: Mapped[date]
    scanned_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    scanned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcomes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    not_judged: Mapped[dict[str, str]] = mapped_column(JSON)
    case: Mapped[Case] = relationship(lazy="joined")
    scanned_by: Mapped[User] = relationship(lazy="joined")
