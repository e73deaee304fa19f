"""Names and code lists of BAG 2.0 Extract, schema version 20200601.

Source: IMBAGLV_Objecten-2.1.0.xsd and IMBAGLV_KenmerkInOnderzoek-2.1.0.xsd (Kadaster).
"""

from collections.abc import Mapping
from dataclasses import dataclass

SL = "{http://www.kadaster.nl/schemas/standlevering-generiek/1.0}"
EXTRACT = "{http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601}"
SELECTION = "{http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601}"
DOCUMENT = "{http://www.kadaster.nl/schemas/lvbag/extract-levering/v20200601}"
OBJECT = "{www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601}"
REF = "{www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601}"
HISTORY = "{www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601}"
NEN5825 = "{www.kadaster.nl/schemas/lvbag/imbag/nen5825/v20200601}"
DOUBT = "{www.kadaster.nl/schemas/lvbag/imbag/kenmerkinonderzoek/v20200601}"
GML = "{http://www.opengis.net/gml/3.2}"
RELATION_FILE = "{www.kadaster.nl/schemas/lvbag/gem-wpl-rel/gwr-deelbestand-lvc/v20200601}"
RELATION = "{www.kadaster.nl/schemas/lvbag/gem-wpl-rel/gwr-producten-lvc/v20200601}"
RELATION_TYPES = "{www.kadaster.nl/schemas/lvbag/gem-wpl-rel/bag-types/v20200601}"

ROOT_STAND = f"{EXTRACT}bagStand"
ROOT_RELATION = f"{RELATION_FILE}BAG-GWR-Deelbestand-LVC"
ROOT_DOCUMENT = f"{DOCUMENT}BAG-Extract-Levering"
ROOTS = (ROOT_STAND, ROOT_RELATION, ROOT_DOCUMENT)
RECORD_TAGS = (f"{SL}stand", f"{RELATION}GemeenteWoonplaatsRelatie")
"""Elements that repeat: files are cut between them."""
STAND_DATE = f"{SELECTION}StandTechnischeDatum"
SRS = ("urn:ogc:def:crs:EPSG::28992", "EPSG:28992")


@dataclass(frozen=True, slots=True)
class ObjectType:
    """One object type of the BAG.

    Attributes:
        code: three letters that file names and reports use.
        digits: type digits inside its 16-digit ids; empty for the 4-digit woonplaats.
        statuses: every status it may have.
        doubtful: attributes that may be in onderzoek.
    """

    code: str
    digits: str
    statuses: frozenset[str]
    doubtful: frozenset[str]


_PLACE = frozenset({"Plaats aangewezen", "Plaats ingetrokken"})
_NAMING = frozenset({"Naamgeving uitgegeven", "Naamgeving ingetrokken"})
_ADDRESSES = ("heeft als hoofdadres", "heeft als nevenadres")

TYPES: Mapping[str, ObjectType] = {
    "Woonplaats": ObjectType(
        "WPL",
        "",
        frozenset({"Woonplaats aangewezen", "Woonplaats ingetrokken"}),
        frozenset({"naam", "geometrie", "status"}),
    ),
    "OpenbareRuimte": ObjectType(
        "OPR", "30", _NAMING, frozenset({"naam", "type", "status", "ligt in"})
    ),
    "Nummeraanduiding": ObjectType(
        "NUM",
        "20",
        _NAMING,
        frozenset(
            {
                "huisnummer",
                "huisletter",
                "huisnummertoevoeging",
                "postcode",
                "type adresseerbaar object",
                "status",
                "ligt in",
                "ligt aan",
            }
        ),
    ),
    "Verblijfsobject": ObjectType(
        "VBO",
        "01",
        frozenset(
            {
                "Verblijfsobject gevormd",
                "Niet gerealiseerd verblijfsobject",
                "Verblijfsobject in gebruik (niet ingemeten)",
                "Verblijfsobject in gebruik",
                "Verbouwing verblijfsobject",
                "Verblijfsobject ingetrokken",
                "Verblijfsobject buiten gebruik",
                "Verblijfsobject ten onrechte opgevoerd",
            }
        ),
        frozenset(
            {"geometrie", "gebruiksdoel", "oppervlakte", "status", "maakt deel uit van"}
        ).union(_ADDRESSES),
    ),
    "Ligplaats": ObjectType(
        "LIG", "02", _PLACE, frozenset({"geometrie", "status"}).union(_ADDRESSES)
    ),
    "Standplaats": ObjectType(
        "STA", "03", _PLACE, frozenset({"geometrie", "status"}).union(_ADDRESSES)
    ),
    "Pand": ObjectType(
        "PND",
        "10",
        frozenset(
            {
                "Bouwvergunning verleend",
                "Niet gerealiseerd pand",
                "Bouw gestart",
                "Pand in gebruik (niet ingemeten)",
                "Pand in gebruik",
                "Verbouwing pand",
                "Sloopvergunning verleend",
                "Pand gesloopt",
                "Pand buiten gebruik",
                "Pand ten onrechte opgevoerd",
            }
        ),
        frozenset({"geometrie", "oorspronkelijk bouwjaar", "status"}),
    ),
}
"""Object element -> type."""

DIGITS: Mapping[str, str] = {kind.code: kind.digits for kind in TYPES.values()}
"""Type code -> type digits of its ids."""

END_STATUSES = frozenset(
    {
        "Woonplaats ingetrokken",
        "Naamgeving ingetrokken",
        "Plaats ingetrokken",
        "Niet gerealiseerd verblijfsobject",
        "Verblijfsobject ingetrokken",
        "Verblijfsobject ten onrechte opgevoerd",
        "Niet gerealiseerd pand",
        "Pand gesloopt",
        "Pand ten onrechte opgevoerd",
    }
)
"""An object with one of these is actueel but not huidig."""

FORMING_STATUSES = frozenset({"Verblijfsobject gevormd"})
"""Of two objects on one address, the one in use goes before the one being formed."""

PURPOSES = frozenset(
    {
        "woonfunctie",
        "bijeenkomstfunctie",
        "celfunctie",
        "gezondheidszorgfunctie",
        "industriefunctie",
        "kantoorfunctie",
        "logiesfunctie",
        "onderwijsfunctie",
        "sportfunctie",
        "winkelfunctie",
        "overige gebruiksfunctie",
    }
)
STREET_TYPES = frozenset(
    {
        "Weg",
        "Water",
        "Spoorbaan",
        "Terrein",
        "Kunstwerk",
        "Landschappelijk gebied",
        "Administratief gebied",
    }
)
ADDRESSEE_TYPES = frozenset({"Verblijfsobject", "Standplaats", "Ligplaats"})
RELATION_STATUSES = frozenset({"voorlopig", "definitief"})

UNIT_KINDS: Mapping[str, str] = {"VBO": "unit", "LIG": "berth", "STA": "pitch"}
"""Type code -> word in `address_unit.kind`."""
