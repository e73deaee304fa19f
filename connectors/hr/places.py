"""Where a branch is, by its `bezoekLocatie`.

A box and an address abroad are no place; a shielded branch has no address at all. BAG ids come
first, then the parts, then the text. Parts that disagree with the text win, and it is told.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from connectors.bag.ids import ADDRESS_ID, UNIT_ID
from connectors.hr.elements import digits, flag, text
from connectors.kvk.addresses import from_text

_IDS = (
    ("bagId/identificatieAdresseerbaarObject", "object_id", UNIT_ID),
    ("bagId/identificatieNummeraanduiding", "address_id", ADDRESS_ID),
)
_PARTS = {
    "straatnaam": "street",
    "huisnummer": "house_number",
    "huisletter": "house_letter",
    "huisnummerToevoeging": "house_addition",
    "plaats": "town",
}
_WRITTEN = ("street", "house_number", "house_letter", "house_addition", "postcode", "town")
_NO_LETTERS = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a branch is.

    Attributes:
        columns: place columns; empty when there is no place.
        shielded: True, False, or None when the message has no address.
        notes: what the run report must say, with counts.
    """

    columns: dict[str, object] = field(default_factory=dict)
    shielded: bool | None = None
    notes: Counter[str] = field(default_factory=Counter)


def visiting(branch: etree._Element) -> Place:
    """Return the visiting address of a branch.

    Raises:
        Unreadable: a part of the address is of the wrong kind.
    """
    location = branch.find("bezoekLocatie")
    if location is None:
        return Place()
    if flag(location, "afgeschermd"):
        return Place({}, True)
    notes: Counter[str] = Counter()
    return Place(_columns(location, notes), False, notes)


def _columns(location: etree._Element, notes: Counter[str]) -> dict[str, object]:
    whole = text(location, "volledigAdres")
    if location.find("adres/buitenlandsAdres") is not None:
        notes["addresses abroad"] += 1
        return {}
    address = location.find("adres/binnenlandsAdres")
    if address is None:
        return from_text(whole)
    if text(address, "postbusnummer") or (text(address, "straatnaam") or "").lower() == "postbus":
        return {}
    parts = _parts(address)
    if parts and whole and _bare(whole) != _bare(*(parts.get(name, "") for name in _WRITTEN)):
        notes["address texts that differ from their parts"] += 1
    if text(address, "aanduidingBijHuisnummer/code"):
        notes["addresses beside a number, left without a place"] += 1
        parts = {}
    return {**_bag_ids(address, notes), **(parts or from_text(whole))}


def _parts(address: etree._Element) -> dict[str, str]:
    found = {name: text(address, key) for key, name in _PARTS.items()}
    area = digits(address, "postcode/cijfercombinatie", 4)
    if area is not None:
        found["postcode"] = area + (text(address, "postcode/lettercombinatie") or "").upper()
    return {name: part for name, part in found.items() if part is not None}


def _bag_ids(address: etree._Element, notes: Counter[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for path, column, pattern in _IDS:
        number = text(address, path)
        if number is None or not number.strip("0"):
            continue
        if pattern.fullmatch(number):
            found[column] = number
        else:
            notes["BAG ids that are none"] += 1
    return found


def _bare(*words: str) -> str:
    return _NO_LETTERS.sub("", "".join(words).lower())
