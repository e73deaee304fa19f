"""Table of judgements about pairs: whether two records are one and the same.

A pair is known by what the registers of a run call its two sides; names of people are not kept.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.casework.columns import UtcDateTime, words
from engine.casework.models import Base, User
from engine.casework.process.models import Approval
from engine.translatable import mark


class MatchKind(StrEnum):
    """What a pair is about."""

    ADDRESS = "address"
    COMPANY = "company"
    PERSON = "person"

    @property
    def label(self) -> str:
        """The kind in Dutch."""
        return _KIND_LABELS[self]


class MatchVerdict(StrEnum):
    """What somebody found of a pair; `withdrawn` takes back what was found before."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The verdict in Dutch."""
        return _VERDICT_LABELS[self]


_KIND_LABELS = {
    MatchKind.ADDRESS: mark("adres"),
    MatchKind.COMPANY: mark("bedrijf"),
    MatchKind.PERSON: mark("persoon"),
}
_VERDICT_LABELS = {
    MatchVerdict.SAME: mark("dezelfde"),
    MatchVerdict.DIFFERENT: mark("verschillend"),
    MatchVerdict.UNSURE: mark("onzeker"),
    MatchVerdict.WITHDRAWN: mark("ingetrokken"),
}


class MatchJudgement(Base):
    """One judgement about a pair; earlier ones stay, and the newest that counts holds.

    Attributes:
        subject, other: as `match_candidate` of a run names them; of people the lower one first.
        number: 1 for the first judgement about the pair, then one more each time.
        reason: in the reviewer's words; empty once it was destroyed.
        run: name of the run folder that was looked at.
        probability: that they are the same, as that run said; None: it did not list the pair.
        approval: the question to a second person that it waits for; None: it counts by itself.
    """

    __tablename__ = "match_judgement"
    __table_args__ = (UniqueConstraint("kind", "subject", "other", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MatchKind] = mapped_column(words(MatchKind))
    subject: Mapped[str] = mapped_column(String(255), index=True)
    other: Mapped[str] = mapped_column(String(64), index=True)
    number: Mapped[int]
    verdict: Mapped[MatchVerdict] = mapped_column(words(MatchVerdict))
    reason: Mapped[str]
    run: Mapped[str] = mapped_column(String(128))
    probability: Mapped[float | None] = mapped_column(Float)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    judged_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approval.id"), index=True)
    user: Mapped[User] = relationship(lazy="joined")
    approval: Mapped[Approval | None] = relationship(lazy="joined")
