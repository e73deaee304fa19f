"""Transfers: who got an object when, for how much, and purchases that were registered first.

A transfer is the deed that new holders of ownership or leasehold are based on. A price belongs
to it when its year is that of the deed and it was paid for this object alone; it is never
divided. A registered purchase lapses when its last day passes without a transfer of the object
or of one that came from it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from connectors.brk import rows
from connectors.brk.codes import Coded
from connectors.brk.facts import ObjectState, Party, Title
from connectors.brk.moved import Group, Registered, Transfer, day_of, filled, price_fits
from connectors.brk.rows import Naming, Values
from connectors.items import Row

Placed = tuple[tuple[str, int], Row]
"""A row, and file and line of the message that shows it."""

_TRANSFERABLE = ("ownership", "leasehold")
SALE = "sale"


@dataclass(slots=True)
class Ledger:
    """Every transfer and registered purchase of a delivery.

    Attributes:
        tells_mortgages: True when the delivery tells mortgages, so that none means none.
        notes: what the run report must say, with counts.
    """

    naming: Naming
    tells_mortgages: bool
    notes: Counter[str]
    transfers: dict[str, list[Transfer]] = field(default_factory=lambda: defaultdict(list))
    purchases: dict[tuple[str, str], Registered] = field(default_factory=dict)

    def acquired(
        self,
        titles: Iterable[Title],
        state: ObjectState,
        place: tuple[str, int],
        *,
        sold: Sequence[Title] = (),
        mutation: date | None = None,
        aard: Coded | None = None,
    ) -> None:
        """Add the transfers that brought these titles.

        Args:
            titles: new ones of a mutation, or all of a stand.
            state: the object with these titles.
            place: of the message.
            sold: titles that ended at the same time.
            mutation: day of the mutation, when there is one.
            aard: what the mutation's deed does, used when its part is not in the message.
        """
        groups: dict[Group, list[Title]] = defaultdict(list)
        for title in self._transferable(titles):
            day = day_of(title) or mutation
            if day is None:
                self.notes["transfers without a date"] += 1
            else:
                groups[day, (title.deed.part_id if title.deed else None) or ""].append(title)
        seller = self._one("sellers", self._transferable(sold)) if groups else None
        for (day, part_id), group in sorted(groups.items(), key=lambda item: item[0]):
            told = group[0].deed.aard if group[0].deed else None
            price = self._price(state, fits=price_fits(state, day, groups))
            made = Transfer(
                part_id=part_id or None,
                title_id=min(title.title_id for title in group),
                state=state,
                signed=day,
                kind=self._kind(told, aard) or (None if price is None else SALE),
                buyer=self._one("buyers", group),
                seller=seller,
                price=price,
                mortgage=self._mortgage(group[0], state, day),
                place=place,
            )
            self._put(made)

    def registered(
        self, state: ObjectState, place: tuple[str, int], *, mutation: date | None
    ) -> None:
        """Add the registered purchases that rest on an object."""
        for purchase in state.purchases:
            day = (purchase.deed.day if purchase.deed else None) or mutation
            known = self.purchases.get((state.object_id, purchase.purchase_id))
            if known is None:
                entry = Registered(purchase, state, place, day)
                self.purchases[state.object_id, purchase.purchase_id] = entry
            else:
                known.purchase, known.state = purchase, state

    def struck(self, object_id: str, purchase_id: str, day: date) -> None:
        """Note the day on which a registered purchase was taken away."""
        if known := self.purchases.get((object_id, purchase_id)):
            known.gone = known.gone or day

    def rows(self, lineage: Mapping[str, frozenset[str]], *, as_of: date) -> list[Placed]:
        """Rows of `transfer`, each with the place of its message.

        Args:
            lineage: object number -> numbers of all objects that it came from.
            as_of: last day that exists.
        """
        made = [
            (transfer.place, row)
            for object_id in sorted(self.transfers)
            for transfer in self.transfers[object_id]
            if not self._is_known_before(transfer, lineage.get(object_id, frozenset()))
            for row in self._row(transfer)
        ]
        for _, entry in sorted(self.purchases.items(), key=lambda item: item[0]):
            made += [(entry.place, row) for row in self._purchase(entry, lineage, as_of)]
        return made

    def _transferable(self, titles: Iterable[Title]) -> list[Title]:
        meaning = self.naming.codes.rights.meaning
        return [title for title in titles if meaning(title.aard) in _TRANSFERABLE]

    def _kind(self, *aards: Coded | None) -> str | None:
        told = [aard for aard in aards if aard is not None]
        for aard in told:
            if (kind := self.naming.codes.deeds.meaning(aard)) is not None:
                return kind or None
        if told:
            self.notes[f"unknown codes/AardStukdeel/{str(told[0])[:80]}"] += 1
        return None

    def _price(self, state: ObjectState, *, fits: bool) -> float | None:
        price = state.price
        if price is None or price.amount is None or price.covers_more or not fits:
            return None
        return price.amount

    def _mortgage(self, title: Title, state: ObjectState, day: date) -> float | None:
        """What was borrowed on the day of the transfer; None as soon as one part is unknown."""
        if not state.mortgages:
            tells = self.tells_mortgages if state.has_mortgages is None else state.has_mortgages
            return 0.0 if tells else None
        days = {day, *((title.deed.offered,) if title.deed else ())}
        total = 0.0
        for mortgage in state.mortgages:
            if mortgage.deed is None or mortgage.deed.day is None:
                return None
            if {mortgage.deed.signed, mortgage.deed.offered} & days - {None}:
                if mortgage.amount is None:
                    return None
                total += mortgage.amount
        return total

    def _one(self, role: str, titles: Sequence[Title]) -> Party | None:
        """The only party of these titles; a couple is told by their titles, not here."""
        parties = {title.party for title in titles if title.party is not None}
        if len(parties) > 1:
            self.notes[f"transfers with several {role}"] += 1
            return None
        return next(iter(parties), None)

    def _put(self, transfer: Transfer) -> None:
        """Add a transfer; one that is known already is filled where it was empty."""
        known = self.transfers[transfer.state.object_id]
        for at, other in enumerate(known):
            if other.row_id(self.naming) == transfer.row_id(self.naming):
                known[at] = filled(other, transfer)
                return
        known.append(transfer)

    def _is_known_before(self, transfer: Transfer, ancestors: frozenset[str]) -> bool:
        """True when the same deed moved the object that this one came from."""
        if transfer.part_id is None:
            return False
        older = (other for parent in sorted(ancestors) for other in self.transfers.get(parent, ()))
        return any(other.part_id == transfer.part_id for other in older)

    def _row(self, transfer: Transfer) -> list[Row]:
        told: Values = {
            "transfer_id": transfer.row_id(self.naming),
            "parcel_id": self.naming.parcel_id(transfer.state),
            "kind": transfer.kind,
            "signed_on": transfer.signed,
            "price_eur": transfer.price,
            "mortgage_eur": transfer.mortgage,
            **rows.party("buyer", transfer.buyer),
            **rows.party("seller", transfer.seller),
        }
        values = {column: value for column, value in told.items() if value is not None}
        return rows.at_places("transfer", values, transfer.state)

    def _purchase(
        self, entry: Registered, lineage: Mapping[str, frozenset[str]], as_of: date
    ) -> list[Row]:
        if entry.day is None:
            self.notes["registered purchases without a date"] += 1
            return []
        told: Values = {
            "transfer_id": entry.purchase.purchase_id,
            "parcel_id": self.naming.parcel_id(entry.state),
            "kind": "registered_purchase",
            "signed_on": entry.day,
            "lapsed_on": self._lapsed(entry, entry.day, lineage, as_of),
        }
        if len(entry.purchase.buyers) == 1:
            told |= rows.party("buyer", entry.purchase.buyers[0])
        elif entry.purchase.buyers:
            self.notes["transfers with several buyers"] += 1
        values = {column: value for column, value in told.items() if value is not None}
        return rows.at_places("transfer", values, entry.state)

    def _lapsed(
        self, entry: Registered, day: date, lineage: Mapping[str, frozenset[str]], as_of: date
    ) -> date | None:
        """Day on which a registered purchase ended without a transfer, None while it may follow."""
        ends = [end for end in (entry.purchase.until, entry.gone) if end is not None]
        end = min(ends, default=as_of)
        if end >= as_of and entry.gone is None:
            return None
        own = entry.state.object_id
        of_it = [own, *(child for child, older in lineage.items() if own in older)]
        moved = (transfer.signed for each in of_it for transfer in self.transfers.get(each, ()))
        return None if any(day <= signed <= end for signed in moved) else end
