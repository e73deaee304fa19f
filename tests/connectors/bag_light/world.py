"""Writes light GeoPackages of the BAG with invented objects."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely

Fields = Mapping[str, object]
Tables = Mapping[str, Sequence[Fields]]

OURS, OTHERS = "1884", "0569"
SQUARE = "POLYGON ((100000 460000, 100010 460000, 100010 460010, 100000 460010, 100000 460000))"
BOW_TIE = "POLYGON ((100000 460000, 100010 460010, 100010 460000, 100000 460010, 100000 460000))"


def unit(number: int = 1, **changes: object) -> dict[str, object]:
    """A verblijfsobject as `bag-light.gpkg` has it; `geometry` is WKT."""
    return {
        "rdf_seealso": f"http://bag.example/{number}",
        "identificatie": f"1884010000{number:06d}",
        "oppervlakte": 120,
        "status": "Verblijfsobject in gebruik",
        "gebruiksdoel": "woonfunctie",
        "openbare_ruimte_naam": "Verzonnen Dijk",
        "openbare_ruimte_naam_kort": "Verzonnen Dk",
        "huisnummer": number,
        "huisletter": "a",
        "toevoeging": None,
        "postcode": "2371AA",
        "woonplaats_naam": "Roelofarendsveen",
        "bouwjaar": 1980,
        "pand_identificatie": f"1884100000{number:06d}",
        "pandstatus": "Pand in gebruik",
        "nummeraanduiding_hoofdadres_identificatie": f"1884200000{number:06d}",
        "openbare_ruimte_identificatie": "1884300000000001",
        "woonplaats_identificatie": "3042",
        "bronhouder_identificatie": OURS,
        "geometry": "POINT (100005 460005)",
        **changes,
    }


def place(kind: str, number: int, **changes: object) -> dict[str, object]:
    """A ligplaats or standplaats."""
    digits, status = {"ligplaats": "02", "standplaats": "03"}[kind], "Plaats aangewezen"
    made = unit(number, identificatie=f"1884{digits}0000{number:06d}", status=status)
    for name in ("oppervlakte", "gebruiksdoel", "bouwjaar", "pand_identificatie", "pandstatus"):
        del made[name]
    return made | {"geometry": SQUARE} | changes


def building(number: int = 1, **changes: object) -> dict[str, object]:
    """A pand."""
    return {
        "rdf_seealso": f"http://bag.example/pand/{number}",
        "identificatie": f"1884100000{number:06d}",
        "bouwjaar": 1980,
        "status": "Pand in gebruik",
        "gebruiksdoel": "woonfunctie",
        "oppervlakte_min": 120,
        "oppervlakte_max": 120,
        "aantal_verblijfsobjecten": 1,
        "geometry": SQUARE,
        **changes,
    }


def town(code: str = "3042", holder: str = OURS) -> dict[str, object]:
    """A woonplaats."""
    return {
        "identificatie": code,
        "status": "Woonplaats aangewezen",
        "woonplaats": "Verzonnen Dorp",
        "bronhouder_identificatie": holder,
        "geometry": f"MULTI{SQUARE.replace('((', '(((').replace('))', ')))')}",
    }


def write(file: Path, tables: Tables, *, crs: str = "EPSG:28992") -> Path:
    """Write tables by name; the fields of a table are those of its first record."""
    for name, records in tables.items():
        fields = [field for field in records[0] if field != "geometry"]
        columns = [_column([record[field] for record in records]) for field in fields]
        shapes = shapely.from_wkt([record["geometry"] for record in records])
        pyogrio.raw.write(
            file,
            np.array(shapely.to_wkb(shapes), dtype=object),
            [values for values, _ in columns],
            fields,
            field_mask=[mask for _, mask in columns],
            layer=name,
            driver="GPKG",
            geometry_type=shapes[0].geom_type,
            crs=crs,
            append=file.exists(),
        )
    return file


def _column(values: Sequence[object]) -> tuple["np.typing.NDArray[np.generic]", object]:
    """Numbers as numbers and texts as texts, with a mask where a number is missing."""
    if any(isinstance(value, int) for value in values):
        mask = np.array([value is None for value in values])
        return np.array([value or 0 for value in values], dtype=np.int64), mask
    return np.array(values, dtype=object), None
