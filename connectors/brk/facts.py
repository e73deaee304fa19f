"""What the Kadaster says about one kadastraal object on one day, whatever format it came in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.brk.codes import Coded


class Unusable(ValueError):
    """A message or answer cannot be used; the text is the reason for quarantine."""


@dataclass(frozen=True, slots=True)
class Party:
    """A holder, seller, buyer or owner.

    Attributes:
        reference: the Kadaster's own number of the person; never a BSN.
        kind: `natural` or `legal`.
        kvk: number of a legal person.
        name: None when unknown or masked.
    """

    reference: str | None
    kind: str | None
    kvk: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """A part of a deed (stukdeel) that a fact is based on.

    Attributes:
        part_id: of the stukdeel; None when only the deed itself is named.
        aard: what the part does, None when it is not in the message.
        signed: day on which the parties signed.
        offered: day on which it was offered to the public registers.
    """

    part_id: str | None
    aard: Coded | None = None
    signed: date | None = None
    offered: date | None = None

    @property
    def day(self) -> date | None:
        """Day of signing, else of offering."""
        return self.signed or self.offered

    @property
    def registered(self) -> date | None:
        """Day of offering, on which a right passes, else of signing."""
        return self.offered or self.signed


@dataclass(frozen=True, slots=True)
class Title:
    """One tenaamstelling: a share of a right, and who holds it.

    Attributes:
        share: `teller/noemer` as delivered, never reduced.
        started: day that the source itself gives, before that of the deed.
        started_partial: the same when it is partial.
        place: file and line of a record of its own, None when it came with the object.
    """

    title_id: str
    right_id: str | None
    aard: Coded
    share: str | None = None
    party: Party | None = None
    deed: Deed | None = None
    started: date | None = None
    started_partial: str | None = None
    place: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Mortgage:
    """One hypotheek; `amount` None when it is not known."""

    mortgage_id: str
    amount: float | None = None
    deed: Deed | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """One beslag."""

    attachment_id: str
    deed: Deed | None = None
    place: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """An aantekening; by its `aard` a purchase registered before its transfer, until a day."""

    purchase_id: str
    aard: Coded
    until: date | None = None
    deed: Deed | None = None
    buyers: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """The koopsom; `covers_more` True when it was paid for more objects."""

    amount: float | None = None
    year: int | None = None
    covers_more: bool = False


@dataclass(frozen=True, slots=True)
class ObjectState:
    """One perceel or appartementsrecht as it stands on a day.

    Attributes:
        object_id: number of the kadastraal object.
        parcel_id: kadastrale aanduiding in its one spelling.
        day: toestandsdatum, None when not stated.
        began: day on which the object came into being, None when not stated.
        places: place columns, one mapping per address, or the point of the parcel.
        origins: numbers of the objects that it came from.
        successors: numbers of the objects that it went into.
        ended: day or None; `is_ended` True also without a day.
        is_sleeping: True for an appartementsrecht that was split further.
        split_rights: rights whose holders are those of the apartments.
        owners_associations: associations of owners that are named with a split.
        has_mortgages: False when the message or answers do not tell mortgages.
    """

    object_id: str
    parcel_id: str
    kind: str
    day: date | None = None
    began: date | None = None
    geometry: bytes | None = None
    places: tuple[Mapping[str, object], ...] = ()
    price: Price | None = None
    titles: tuple[Title, ...] = ()
    mortgages: tuple[Mortgage, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    origins: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    ended: date | None = None
    is_ended: bool = False
    is_sleeping: bool = False
    split_rights: tuple[str, ...] = ()
    owners_associations: int = 0
    has_mortgages: bool | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message: an object as it stands, or what changed on a day.

    Attributes:
        day: toestandsdatum of a stand, brkDatum of a mutation.
        order: volgnummer within the day; 0 for a stand.
        before: None for a stand, a new object, or when not told.
        after: None when the object ends.
        aard: what the deed of a mutation does.
        notes: what the run report must say, with counts.
    """

    file: str
    line: int
    object_id: str
    day: date | None
    is_mutation: bool = False
    order: int = 0
    before: ObjectState | None = None
    after: ObjectState | None = None
    aard: Coded | None = None
    notes: Counter[str] = field(default_factory=Counter)

    @property
    def place(self) -> tuple[str, int]:
        """File and line: the order in which messages are reported."""
        return self.file, self.line

    def says_the_same(self, other: "Message") -> bool:
        """True when both tell the same about the same object."""
        return (self.before, self.after) == (other.before, other.after)
