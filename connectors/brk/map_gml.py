"""A parcel map as GML: the download of the kadastrale kaart, or members of its WFS."""

import shapely
from lxml import etree

from connectors.brk import gml
from connectors.brk.forget import local
from connectors.brk.nodes import children, first, line_of, named, text
from connectors.brk.parcel_map import RD, Feature, ParcelMap
from connectors.brk.references import number_of

ROOTS = ("DKK", "KadastraleKaartCollection", "FeatureCollection")
_PARCEL = "Perceel"
_CODES = ("aKRKadastraleGemeenteCode", "AKRKadastraleGemeenteCode", "akrKadastraleGemeenteCode")
_TEXTS = {
    "sectie": "sectie",
    "perceelnummer": "perceelnummer",
    "AKRKadastraleGemeenteCodeWaarde": "akrkadastralegemeentecodewaarde",
    "identificatieLokaalID": "identificatielokaalid",
    "lokaalID": "lokaalid",
    "eindGeldigheid": "eindgeldigheid",
    "statusHistorieCode": "statushistoriecode",
}


def read(root: etree._Element, file: str) -> ParcelMap:
    """Read every `Perceel` of a document, in its order; the CRS stands at each geometry."""
    parcels = [root] if local(root) == _PARCEL else named(root, _PARCEL)
    features = [_feature(parcel) for parcel in parcels]
    columns = sorted({name for feature in features for name in feature.attributes})
    return ParcelMap(file, columns, RD, features)


def _feature(parcel: etree._Element) -> Feature:
    line = line_of(parcel)
    told = {plain: found for name, plain in _TEXTS.items() if (found := text(parcel, name))}
    number = number_of(parcel)
    if number is not None:
        told.setdefault("identificatie", number)
    for name in _CODES:
        if (code := text(parcel, name, "waarde") or text(parcel, name)) is not None:
            told.setdefault("akrkadastralegemeentecodewaarde", code)
    status = first(parcel, "statusHistorie")
    if status is not None and (code := text(status, "code")) is not None:
        told.setdefault("statushistoriecode", code)
    try:
        return Feature(line, told, _shape(parcel))
    except gml.BadGeometry as error:
        return Feature(line, told, problem=f"the geometry cannot be read: {error}")


def _shape(parcel: etree._Element) -> shapely.Geometry | None:
    """The border of the parcel; the point of its number is no border."""
    at = first(parcel, "begrenzingPerceel")
    if at is not None:
        return gml.surface(at)
    surfaces = (gml.surface(part) for part in children(parcel))
    return next((shape for shape in surfaces if shape is not None), None)
