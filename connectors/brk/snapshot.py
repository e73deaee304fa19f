"""One `KadastraalObjectSnapshot` of BRK Levering 2 to the state of its object."""

from collections import Counter
from datetime import date

import shapely
from lxml import etree

from connectors import parcel_ids
from connectors.brk import deeds, gml, places, rights
from connectors.brk.facts import ObjectState, Price, Unusable
from connectors.brk.forget import local
from connectors.brk.nodes import (
    amount,
    children,
    day,
    first,
    flag,
    named,
    nil_notes,
    text,
    to_day,
    whole,
)
from connectors.brk.references import References, number_of, refs

OBJECTS = ("Perceel", "Appartementsrecht")
_READ = frozenset(
    (*OBJECTS, "toestandsdatum", "ZakelijkRecht", "Tenaamstelling", "Aantekening", "Hypotheek")
) | {
    "Beslag", "Hoofdsplitsing", "NatuurlijkPersoon", "NietNatuurlijkPersoon", "Stukdeel",
    "ObjectlocatieBinnenland", "LocatieKadastraalObject", "TerInschrijvingAangebodenStuk",
    "Kadasterstuk",
}  # fmt: skip
_NOT_NEEDED = frozenset(
    {
        "referentie", "GezamenlijkAandeel", "Ondersplitsing", "SpiegelsplitsingAfkoopErfpacht",
        "SpiegelsplitsingOndersplitsing", "Mandeligheid", "Erfpachtcanon", "PostbusLocatie",
        "ObjectlocatieBuitenland", "Verblijfsobject", "Standplaats", "Ligplaats",
        "PubliekrechtelijkeBeperking", "BevoegdGezag",
    }
)  # fmt: skip
_CODE = ("akrKadastraleGemeenteCode", "aKRKadastraleGemeenteCode", "AKRKadastraleGemeenteCode")


def read(snapshot: etree._Element, notes: Counter[str]) -> ObjectState:
    """Return the object as a snapshot has it.

    Args:
        snapshot: after its drop-list.
        notes: counts for the run report, added to.

    Raises:
        Unusable: no object, or a value that is not what it should be.
    """
    _report(snapshot, notes)
    thing = next((p for p in children(snapshot) if local(p) in OBJECTS), None)
    if thing is None:
        raise Unusable("a snapshot without Perceel or Appartementsrecht")
    object_id = number_of(thing)
    if object_id is None:
        raise Unusable("an object without identificatie")
    references = References(snapshot)
    based = deeds.Deeds(snapshot, references)
    state = ObjectState(
        object_id=object_id,
        parcel_id=_parcel_id(thing),
        kind=local(thing),
        day=_latest(snapshot),
        began=day(thing, "tijdstipOntstaanObject")[0],
        geometry=_geometry(thing),
        places=places.of(snapshot, thing, references, notes),
        price=_price(thing, notes),
        titles=rights.titles(snapshot, references, based, notes),
        mortgages=rights.mortgages(snapshot, based),
        attachments=rights.attachments(snapshot, based),
        purchases=rights.purchases(snapshot, references, based, notes),
        origins=_origins(thing),
        is_sleeping=bool(flag(thing, "indicatieSluimerend")),
        split_rights=rights.split(snapshot),
        owners_associations=rights.associations(snapshot),
        has_mortgages=bool(named(snapshot, "Hypotheek")) or None,
    )
    notes.update(references.dangling)
    return state


def _report(snapshot: etree._Element, notes: Counter[str]) -> None:
    notes.update(nil_notes(snapshot))
    notes.update(
        f"unknown elements/{local(part)[:60]}"
        for part in children(snapshot)
        if local(part) not in _READ | _NOT_NEEDED
    )


def _latest(snapshot: etree._Element) -> date | None:
    """The latest toestandsdatum: one message can repeat it."""
    stated = [part for part in children(snapshot) if local(part) == "toestandsdatum"]
    days = [to_day((part.text or "").strip(), local(part))[0] for part in stated]
    return max((found for found in days if found is not None), default=None)


def _parcel_id(thing: etree._Element) -> str:
    at = first(thing, "kadastraleAanduiding")
    if at is None:
        raise Unusable("an object without kadastraleAanduiding")
    code = next(filter(None, (text(at, name, "waarde") for name in _CODE)), "")
    number = text(at, "appartementsrechtVolgnummer")
    found = parcel_ids.join(code, text(at, "sectie") or "", text(at, "perceelnummer") or "", number)
    if found is None:
        raise Unusable("kadastraleAanduiding is not code, sectie and perceelnummer")
    return found


def _geometry(thing: etree._Element) -> bytes | None:
    at = first(thing, "begrenzingPerceel")
    try:
        shape = None if at is None else gml.surface(at)
    except gml.BadGeometry as error:
        raise Unusable(f"begrenzingPerceel: {error}") from error
    return None if shape is None else bytes(shapely.to_wkb(shapely.force_2d(shape)))


def _price(thing: etree._Element, notes: Counter[str]) -> Price | None:
    """The price of an object; absent is unknown and never 0."""
    at = first(thing, "koopsom")
    if at is None:
        return None
    covers_more = bool(flag(at, "indicatieMeerObjecten"))
    if covers_more:
        notes["prices that cover more objects"] += 1
    return Price(amount(at, "bedrag"), whole(at, "koopjaar"), covers_more)


def _origins(thing: etree._Element) -> tuple[str, ...]:
    numbers = {(ref.text or "").strip() for ref in refs(thing, "ontstaanUitOZ")}
    return tuple(sorted(numbers - {""}))
