"""The README that stands beside every sample."""

from datetime import date
from pathlib import Path

_TEXT = """\
# Invented municipality

Everything here is made by a generator. People, companies, streets, house numbers and events are
invented. Real are only the outline of the municipality (CBS, CC BY 4.0), the names and codes of its
ten villages, and the formats of the registers. No real address can be meant: no street name exists
in the municipality, postcodes use letters that are never given out, BAG and branch numbers lie in
ranges that are not in use, and KVK and RSIN numbers fail their check.

Made with

    dijkwacht sample --out DIR --seed {seed} --addresses {addresses} --as-of {as_of}

The same values give the same files, byte for byte.

| file | what |
|---|---|
| `bag/` | LVBAG extract 20200601: zip in zip in zip, one zip per object type |
| `bag/bag-light.gpkg` | light GeoPackage of the BAG: a cross-check |
| `cbs/`, `politie/` | figures of areas: context, invented numbers |
| `kvk/` | basisprofielen, vestigingen and vestigingsprofielen, one answer per line |
| `hr/` | answers of the Handelsregister Dataservice, without branches |
| `cir/`, `sanctions/` | answers of the insolvency register; invented sanctions |
| `vth/`, `apv/` | permits, measures, inspections; licences, managers, designations |
| `zgw/`, `stuf/` | permits as answers of the Zaken API, and as StUF messages |
| `vth/powerbrowser/`, `vth/decos.json` | permits for events and the environment |
| `meldingen/`, `odwh/` | reports of residents, as Signalen gives them; Bal notifications |
| `koop/` | official publications: answers of SRU |
| `brk/` | parcel map (GeoJSON in RD), messages of BRK Levering (XML), titles and transfers |
| `omgevingsplan/` | plan functions |
| `woz/`, `brp/` | values; counts of residents per address, never persons |
| `bgt/`, `registers/` | changes seen from the air; recognitions |
| `ondermijning/`, `laa/` | declared addresses; signals about addresses |
| `belastingen/`, `financien/` | tourist tax; contracts |
| `bijzonder/` | police and partner reports (G4), Bibob-register entries (G3) |
| `zones.geojson` | villages, glass, estates, parks, harbours, roads |
| `sources.yaml` | the deliveries and how their columns are mapped |
| `truth.json` | planted scenarios and innocent look-alikes, with rules; who is one and where |

Each export ends with one or two broken rows, to show quarantine; two messages in `hr/` are of no
use. Only these messages have birth dates, invented ones, as real messages do: they serve in memory
to know a person again. No file has a BSN.
The reports of Signalen carry contact details and text of invented reporters, as real ones do: they
are dropped before anything looks at them.
"""


def write(file: Path, *, seed: int, addresses: int, as_of: date) -> None:
    """Write it, with the values that the sample was made with."""
    text = _TEXT.format(seed=seed, addresses=addresses, as_of=as_of)
    file.write_text(text, encoding="utf-8", newline="\n")
