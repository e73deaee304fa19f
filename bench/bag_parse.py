"""Parsing of BAG 2.0 Extract beside GDAL's LVBAG driver, on one generated file of panden.

The ratio counts, not the seconds: both read the same bytes in the same minute, in turns. GDAL
gives one row per voorkomen; the connector also chooses versions and repairs polygons.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyogrio

from connectors.bag.crew import Job
from connectors.bag.parts import read_parts
from connectors.bag_extract import CONNECTOR
from connectors.delivery import Delivery
from engine.settings import load_settings
from engine.sources_file import SourceSpec

MEGABYTES = 300
ROUNDS = 3
STAND = date(2026, 10, 8)
MUNICIPALITY = "1884"
_STEPS = ((0, 0), (12, 1), (12, 4), (15, 4), (15, 9), (9, 9), (9, 12), (4, 12), (4, 9), (0, 9))

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<sl-bag-extract:bagStand
  xmlns:Objecten="www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601"
  xmlns:gml="http://www.opengis.net/gml/3.2"
  xmlns:Historie="www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601"
  xmlns:selecties-extract="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601"
  xmlns:sl-bag-extract="http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601"
  xmlns:sl="http://www.kadaster.nl/schemas/standlevering-generiek/1.0">
<sl-bag-extract:bagInfo><selecties-extract:Gebied-Registratief><selecties-extract:Gebied-NLD/>
</selecties-extract:Gebied-Registratief><selecties-extract:LVC-Extract>
<selecties-extract:StandTechnischeDatum>2026-10-08</selecties-extract:StandTechnischeDatum>
</selecties-extract:LVC-Extract></sl-bag-extract:bagInfo><sl:standBestand>
<sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>Nederland</sl:gebied>
<sl:leveringsId>0000000001</sl:leveringsId><sl:objectTypen><sl:objectType>PND</sl:objectType>
</sl:objectTypen></sl:inhoud>
"""
_RECORD = """<sl:stand><sl-bag-extract:bagObject><Objecten:Pand>
<Objecten:identificatie domein="NL.IMBAG.Pand">{pand}</Objecten:identificatie>
<Objecten:geometrie><gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="3">
<gml:exterior><gml:LinearRing><gml:posList count="{count}">{ring}</gml:posList>
</gml:LinearRing></gml:exterior></gml:Polygon></Objecten:geometrie>
<Objecten:oorspronkelijkBouwjaar>1978</Objecten:oorspronkelijkBouwjaar>
<Objecten:status>{status}</Objecten:status><Objecten:geconstateerd>N</Objecten:geconstateerd>
<Objecten:documentdatum>2010-12-15</Objecten:documentdatum>
<Objecten:documentnummer>BM{number}</Objecten:documentnummer>
<Objecten:voorkomen><Historie:Voorkomen>
<Historie:voorkomenidentificatie>{seq}</Historie:voorkomenidentificatie>
<Historie:beginGeldigheid>{start}</Historie:beginGeldigheid>{stop}
<Historie:tijdstipRegistratie>{start}T15:49:09.000</Historie:tijdstipRegistratie>
<Historie:BeschikbaarLV>
<Historie:tijdstipRegistratieLV>{start}T16:01:53.939</Historie:tijdstipRegistratieLV>
</Historie:BeschikbaarLV></Historie:Voorkomen></Objecten:voorkomen>
</Objecten:Pand></sl-bag-extract:bagObject></sl:stand>
"""
_TAIL = "</sl:standBestand></sl-bag-extract:bagStand>\n"
_ENDED = "<Historie:eindGeldigheid>2019-01-15</Historie:eindGeldigheid>"


def write_panden(file: Path, megabytes: int) -> int:
    """Write invented panden of 1 or 2 voorkomens each; returns the number of records.

    Args:
        file: where to.
        megabytes: size of the file, reached within one pand.
    """
    records, number, written = 0, 0, 0
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_HEAD)
        while written < megabytes * 1_000_000:
            number += 1
            for text in _pand(number):
                written += out.write(text)
                records += 1
        out.write(_TAIL)
    return records


def _pand(number: int) -> list[str]:
    x, y = 100_000 + number % 1000 * 20, 460_000 + number // 1000 % 1000 * 20
    corners = [*_STEPS, _STEPS[0]]
    ring = " ".join(f"{x + a}.{number % 1000:03d} {y + b}.25 0.0" for a, b in corners)
    fixed = {
        "pand": f"{MUNICIPALITY}10{number:010d}",
        "ring": ring,
        "count": len(corners),
        "number": number,
    }
    last = {"start": "2019-01-15", "stop": "", "status": "Pand in gebruik"}
    if number % 3:
        return [_RECORD.format(seq=1, **last, **fixed)]
    first = {"start": "2011-09-06", "stop": _ENDED, "status": "Bouw gestart"}
    return [_RECORD.format(seq=1, **first, **fixed), _RECORD.format(seq=2, **last, **fixed)]


def main() -> None:
    """Print MB/s of each reader and its ratio to GDAL; above 1.00 is faster than GDAL."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / f"{MUNICIPALITY}PND08102026-000001.xml"
        records = write_panden(file, MEGABYTES)
        size_mb = file.stat().st_size / 1e6
        readers: dict[str, Callable[[Path], object]] = {
            "GDAL LVBAG (pyogrio)": pyogrio.raw.read,
            "connector, parse": _parse,
            "connector, all of it": _read,
        }
        best = dict.fromkeys(readers, float("inf"))
        for _ in range(ROUNDS):
            for name, reader in readers.items():
                begun = time.perf_counter()
                reader(file)
                best[name] = min(best[name], time.perf_counter() - begun)
        gdal, *_ = best.values()
        print(f"{size_mb:.0f} MB, {records} records, best of {ROUNDS}")
        for name, seconds in best.items():
            print(f"{name:<24}{size_mb / seconds:8.1f} MB/s  ratio {gdal / seconds:5.2f}")


def _parse(file: Path) -> None:
    settings = load_settings()
    with tempfile.TemporaryDirectory() as folder:
        job = Job("bench", STAND, settings.bag.sliver_m2, Path(folder))
        read_parts([file], job, limits=settings.archives)


def _read(file: Path) -> None:
    spec = SourceSpec(id="bench", connector="bag_extract")
    made = Delivery(spec, (file,), STAND, MUNICIPALITY, load_settings())
    for _ in CONNECTOR.read(made):
        pass


if __name__ == "__main__":
    main()
