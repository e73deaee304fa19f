"""Where an object is: its addresses, else the point of the parcel; as place columns."""

from collections import Counter
from collections.abc import Mapping

from lxml import etree

from connectors.bag.ids import ADDRESS_ID
from connectors.brk import gml
from connectors.brk.facts import Unusable
from connectors.brk.forget import local
from connectors.brk.nodes import children, first, text
from connectors.brk.references import References, number_of, refs

_DERIVED = "ADM_GEO"
_PARTS = {
    "openbareRuimteNaam": "street",
    "huisnummer": "house_number",
    "huisletter": "house_letter",
    "huisnummertoevoeging": "house_addition",
    "postcode": "postcode",
    "woonplaatsNaam": "town",
}


def of(
    snapshot: etree._Element, thing: etree._Element, references: References, notes: Counter[str]
) -> tuple[Mapping[str, object], ...]:
    """Return place columns, one mapping per address in order of id, else those of the point.

    Addresses that are only derived from the map count when there is no other one.

    Raises:
        Unusable: the point cannot be read.
    """
    own = number_of(thing)
    found: dict[bool, list[Mapping[str, object]]] = {True: [], False: []}
    for link in children(snapshot):
        if local(link) != "LocatieKadastraalObject":
            continue
        if any((ref.text or own or "").strip() != own for ref in refs(link, "heeft")):
            continue
        told = {text(link, "koppelingswijze", part) for part in ("waarde", "code")}
        is_derived = _DERIVED in told
        for ref in refs(link, "betreft"):
            if place := _address(references.follow(ref)):
                found[is_derived].append(place)
    if found[True] and not found[False]:
        notes["addresses that are only derived from the map"] += len(found[True])
    addresses = found[False] or found[True]
    return tuple(sorted(addresses, key=lambda p: sorted(map(str, p.items())))) or _point(thing)


def _address(location: etree._Element | None) -> Mapping[str, object]:
    """Place columns of an ObjectlocatieBinnenland: its BAG id, else its parts."""
    if location is None:
        return {}
    at = first(location, "Nummeraanduiding")
    at = location if at is None else at
    number = number_of(at) or ""
    if ADDRESS_ID.fullmatch(number):
        return {"address_id": number}
    parts = {column: text(at, name) for name, column in _PARTS.items()}
    return {column: part for column, part in parts.items() if part is not None}


def _point(thing: etree._Element) -> tuple[Mapping[str, object], ...]:
    at = first(thing, "plaatscoordinaten")
    try:
        point = None if at is None else gml.point(at)
    except gml.BadGeometry as error:
        raise Unusable(f"plaatscoordinaten: {error}") from error
    return () if point is None else ({"x": point[0], "y": point[1]},)
