"""Tables of casework: who decided what about which location.

A location is known by BAG ids, so that a decision survives later runs. Names of people in the
registers are never stored here; users are known by the subject of their sign-in.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, MetaData, String, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from engine.casework.columns import UtcDateTime, words
from engine.translatable import mark

MAX_SUBJECT = 255
"""Characters of the subject of a sign-in, as OpenID Connect allows (`sub`)."""


class Role(StrEnum):
    """What a user may do (REQ-SEC-1)."""

    RIEC_LIAISON = "riec_liaison"
    BIBOB_OFFICER = "bibob_officer"
    DRIEHOEK_ADVISER = "driehoek_adviser"
    ANALYST = "analyst"
    CARE_ADVISER = "care_adviser"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The Dutch name; in the words of the pages it is of the group `user.role`."""
        return _ROLES[self]


_ROLES = {
    Role.RIEC_LIAISON: "RIEC-liaison",
    Role.BIBOB_OFFICER: "Bibob-medewerker",
    Role.DRIEHOEK_ADVISER: "adviseur driehoek",
    Role.ANALYST: "analist",
    Role.CARE_ADVISER: "zorgadviseur",
    Role.PRIVACY_OFFICER: "functionaris gegevensbescherming",
    Role.ADMINISTRATOR: "beheerder",
}


class Verdict(StrEnum):
    """What a reviewer found after looking at one location."""

    WORTH_A_LOOK = "worth_a_look"
    INNOCENT = "innocent"
    UNCLEAR = "unclear"
    DATA_ERROR = "data_error"
    CARE_FIRST = "care_first"

    @property
    def label(self) -> str:
        """The verdict in Dutch."""
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.WORTH_A_LOOK: mark("Terecht: nader bekijken"),
    Verdict.INNOCENT: mark("Onschuldige verklaring"),
    Verdict.UNCLEAR: mark("Niet te beoordelen op deze feiten"),
    Verdict.DATA_ERROR: mark("Gegevens kloppen niet"),
    Verdict.CARE_FIRST: mark("Eerst naar zorg en veiligheid"),
}


class HoldKind(StrEnum):
    """Why a location stays off the list: later again, or possibly a victim."""

    SNOOZED = "snoozed"
    MASKED = "masked"


