"""The state of one object by the answers of BRK Bevragen 2: price, place, border, what is on it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import shapely

from connectors.bag.ids import ADDRESS_ID
from connectors.brk import bevragen
from connectors.brk.answers import Body, Kind, Resource
from connectors.brk.bevragen import Context, member, members, word
from connectors.brk.facts import (
    Attachment,
    Mortgage,
    ObjectState,
    Price,
    Purchase,
    Title,
    Unusable,
)
from connectors.brk.nodes import to_amount

_DERIVED = "ADM_GEO"
_PARTS = {
    "straat": "street",
    "huisnummer": "house_number",
    "huisletter": "house_letter",
    "huisnummertoevoeging": "house_addition",
    "postcode": "postcode",
    "woonplaats": "town",
}


@dataclass(slots=True)
class Parts:
    """What the other answers tell about one object.

    Attributes:
        told: kinds of lists that were delivered, also empty ones.
        splits: types of rights that were split.
    """

    titles: list[Title] = field(default_factory=list)
    mortgages: list[Mortgage] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)
    told: set[Kind] = field(default_factory=set)
    splits: set[str] = field(default_factory=set)


def state(resource: Resource, context: Context, parts: Parts) -> ObjectState:
    """Return an object as its answers have it.

    Raises:
        Unusable: no aanduiding, or a value that is not what it should be.
    """
    body = resource.body
    own = word(body, "gesplitstZakelijkRecht")
    ended, _ = bevragen.partial_day(body.get("einddatum"), "einddatum")
    purchases = {purchase.purchase_id: purchase for purchase in parts.purchases}
    return ObjectState(
        object_id=str(resource.object_id),
        parcel_id=bevragen.parcel_id(resource, context),
        kind=word(body, "type") or "",
        geometry=_geometry(body),
        places=_places(body, context.notes),
        price=_price(body, context.notes),
        titles=tuple(sorted(parts.titles, key=lambda t: t.title_id)),
        mortgages=tuple(sorted(parts.mortgages, key=lambda m: m.mortgage_id)),
        attachments=tuple(sorted(parts.attachments, key=lambda a: a.attachment_id)),
        purchases=tuple(purchases[key] for key in sorted(purchases)),
        origins=_numbers(body.get("isOntstaanUit")),
        successors=_numbers(body.get("isOvergegaanIn")),
        ended=ended,
        is_ended=body.get("indicatieVervallen") is True or ended is not None,
        is_sleeping=body.get("indicatieSluimerend") is True,
        split_rights=tuple(sorted(parts.splits | ({own} if own else set()))),
        has_mortgages=Kind.MORTGAGE in parts.told,
    )


def _price(body: Body, notes: Counter[str]) -> Price | None:
    """The price; without its year or cultuurcode the API gives none, and none is not 0."""
    told = member(body, "koopsom")
    if not told:
        return None
    covers_more = told.get("indicatieMetMeerObjectenVerkregen") is True
    if covers_more:
        notes["prices that cover more objects"] += 1
    amount, year = word(told, "koopsom"), word(told, "koopjaar")
    if year is not None and not year.isdigit():
        raise Unusable("koopjaar is not a year")
    price = None if amount is None else to_amount(amount, "koopsom")
    return Price(price, None if year is None else int(year), covers_more)


def _geometry(body: Body) -> bytes | None:
    told = member(body, "begrenzingPerceel")
    rings = told.get("coordinates")
    if not told or not rings:
        return None
    try:
        assert isinstance(rings, list)
        shape = shapely.polygons(rings[0], holes=rings[1:] or None)
        return bytes(shapely.to_wkb(shapely.force_2d(shape)))
    except (AssertionError, shapely.errors.ShapelyError, TypeError, ValueError) as error:
        raise Unusable("begrenzingPerceel is not a polygon") from error


def _places(body: Body, notes: Counter[str]) -> tuple[Mapping[str, object], ...]:
    """Place columns by address, else by point; what is derived from the map counts last."""
    found: dict[bool, list[Mapping[str, object]]] = {True: [], False: []}
    for address in members(body, "adressen"):
        linked = member(address, "koppelingswijze")
        is_derived = _DERIVED in (word(linked, "code"), word(linked, "waarde"))
        if place := _address(address):
            found[is_derived].append(place)
    if found[True] and not found[False]:
        notes["addresses that are only derived from the map"] += len(found[True])
    addresses = found[False] or found[True]
    return tuple(sorted(addresses, key=lambda p: sorted(map(str, p.items())))) or _point(body)


def _address(body: Body) -> Mapping[str, object]:
    number = word(body, "nummeraanduidingIdentificatie") or ""
    if ADDRESS_ID.fullmatch(number):
        return {"address_id": number}
    parts = {column: word(body, key) for key, column in _PARTS.items()}
    return {column: part for column, part in parts.items() if part is not None}


def _point(body: Body) -> tuple[Mapping[str, object], ...]:
    told = member(body, "plaatscoordinaten").get("coordinates")
    if not isinstance(told, list) or len(told) < 2:
        return ()
    if not all(isinstance(part, int | float) for part in told[:2]):
        raise Unusable("plaatscoordinaten are not two numbers")
    return ({"x": float(told[0]), "y": float(told[1])},)


def _numbers(value: object) -> tuple[str, ...]:
    """Numbers of objects anywhere in a filiatie, of this version of the API or an older one."""
    found: set[str] = set()
    if isinstance(value, list):
        found = {number for part in value for number in _numbers(part)}
    elif isinstance(value, Mapping):
        for key in ("identificatie", "kadastraalOnroerendeZaakIdentificatie"):
            found.update(bevragen.texts(value.get(key)))
        found.update(_numbers(value.get("kadastraalOnroerendeZaken")))
    return tuple(sorted(found))
