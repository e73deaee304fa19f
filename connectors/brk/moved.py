"""One transfer, and one purchase that was registered before its transfer, while they are read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from connectors.brk.facts import ObjectState, Party, Purchase, Title
from connectors.brk.rows import Naming

Group = tuple[date, str]
"""Day and part of a deed that moved something; the part is empty when not told."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One deed that moved an object to others.

    Attributes:
        part_id: of the deed, None when the message does not name it.
        title_id: the first of the titles that it brought.
        price: None when unknown, for more objects, or of another year.
        mortgage: 0 when there is none, None when unknown.
        place: file and line of the message that shows it.
    """

    part_id: str | None
    title_id: str
    state: ObjectState
    signed: date
    kind: str | None
    buyer: Party | None
    seller: Party | None
    price: float | None
    mortgage: float | None
    place: tuple[str, int]

    def row_id(self, naming: Naming) -> str:
        """Deed and parcel, because one deed can move several parcels; else title and parcel."""
        return f"{self.part_id or self.title_id}/{naming.parcel_id(self.state)}"


@dataclass(slots=True)
class Registered:
    """A registered purchase while its history is read.

    Attributes:
        gone: day of the mutation that took the registration away.
        day: on which it was registered or signed.
    """

    purchase: Purchase
    state: ObjectState
    place: tuple[str, int]
    day: date | None
    gone: date | None = None


def day_of(title: Title) -> date | None:
    """Day on which a title was acquired: of its deed, else as the source gives it."""
    return (title.deed.day if title.deed else None) or title.started


def price_fits(state: ObjectState, day: date, groups: Iterable[Group]) -> bool:
    """True when the price of the object is that of the deed of this day, and of no other."""
    if state.price is None or state.price.year != day.year:
        return False
    return sum(other.year == day.year for other, _ in groups) == 1


def filled(known: Transfer, other: Transfer) -> Transfer:
    """A transfer with what another message about the same one adds to it."""
    return replace(
        known,
        kind=known.kind or other.kind,
        buyer=known.buyer or other.buyer,
        seller=known.seller or other.seller,
        price=other.price if known.price is None else known.price,
        mortgage=other.mortgage if known.mortgage is None else known.mortgage,
    )
