"""Tables of cases: what a person opened, where it stands, and what stricter rules said in it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.casework.columns import UtcDateTime, words
from engine.casework.models import Base, Place, User
from engine.casework.process.states import ENDED, Origin, Outcome, State
from engine.translatable import mark


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
    CaseKind.SIGNAL: mark("signaal"),
    CaseKind.CASE: mark("casus"),
    CaseKind.BIBOB: mark("Bibob-dossier"),
}


class Case(Base):
    """A signal, case or Bibob file that a person opened; open until it is closed.

    Attributes:
        purpose: why, in the words of who opened it; empty once it was sealed or destroyed.
        state: where it stands; None for a Bibob file, whose states stand in the file itself.
        outcome: how it ended; None while it is open.
        owner: who works on it (trekker); None while nobody does.
        is_victim: somebody at the location may be a victim: care comes first, no closure.
        taken_on_at: when the municipality took it on; None: it never did.
        last_activity_at: the last thing that was done in it; retention counts from there.
        version: grows with every change, so that two people do not overwrite each other.
        changed_by: who made the last change.
        merged_into_id: the case that it went into; None when it stands on its own.
        closed_at: None while it is open.
        keep_until: last day, closed, to which what came from the RIEC may be kept after two
            persons said so; None: no longer than the term.
        hits_destroyed: hits of it that were destroyed after their term; the count stays.
    """

    __tablename__ = "case"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CaseKind] = mapped_column(words(CaseKind), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    purpose: Mapped[str]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[State | None] = mapped_column(words(State), index=True)
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    origin: Mapped[Origin] = mapped_column(words(Origin), server_default=Origin.HAND)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    is_victim: Mapped[bool] = mapped_column(default=False, server_default=false())
    taken_on_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_activity_at: Mapped[datetime] = mapped_column(
        UtcDateTime, index=True, server_default="1970-01-01 00:00:00"
    )
    version: Mapped[int] = mapped_column(server_default="1")
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    keep_until: Mapped[date | None]
    hits_destroyed: Mapped[int] = mapped_column(default=0, server_default="0")
    place: Mapped[Place] = relationship(lazy="joined")
    opened_by: Mapped[User] = relationship(lazy="joined", foreign_keys=[opened_by_id])
    owner: Mapped[User | None] = relationship(lazy="joined", foreign_keys=[owner_id])
    changed_by: Mapped[User | None] = relationship(lazy="joined", foreign_keys=[changed_by_id])
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)

    @property
    def is_open(self) -> bool:
        """False once it was closed: nothing new is done or read in it."""
        return self.closed_at is None and self.state not in ENDED


class CasePlace(Base):
    """A further location that a case is about, beside its own."""

    __tablename__ = "case_place"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True, index=True)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[Place] = relationship(lazy="joined")


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
