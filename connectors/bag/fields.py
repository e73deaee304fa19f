"""What the connector does with each element of BAG 2.0 Extract, schema version 20200601.

Every element of the schema stands here; one that does not is refused with its record.

Source: IMBAGLV_Objecten, IMBAGLV_KenmerkInOnderzoek, IMBAGLV_Historie 2.1.0 (Kadaster).
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

from connectors.bag import codes
from connectors.bag.codes import DOUBT, GML, HISTORY, NEN5825, OBJECT, REF, RELATION, RELATION_TYPES

SKIP, ONE, MANY, FLAG, REFS, SHAPE = range(6)
"""Known and not used · one text · a list of texts · present or not · references in it · gml."""
Fields: TypeAlias = Mapping[str, tuple[int, str]]
"""Tag -> action and the column it fills."""

_HISTORY: Fields = {
    f"{HISTORY}voorkomenidentificatie": (ONE, "seq"),
    f"{HISTORY}beginGeldigheid": (ONE, "start"),
    f"{HISTORY}eindGeldigheid": (ONE, "stop"),
    f"{HISTORY}tijdstipRegistratie": (ONE, "registered"),
    f"{HISTORY}eindRegistratie": (ONE, "registration_end"),
    f"{HISTORY}tijdstipInactief": (FLAG, "inactive"),
    f"{HISTORY}tijdstipRegistratieLV": (ONE, "known"),
    f"{HISTORY}tijdstipEindRegistratieLV": (SKIP, ""),
    f"{HISTORY}tijdstipInactiefLV": (FLAG, "inactive"),
    f"{HISTORY}tijdstipNietBagLV": (FLAG, "inactive"),
}
_COMMON: Fields = {
    **_HISTORY,
    f"{HISTORY}Voorkomen": (SKIP, ""),
    f"{HISTORY}BeschikbaarLV": (SKIP, ""),
    f"{OBJECT}voorkomen": (SKIP, ""),
    f"{OBJECT}identificatie": (ONE, "id"),
    f"{OBJECT}status": (ONE, "status"),
    f"{OBJECT}geconstateerd": (SKIP, ""),
    f"{OBJECT}documentdatum": (SKIP, ""),
    f"{OBJECT}documentnummer": (SKIP, ""),
}
_SHAPES: Fields = {
    f"{OBJECT}geometrie": (SKIP, ""),
    f"{OBJECT}punt": (SKIP, ""),
    f"{OBJECT}vlak": (SKIP, ""),
    f"{GML}exterior": (SKIP, ""),
    f"{GML}LinearRing": (SKIP, ""),
    f"{GML}patches": (SKIP, ""),
    **{
        f"{GML}{name}": (SHAPE, "")
        for name in ("Point", "Polygon", "Surface", "PolygonPatch", "interior", "pos", "posList")
    },
}
_IN_TOWN: Fields = {f"{OBJECT}ligtIn": (REFS, "town_ref"), f"{REF}WoonplaatsRef": (SKIP, "")}
_ADDRESSED: Fields = {
    **_COMMON,
    **_SHAPES,
    f"{OBJECT}heeftAlsHoofdadres": (REFS, "main_refs"),
    f"{OBJECT}heeftAlsNevenadres": (REFS, "side_refs"),
    f"{REF}NummeraanduidingRef": (SKIP, ""),
}
_OF_TYPE: Mapping[str, Fields] = {
    "Woonplaats": {
        **_COMMON,
        f"{OBJECT}naam": (ONE, "name"),
        f"{OBJECT}multivlak": (SKIP, ""),
        f"{GML}MultiSurface": (SKIP, ""),
        f"{GML}surfaceMember": (SKIP, ""),
        # The outline of a woonplaats is not used: nothing of it is read.
        **{tag: (SKIP, "") for tag in _SHAPES},
    },
    "OpenbareRuimte": {
        **_COMMON,
        **_IN_TOWN,
        f"{OBJECT}naam": (ONE, "name"),
        f"{OBJECT}type": (ONE, "street_type"),
        f"{OBJECT}verkorteNaam": (SKIP, ""),
        f"{NEN5825}VerkorteNaamOpenbareRuimte": (SKIP, ""),
        f"{NEN5825}verkorteNaam": (SKIP, ""),
    },
    "Nummeraanduiding": {
        **_COMMON,
        **_IN_TOWN,
        f"{OBJECT}huisnummer": (ONE, "number"),
        f"{OBJECT}huisletter": (ONE, "letter"),
        f"{OBJECT}huisnummertoevoeging": (ONE, "addition"),
        f"{OBJECT}postcode": (ONE, "postcode"),
        f"{OBJECT}typeAdresseerbaarObject": (ONE, "addressee"),
        f"{OBJECT}ligtAan": (REFS, "street_ref"),
        f"{REF}OpenbareRuimteRef": (SKIP, ""),
    },
    "Verblijfsobject": {
        **_ADDRESSED,
        f"{OBJECT}gebruiksdoel": (MANY, "purposes"),
        f"{OBJECT}oppervlakte": (ONE, "area"),
        f"{OBJECT}maaktDeelUitVan": (REFS, "building_refs"),
        f"{REF}PandRef": (SKIP, ""),
    },
    "Ligplaats": _ADDRESSED,
    "Standplaats": _ADDRESSED,
    "Pand": {**_COMMON, **_SHAPES, f"{OBJECT}oorspronkelijkBouwjaar": (ONE, "built_year")},
}
OBJECT_FIELDS: Mapping[str, Fields] = {
    f"{OBJECT}{name}": {f"{OBJECT}{name}": (SKIP, ""), **fields}
    for name, fields in _OF_TYPE.items()
}
"""Object element -> what to do with each element in it."""

_DOUBT_NAMES: Final = {
    name if name != "OpenbareRuimte" else "Openbareruimte": kind
    for name, kind in codes.TYPES.items()
}
DOUBT_FIELDS: Mapping[str, Fields] = {
    f"{DOUBT}Kenmerk{name}InOnderzoek": {
        **_HISTORY,
        f"{DOUBT}Kenmerk{name}InOnderzoek": (SKIP, ""),
        f"{DOUBT}kenmerk": (ONE, "attribute"),
        f"{DOUBT}identificatieVan{name}": (ONE, "id"),
        f"{DOUBT}inOnderzoek": (ONE, "in_doubt"),
        f"{DOUBT}documentdatum": (SKIP, ""),
        f"{DOUBT}documentnummer": (SKIP, ""),
        f"{DOUBT}historieInOnderzoek": (SKIP, ""),
        f"{HISTORY}HistorieInOnderzoek": (SKIP, ""),
        f"{HISTORY}BeschikbaarLVInOnderzoek": (SKIP, ""),
    }
    for name in _DOUBT_NAMES
}
OBJECT_TYPES = {f"{OBJECT}{name}": kind for name, kind in codes.TYPES.items()}
DOUBT_TYPES = {f"{DOUBT}Kenmerk{name}InOnderzoek": kind for name, kind in _DOUBT_NAMES.items()}
RELATION_FIELDS: Fields = {
    f"{RELATION}GemeenteWoonplaatsRelatie": (SKIP, ""),
    f"{RELATION}tijdvakgeldigheid": (SKIP, ""),
    f"{RELATION_TYPES}begindatumTijdvakGeldigheid": (ONE, "start"),
    f"{RELATION_TYPES}einddatumTijdvakGeldigheid": (ONE, "stop"),
    f"{RELATION}gerelateerdeWoonplaats": (REFS, "id"),
    f"{RELATION}gerelateerdeGemeente": (REFS, "municipality"),
    f"{RELATION}identificatie": (SKIP, ""),
    f"{RELATION}status": (ONE, "status"),
}
