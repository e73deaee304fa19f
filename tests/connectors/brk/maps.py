"""Parcel maps for tests: GeoPackage, GeoJSON and their invented parcels."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

Parcel = tuple[str, str, int]
CODE = "AKRKadastraleGemeenteCodeWaarde"


def square(x: float = 105_000.0, y: float = 468_000.0, side: float = 40.0) -> shapely.Geometry:
    """A square parcel in RD."""
    return shapely.box(x, y, x + side, y + side)


def package(
    folder: Path,
    shapes: Sequence[shapely.Geometry],
    fields: Mapping[str, Sequence[Any]],
    *,
    name: str = "percelen.gpkg",
    layer: str = "perceel",
    crs: str = "EPSG:28992",
) -> Path:
    """Write a layer of a GeoPackage; a file that exists gets one layer more."""
    file = folder / name
    pyogrio.raw.write(
        file,
        np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object),
        [np.array(values, dtype=object) for values in fields.values()],
        list(fields),
        layer=layer,
        driver="GPKG",
        geometry_type="Unknown",
        crs=crs,
        append=file.exists(),
    )
    return file


def as_wal(file: Path) -> None:
    """Turn a GeoPackage into one in WAL mode, closed and without files beside it."""
    with closing(sqlite3.connect(file)) as con:
        con.execute("PRAGMA journal_mode=WAL")
        con.execute("PRAGMA user_version=10300")
    for end in ("-wal", "-shm"):
        file.with_name(f"{file.name}{end}").unlink(missing_ok=True)


def collection(
    folder: Path,
    *features: tuple[Mapping[str, object], shapely.Geometry | None],
    crs: str | None = None,
    name: str = "percelen.geojson",
) -> Path:
    """Write a GeoJSON; `crs` becomes an old member."""
    document: dict[str, object] = {"type": "FeatureCollection"}
    if crs is not None:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    document["features"] = [
        {
            "type": "Feature",
            "properties": dict(properties),
            "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
        }
        for properties, shape in features
    ]
    file = folder / name
    file.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return file


def akm(number: int) -> dict[str, object]:
    """Properties that name a parcel of Alkemade."""
    return {CODE: "AKM01", "sectie": "D", "perceelnummer": number}
