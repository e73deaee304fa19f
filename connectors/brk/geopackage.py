"""A parcel map as GeoPackage: which layer has the parcels, and the columns that name them only."""

from pathlib import Path

import shapely

from connectors.brk import parcel_map
from connectors.brk.options import ParcelsOptions
from connectors.brk.parcel_map import Feature, ParcelMap
from connectors.delivery import Delivery
from connectors.geopackage import FID, WKB, Layer, Package, batches, open_package
from engine.errors import SourceChanged

START = b"SQLite format 3\x00"
_PARCELS = ("perceel", "percelen", "parcel", "parcels")


def read(path: Path, delivery: Delivery) -> ParcelMap:
    """Read the layer of parcels, by the number of its records.

    Raises:
        SourceUnavailable: the file cannot be opened.
        SourceChanged: not a GeoPackage, not closed, or no layer that can be told to be parcels.
        SourceRefused: a column that may never be read.
    """
    package = open_package(path, source=delivery.source)
    layer = _layer(package, delivery)
    parcel_map.refuse_never_use(layer.columns, delivery, path.name)
    names = parcel_map.wanted(layer.columns, delivery)
    found: list[tuple[int, Feature]] = []
    for batch in batches(package, layer, names):
        for row in batch.to_pylist():
            told = {parcel_map.plain(name): parcel_map.as_text(row[name]) for name in names}
            found.append((row[FID], _feature(len(found) + 1, told, row[WKB])))
    features = [feature for _, feature in sorted(found, key=lambda pair: pair[0])]
    others = [name.name for name in _with_shapes(package) if name is not layer]
    return ParcelMap(path.name, layer.columns, f"EPSG:{layer.srs}", features, others)


def _with_shapes(package: Package) -> list[Layer]:
    return [layer for layer in package.layers.values() if layer.srs is not None]


def _layer(package: Package, delivery: Delivery) -> Layer:
    told = delivery.options(ParcelsOptions).layer
    layers = _with_shapes(package)
    named = [layer for layer in layers if layer.name == told]
    if told is None:
        named = [layer for layer in layers if layer.name.lower() in _PARCELS] or layers
    if len(named) == 1:
        return named[0]
    shown = ", ".join(layer.name for layer in layers) or "none"
    what = f"which layer has the parcels? layers with shapes: {shown}; set options.layer"
    raise SourceChanged(delivery.source, what, file=package.path.name)


def _feature(number: int, told: dict[str, str], wkb: bytes | None) -> Feature:
    try:
        return Feature(number, told, None if wkb is None else shapely.from_wkb(wkb))
    except shapely.errors.ShapelyError:
        return Feature(number, told, problem="a geometry of a kind that cannot be read")
