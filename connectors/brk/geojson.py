"""A parcel map as GeoJSON: RFC 7946 in degrees, or older with a `crs` member in RD."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import shapely

from connectors.brk import parcel_map
from connectors.brk.parcel_map import RD, WGS84, Feature, ParcelMap
from connectors.delivery import Delivery
from connectors.tabular.json_file import open_json
from connectors.tabular.sheet import Opening, Record
from engine.errors import SourceChanged
from engine.sources_file import TableFormat

COLLECTION = "FeatureCollection"
_EPSG = re.compile(r"(?:.*[:/#])?(28992|7415|4326|CRS84)", re.IGNORECASE)
_STRUCTURE = frozenset({"type", "geometry", "id", "bbox"})


def read(path: Path, document: Mapping[str, object], delivery: Delivery) -> ParcelMap:
    """Read the features of a collection.

    Args:
        path: of the file, to tell the line of each feature.
        document: the same file, parsed.
        delivery: its source.

    Raises:
        SourceChanged: a `crs` member that is not known, or no list of features.
    """
    crs = _crs(document, delivery, path.name)
    form, archives = TableFormat(records="features"), delivery.settings.archives
    sheet = open_json(Opening(delivery.source, path, form, archives, frozenset({"geometry"})))
    columns = [name for name in sheet.columns or () if name not in _STRUCTURE]
    names = {name: at for at, name in enumerate(sheet.columns or ())}
    features = list(_features(sheet.records(), names, parcel_map.wanted(columns, delivery)))
    shown = [name.removeprefix("properties.") for name in columns]
    return ParcelMap(path.name, shown, crs, features)


def _crs(document: Mapping[str, object], delivery: Delivery, file: str) -> str | None:
    """CRS of an old `crs` member; None means that of RFC 7946."""
    member = document.get("crs")
    if member is None:
        return None
    found = _EPSG.fullmatch(_name(member))
    if found is None:
        what = "the crs member names another CRS than EPSG:28992 and EPSG:4326"
        raise SourceChanged(delivery.source, what, file=file)
    return RD if found[1] in ("28992", "7415") else WGS84


def _name(member: object) -> str:
    inner = member.get("properties") if isinstance(member, Mapping) else None
    name = inner.get("name", inner.get("code", "")) if isinstance(inner, Mapping) else ""
    return str(name)


def _features(
    records: Iterator[Record], names: Mapping[str, int], wanted: list[str]
) -> Iterator[Feature]:
    for record in records:
        if record.cells is None:
            yield Feature(record.line, {}, problem=record.problem)
            continue
        told = {parcel_map.plain(n): parcel_map.as_text(record.cells[names[n]]) for n in wanted}
        geometry = record.cells[names["geometry"]] if "geometry" in names else None
        try:
            yield Feature(record.line, told, _shape(geometry))
        except (shapely.errors.ShapelyError, TypeError, ValueError):
            yield Feature(record.line, told, problem="the geometry is not GeoJSON")


def _shape(geometry: object) -> shapely.Geometry | None:
    return None if geometry is None else shapely.from_geojson(json.dumps(geometry))
