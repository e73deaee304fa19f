"""The visiting address of a branch, as place columns.

A box, a correspondence address and an address abroad are no place. A shielded branch has no
address at all. BAG ids come first, then the parts, then the text.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from connectors.bag.ids import ADDRESS_ID, UNIT_ID
from connectors.kvk import values
from connectors.kvk.shapes import surplus
from connectors.kvk.values import Body

_PARTS = {
    "straatnaam": "street",
    "huisnummer": "house_number",
    "huisletter": "house_letter",
    "huisnummerToevoeging": "house_addition",
    "postcode": "postcode",
    "plaats": "town",
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a branch is.

    Attributes:
        place: place columns; empty when there is no place.
        shielded: True, False, or None when the answer has no address.
        notes: what the run report must say, with counts.
    """

    place: dict[str, object] = field(default_factory=dict)
    shielded: bool | None = None
    notes: Counter[str] = field(default_factory=Counter)


def visiting(addresses: Sequence[Body]) -> Address:
    """Return the visiting address among all addresses of a branch.

    Raises:
        Unreadable: a part of an address is of the wrong kind.
    """
    notes: Counter[str] = Counter()
    for address in addresses:
        notes.update(f"unknown keys/address/{key}" for key in surplus("address", address))
    if any(values.flag(address, "indAfgeschermd") for address in addresses):
        return Address({}, True, notes)
    shielded = False if addresses else None
    here = [part for part in addresses if values.text(part, "type") == "bezoekadres"]
    places = [_place(address, notes) for address in here]
    return Address(next((place for place in places if place), {}), shielded, notes)


def from_text(address: str | None) -> dict[str, object]:
    """Return a whole address text as the place, nothing when it is a box."""
    if address is None or address.casefold().startswith("postbus"):
        return {}
    return {"address": address}


def _place(address: Body, notes: Counter[str]) -> dict[str, object]:
    street = values.text(address, "straatnaam") or ""
    if street.casefold() == "postbus" or values.whole(address, "postbusnummer"):
        return {}
    land = values.text(address, "land")
    if land not in (None, "Nederland") or values.text(address, "straatHuisnummer"):
        notes["addresses abroad"] += 1
        return {}
    parts = {name: values.text(address, key) for key, name in _PARTS.items()}
    found: dict[str, object] = {name: part for name, part in parts.items() if part is not None}
    if not found:
        found = from_text(values.text(address, "volledigAdres"))
    return {**_bag_ids(values.member(address, "geoData"), notes), **found}


def _bag_ids(geo: Body, notes: Counter[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, column, pattern in (
        ("addresseerbaarObjectId", "object_id", UNIT_ID),
        ("nummerAanduidingId", "address_id", ADDRESS_ID),
    ):
        number = values.text(geo, key)
        if number is None or not number.strip("0"):
            continue
        if pattern.fullmatch(number):
            found[column] = number
        else:
            notes["BAG ids that are none"] += 1
    return {**found, **_point(geo)}


def _point(geo: Body) -> dict[str, object]:
    x, y = (geo.get(f"rijksdriehoek{axis}") for axis in "XY")
    if not isinstance(x, int | float) or not isinstance(y, int | float) or not x or not y:
        return {}
    return {"x": float(x), "y": float(y)}