class Base(DeclarativeBase):
    """Base of all tables of casework; every constraint has a name, so migrations can change it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class User(Base):
    """Somebody who signs in; `subject` is the id that the sign-in service gives."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(MAX_SUBJECT), unique=True)
    role: Mapped[Role] = mapped_column(words(Role))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Place(Base):
    """A location as one run knew it; `identity` is its id and BAG ids as one text."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    location_id: Mapped[str] = mapped_column(String(64), index=True)
    identity: Mapped[str] = mapped_column(unique=True)
    objects: Mapped[list["PlaceObject"]] = relationship(lazy="selectin")

    @property
    def bag_ids(self) -> tuple[str, ...]:
        """BAG ids by which the location is found again, sorted."""
        return tuple(sorted(item.bag_id for item in self.objects))


class PlaceObject(Base):
    """One BAG id of a place."""

    __tablename__ = "place_object"

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    bag_id: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)


class Judgement(Base):
    """What one user found at one location, with band and rules as they were then.

    Attributes:
        run: name of the run folder that was looked at.
        rule_ids: rules with a HIT at that moment.
        conditions: hash of the condition that each of these rules had; None before it was kept.
        is_blind: True for the first judgement of the location in that week, which is given
            before hits, points and band are shown.
        needs_second: it waits until somebody else read it and agreed; until then it does not count.
        review_seconds: from opening the location to judging it; None: not known.
    """

    __tablename__ = "judgement"

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    run: Mapped[str] = mapped_column(String(128))
    week: Mapped[str] = mapped_column(String(8), index=True)
    verdict: Mapped[Verdict] = mapped_column(words(Verdict))
    reason: Mapped[str]
    innocent_explanation: Mapped[str | None]
    band: Mapped[str] = mapped_column(String(8))
    rule_ids: Mapped[list[str]] = mapped_column(JSON)
    conditions: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    is_blind: Mapped[bool]
    judged_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    needs_second: Mapped[bool] = mapped_column(default=False, server_default=false())
    review_seconds: Mapped[int | None]
    place: Mapped[Place] = relationship(lazy="joined")
    user: Mapped[User] = relationship(lazy="joined")


class SecondReading(Base):
    """What a second person found of a judgement; each is read once.

    Attributes:
        agrees: True lets the judgement count; False does not, and the location can be judged again.
    """

    __tablename__ = "second_reading"

    judgement_id: Mapped[int] = mapped_column(ForeignKey("judgement.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    agrees: Mapped[bool]
    reason: Mapped[str]
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship(lazy="joined")


class Listing(Base):
    """A location that stood on the list of a week, with band and rules as they were then.

    Attributes:
        arm: ranked or random; not to be shown before the location's first judgement.
        lapsed_on: day on which it lapsed without a judgement; None while it can be judged.
    """

    __tablename__ = "listing"
    __table_args__ = (UniqueConstraint("week", "place_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    run: Mapped[str] = mapped_column(String(128))
    week: Mapped[str] = mapped_column(String(8), index=True)
    arm: Mapped[str] = mapped_column(String(8))
    band: Mapped[str] = mapped_column(String(8))
    rule_ids: Mapped[list[str]] = mapped_column(JSON)
    listed_on: Mapped[date]
    lapsed_on: Mapped[date | None]
    place: Mapped[Place] = relationship(lazy="joined")


class ListingAssignment(Base):
    """Who looks at a location of a week's list, and who gave it to them."""

    __tablename__ = "listing_assignment"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    listing: Mapped[Listing] = relationship(lazy="joined")
    user: Mapped[User] = relationship(lazy="joined", foreign_keys=[user_id])


class Hold(Base):
    """A location that stays off the list up to and including `until`; None: until lifted."""

    __tablename__ = "hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[HoldKind] = mapped_column(words(HoldKind))
    reason: Mapped[str]
    until: Mapped[date | None]
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    place: Mapped[Place] = relationship(lazy="joined")


class ProposalState(StrEnum):
    """What became of a proposal; only an open one changes."""

    OPEN = "open"
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in Dutch."""
        return _PROPOSAL_LABELS[self]


_PROPOSAL_LABELS = {
    ProposalState.OPEN: mark("open"),
    ProposalState.PUBLISHED: mark("gepubliceerd"),
    ProposalState.REJECTED: mark("afgewezen"),
    ProposalState.WITHDRAWN: mark("ingetrokken"),
}


class ReportKind(StrEnum):
    """What a proposal's report tried: on one run, or on runs of the past."""

    WHATIF = "whatif"
    BACKTEST = "backtest"


class Proposal(Base):
    """A changed pack that somebody proposes: the whole new file, and the one it was made from.

    Attributes:
        base_hash, text_hash: SHA-256 of the pack's file before and after.
        text: the new file.
        diff: the difference as a unified diff, to read or to commit.
        report: what a what-if or backtest said, as JSON text; None when there is none.
        decided_by: who published, rejected or withdrew it; None while it is open.
    """

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(String(64), index=True)
    base_version: Mapped[str] = mapped_column(String(32))
    base_hash: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(32))
    text: Mapped[str]
    text_hash: Mapped[str] = mapped_column(String(64))
    diff: Mapped[str]
    reason: Mapped[str]
    report_kind: Mapped[ReportKind | None] = mapped_column(words(ReportKind))
    report: Mapped[str | None]
    report_hash: Mapped[str | None] = mapped_column(String(64))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[ProposalState] = mapped_column(words(ProposalState), index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_reason: Mapped[str | None]
    author: Mapped[User] = relationship(lazy="joined", foreign_keys=[author_id])
    decided_by: Mapped[User | None] = relationship(lazy="joined", foreign_keys=[decided_by_id])
