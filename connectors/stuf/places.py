"""Where a case is: the objects it is about, and the point of another object.

The BAG ids, parts and points are those of `connectors.cases.addresses`. A point in degrees is
read in the order that lies in the Netherlands: senders write both, and the two do not overlap.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree

from connectors.cases import addresses
from connectors.cases.addresses import Place
from connectors.stuf.elements import attribute, child, children, name, text

_PARTS = {
    "street": ("gor.openbareRuimteNaam", "gor.straatnaam", "openbareRuimteNaam"),
    "house_number": ("huisnummer", "aoa.huisnummer"),
    "house_letter": ("huisletter", "aoa.huisletter"),
    "house_addition": ("huisnummertoevoeging", "aoa.huisnummertoevoeging"),
    "postcode": ("postcode", "aoa.postcode"),
    "town": ("wpl.woonplaatsNaam", "woonplaatsNaam"),
}
_IDS = ("num.identificatie", "aoa.identificatie", "identificatie")
_PLACES = frozenset({"adres", "pand", "gebouwdObject", "overigGebouwdObject", "benoemdObject"})
_REMOVED = "V"


def places(
    located: Iterable[etree._Element], notes: Counter[str]
) -> tuple[Mapping[str, object], ...]:
    """Return the places that a message names, in an order that depends on content only.

    Args:
        located: `heeftBetrekkingOp` and `anderZaakObject` of a case.
        notes: gets what is no place, with counts.
    """
    found: list[Place] = []
    for element in located:
        if attribute(element, "verwerkingssoort") == _REMOVED:
            continue
        if attribute(element, "noValue") is not None:
            continue
        if name(element) == "anderZaakObject":
            found.append(_located(element, notes))
        else:
            related = children(element, "gerelateerde")
            found += [_object(part, notes) for inside in related for part in inside]
    known = [place for place in found if place]
    return tuple(sorted(known, key=lambda place: sorted((k, str(v)) for k, v in place.items())))


def _object(element: etree._Element, notes: Counter[str]) -> Place:
    local = name(element)
    if local not in _PLACES:
        notes[f"case objects that are no place/{local[:40]}"] += 1
        return {}
    ids: Place = {}
    for key in _IDS:
        number = text(element, key)
        ids = ids or addresses.bag_id(number, notes)
    told = {
        column: next(filter(None, (text(element, key) for key in keys)), None)
        for column, keys in _PARTS.items()
    }
    place = {**ids, **addresses.parts(told)}
    if not place:
        notes[f"case objects without a place/{local}"] += 1
    return place


def _located(element: etree._Element, notes: Counter[str]) -> Place:
    """The point of another object; a line or surface is an area, which is counted."""
    location = child(element, "lokatie")
    shape = None if location is None else next(iter(location), None)
    if shape is None:
        return {}
    position = text(shape, "pos")
    if name(shape) != "Point" or position is None:
        notes[f"geometries that are no point/{name(shape)[:40]}"] += 1
        return {}
    numbers = _numbers(position)
    if (attribute(shape, "srsName") or "").rstrip("/").endswith("28992"):
        return addresses.metres(*numbers, notes)
    lon, lat = sorted(numbers, key=lambda number: number or 0.0)
    return addresses.degrees(lon, lat, notes)


def _numbers(position: str) -> tuple[float | None, float | None]:
    try:
        first, second = (float(part) for part in position.split()[:2])
    except ValueError:
        return None, None
    return first, second
