"""Key figures and police figures with invented numbers."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Json = dict[str, object]
BASE = "https://dataderden.example/ODataApi/OData/47022NED/$metadata#Cbs.OData.WebAPI."


def area(code: str = "BU18840000", **changes: object) -> Json:
    """Properties of a neighbourhood as CBS gives them."""
    return {
        "buurtcode": code,
        "buurtnaam": "Verzonnen Buurt",
        "gemeentecode": f"GM{code[2:6]}",
        "water": "NEE",
        "aantal_inwoners": 1205,
        "omgevingsadressendichtheid": 310,
        "mannen": 600,
        "percentage_uit_marokko": 3,
        "jaarstatcode": f"2021{code}",
        **changes,
    }


def geojson(folder: Path, *areas: Mapping[str, object], name: str = "buurten.geojson") -> Path:
    """Write a FeatureCollection, one feature a line."""
    features = [{"type": "Feature", "properties": dict(one), "geometry": None} for one in areas]
    lines = ",\n".join(json.dumps(feature) for feature in features)
    file = folder / name
    file.write_text('{"type": "FeatureCollection", "features": [\n' + lines + "\n]}\n")
    return file


def crime(
    kind: str = "1.1.1 ",
    value: object = 5,
    period: str = "2026MM08",
    code: str = "BU18840000",
) -> Json:
    """A row of 47022NED."""
    return {
        "ID": 1,
        "SoortMisdrijf": kind,
        "WijkenEnBuurten": code,
        "Perioden": period,
        "GeregistreerdeMisdrijven_1": value,
    }


def odata(
    folder: Path,
    *rows: Mapping[str, object],
    part: str = "TypedDataSet",
    table: str = "47022NED",
    name: str = "",
) -> Path:
    """Write a set of an OData table."""
    file = folder / (name or f"{table}-{part}.json")
    file.write_text(json.dumps(body(rows, part=part, table=table), indent=1))
    return file


def body(
    rows: Sequence[Mapping[str, object]], *, part: str = "TypedDataSet", table: str = "47022NED"
) -> Json:
    """An answer of the service."""
    metadata = BASE.replace("47022NED", table) + part
    return {"odata.metadata": metadata, "value": [dict(row) for row in rows]}


TITLES: Sequence[Json] = (
    {"odata.type": "Cbs.OData.WebAPI.GeoDetail", "Key": "WijkenEnBuurten", "Type": "GeoDetail"},
    {"odata.type": "Cbs.OData.WebAPI.Dimension", "Key": "SoortMisdrijf", "Type": "Dimension"},
    {"odata.type": "Cbs.OData.WebAPI.TimeDimension", "Key": "Perioden", "Type": "TimeDimension"},
    {
        "odata.type": "Cbs.OData.WebAPI.Topic",
        "Key": "GeregistreerdeMisdrijven_1",
        "Title": "Geregistreerde misdrijven",
        "Type": "Topic",
        "Unit": "aantal",
    },
)
KINDS: Sequence[Json] = (
    {"Key": "0.0.0 ", "Title": "Totaal misdrijven"},
    {"Key": "1.1.1 ", "Title": "Diefstal uit woning"},
    {"Key": "3.7.1 ", "Title": "Drugshandel"},
)
