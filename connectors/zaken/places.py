"""Where a case is: its objects with an address or BAG id, and its point.

Several objects are several places. An area (street, town, district) is no place of one object,
and neither is a drawn line or surface; they are counted. Free text is not read.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from connectors.cases import addresses
from connectors.cases.addresses import Place
from connectors.cases.case import Unusable
from connectors.zaken import values
from connectors.zaken.values import Body

_LAST = re.compile(r"/([0-9]{16})/?(?:[?#].*)?$")
_AREAS = frozenset(
    [
        "buurt",
        "gemeente",
        "gemeentelijke_openbare_ruimte",
        "inrichtingselement",
        "kadastrale_onroerende_zaak",
        "kunstwerkdeel",
        "openbare_ruimte",
        "spoorbaandeel",
        "terreindeel",
        "waterdeel",
        "wegdeel",
        "wijk",
        "woonplaats",
        "zakelijk_recht",
    ]
)
_OTHERS = frozenset(
    [
        "besluit",
        "enkelvoudig_document",
        "huishouden",
        "maatschappelijke_activiteit",
        "medewerker",
        "natuurlijk_persoon",
        "niet_natuurlijk_persoon",
        "organisatorische_eenheid",
        "overige",
        "status",
        "vestiging",
    ]
)
_ADDRESS = {
    "gorOpenbareRuimteNaam": "street",
    "huisnummer": "house_number",
    "huisletter": "house_letter",
    "huisnummertoevoeging": "house_addition",
    "postcode": "postcode",
    "wplWoonplaatsNaam": "town",
}
_LONG = {f"aoa{key[0].upper()}{key[1:]}": name for key, name in _ADDRESS.items()} | {
    key: _ADDRESS[key] for key in ("gorOpenbareRuimteNaam", "wplWoonplaatsNaam")
}


def places(
    zaak: Body, zaakobjecten: Iterable[Body], notes: Counter[str]
) -> tuple[Mapping[str, object], ...]:
    """Return the places of a case as place columns, in an order that depends on content only.

    Args:
        zaak: the case, for its point.
        zaakobjecten: its objects.
        notes: gets what is no place, with counts.

    Raises:
        Unusable: a value is of the wrong kind, or an object type is not known.
    """
    found = [place for body in zaakobjecten if (place := _of_object(body, notes))]
    point = _of_geometry(zaak.get("zaakgeometrie"), notes)
    if len(found) <= 1 and point:
        found = [{**(found[0] if found else {}), **point}]
    return tuple(sorted(found, key=lambda place: sorted((k, str(v)) for k, v in place.items())))


def _of_object(body: Body, notes: Counter[str]) -> Place:
    kind = values.text(body, "objectType") or ""
    if kind in _AREAS or kind in _OTHERS:
        notes[f"case objects that are no place/{kind}"] += 1
        return {}
    if kind not in _READERS:
        raise Unusable(f"objectType {kind[:40]!r} is not known")
    identity = values.member(body, "objectIdentificatie")
    found = _READERS[kind](identity, notes)
    if not found.keys() & {"address_id", "object_id"}:
        found = {**_of_address(values.address(body, "object")), **found}
    if not found:
        notes[f"case objects without a place/{kind}"] += 1
    return found


def _adres(identity: Body, notes: Counter[str]) -> Place:
    own = addresses.bag_id(values.text(identity, "identificatie"), notes)
    return {**own, **_parts(identity, _ADDRESS)}


def _pand(identity: Body, notes: Counter[str]) -> Place:
    return addresses.bag_id(values.text(identity, "identificatie"), notes)


def _terrein_gebouwd(identity: Body, notes: Counter[str]) -> Place:
    group = values.member(identity, "adresAanduidingGrp")
    found = _parts(group, _LONG)
    for body, key in (
        (group, "oaoIdentificatie"),
        (group, "numIdentificatie"),
        (identity, "identificatie"),
    ):
        found = {**addresses.bag_id(values.text(body, key), notes), **found}
    return found


def _woz(identity: Body, notes: Counter[str]) -> Place:
    """A WOZ object, or a part or value of one, with the address of the object."""
    for key in ("isVoor", "isOnderdeelVan"):
        identity = values.member(identity, key) or identity
    group = values.member(identity, "aanduidingWozObject")
    own = addresses.bag_id(values.text(group, "aoaIdentificatie"), notes)
    return {**own, **_parts(group, _LONG)}


_READERS: Mapping[str, Callable[[Body, Counter[str]], Place]] = {
    "adres": _adres,
    "pand": _pand,
    "terrein_gebouwd_object": _terrein_gebouwd,
    "woz_object": _woz,
    "woz_deelobject": _woz,
    "woz_waarde": _woz,
}


def _parts(body: Body, names: Mapping[str, str]) -> Place:
    return addresses.parts({name: values.text(body, key) for key, name in names.items()})


def _of_address(url: str | None) -> Place:
    """A BAG id at the end of the address of an object in another register."""
    found = _LAST.search(url or "")
    return addresses.bag_id(found[1], Counter()) if found else {}


def _of_geometry(geometry: object, notes: Counter[str]) -> Place:
    """A point is a place; any other GeoJSON is an area, which is counted."""
    if not geometry:
        return {}
    if not isinstance(geometry, Mapping) or not isinstance(geometry.get("type"), str):
        raise Unusable("zaakgeometrie is not GeoJSON")
    kind, at = geometry["type"], geometry.get("coordinates")
    if kind == "MultiPoint" and isinstance(at, list) and len(at) == 1:
        kind, at = "Point", at[0]
    if kind != "Point":
        notes[f"geometries that are no point/{kind[:40]}"] += 1
        return {}
    if not isinstance(at, list) or len(at) < 2:
        raise Unusable("zaakgeometrie is a point without coordinates")
    return addresses.degrees(at[0], at[1], notes)
