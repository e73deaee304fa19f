"""A parcel map as GeoPackage, read without leaving anything beside the delivery.

It is opened as immutable, because an ordinary open of a file in WAL mode writes `-wal` and
`-shm` files next to it. Only the columns that name a parcel are read.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pyogrio
import shapely

from connectors.brk import parcel_map
from connectors.brk.options import ParcelsOptions
from connectors.brk.parcel_map import Feature, ParcelMap
from connectors.delivery import Delivery
from engine.errors import SourceChanged

START = b"SQLite format 3\x00"
_LAYERS = "SELECT table_name FROM gpkg_geometry_columns ORDER BY table_name"
_PARCELS = ("perceel", "percelen", "parcel", "parcels")


def read(path: Path, delivery: Delivery) -> ParcelMap:
    """Read the layer of parcels.

    Raises:
        SourceChanged: not a GeoPackage, not closed, or no layer that can be told to be parcels.
        SourceRefused: a column that may never be read.
    """
    wal = path.with_name(f"{path.name}-wal")
    if wal.exists() and wal.stat().st_size:
        what = "was not closed when it was copied: a -wal file lies beside it; ask for it again"
        raise SourceChanged(delivery.source, what, file=path.name)
    try:
        return _read(path, delivery)
    except (sqlite3.Error, pyogrio.errors.DataSourceError) as error:
        what = "not a GeoPackage that can be read, truncated or damaged; ask for it again"
        raise SourceChanged(delivery.source, what, file=path.name) from error


def _read(path: Path, delivery: Delivery) -> ParcelMap:
    layers = _layers(path)
    layer = _layer(path, layers, delivery)
    info = pyogrio.read_info(path, layer=layer, IMMUTABLE="YES")
    columns = [str(name) for name in info["fields"]]
    parcel_map.refuse_never_use(columns, delivery, path.name)
    names = parcel_map.wanted(columns, delivery)
    meta, fids, shapes, data = pyogrio.raw.read(
        path, layer=layer, columns=names, return_fids=True, IMMUTABLE="YES"
    )
    order = np.argsort(fids, kind="stable")
    texts = {
        parcel_map.plain(name): [parcel_map.as_text(value) for value in values.tolist()]
        for name, values in zip(meta["fields"].tolist(), data, strict=True)
    }
    features = [
        _feature(number, {name: column[at] for name, column in texts.items()}, shapes[at])
        for number, at in enumerate(order.tolist(), start=1)
    ]
    others = [name for name in layers if name != layer]
    return ParcelMap(path.name, columns, info["crs"], features, others)


def _layers(path: Path) -> list[str]:
    """Names of the layers with shapes; asked of SQLite, because GDAL would open the file twice."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as con:
        return [str(name) for (name,) in con.execute(_LAYERS)]


def _layer(path: Path, layers: list[str], delivery: Delivery) -> str:
    told = delivery.options(ParcelsOptions).layer
    named = [name for name in layers if name == told] if told else (
        [name for name in layers if name.lower() in _PARCELS] or layers
    )  # fmt: skip
    if len(named) == 1:
        return named[0]
    shown = ", ".join(layers) or "none"
    what = f"which layer has the parcels? layers with shapes: {shown}; set options.layer"
    raise SourceChanged(delivery.source, what, file=path.name)


def _feature(number: int, told: dict[str, str], wkb: bytes | None) -> Feature:
    try:
        return Feature(number, told, None if wkb is None else shapely.from_wkb(wkb))
    except shapely.errors.ShapelyError:
        return Feature(number, told, problem="a geometry of a kind that cannot be read")
