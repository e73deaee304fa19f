"""Writes BAG 2.0 Extract with invented objects: records, part files and zips."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from connectors.bag_extract import CONNECTOR
from connectors.delivery import Delivery, Ignored, Item, Note, Quarantined, Row, Used
from engine.settings import Settings, load_settings
from engine.sources_file import SourceSpec

AS_OF = date(2026, 11, 1)
STAND = "2026-10-08"
OURS = "1884"
SETTINGS = load_settings()

_SPACES = (
    'xmlns:Objecten="www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601" '
    'xmlns:Objecten-ref="www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601" '
    'xmlns:Historie="www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601" '
    'xmlns:KenmerkInOnderzoek="www.kadaster.nl/schemas/lvbag/imbag/kenmerkinonderzoek/v20200601" '
    'xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:sl="http://www.kadaster.nl/schemas/standlevering-generiek/1.0" '
    'xmlns:se="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601" '
    'xmlns:sb="http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601"'
)
SQUARE = "100000 460000 0 100010 460000 0 100010 460010 0 100000 460010 0 100000 460000 0"
BOW_TIE = "100000 460000 0 100010 460010 0 100010 460000 0 100000 460010 0 100000 460000 0"


def part(*records: str, stand: str = STAND, head: str = "", encoding: str = "UTF-8") -> bytes:
    """A part file with these records."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n{head}<sb:bagStand {_SPACES}>\n<sb:bagInfo>'
        f"<se:LVC-Extract><se:StandTechnischeDatum>{stand}</se:StandTechnischeDatum>"
        "</se:LVC-Extract></sb:bagInfo>\n<sl:standBestand><sl:dataset>LVBAG</sl:dataset>\n"
        + "\n".join(records)
        + "\n</sl:standBestand></sb:bagStand>\n"
    )
    return text.encode(encoding)


def relations(*rows: tuple[str, str, str, str | None, str], stand: str = STAND) -> bytes:
    """A GEM-WPL-RELATIE file of (woonplaats, gemeente, begin, end, status)."""
    base = "www.kadaster.nl/schemas/lvbag/gem-wpl-rel"
    body = "\n".join(
        "<p:GemeenteWoonplaatsRelatie><p:tijdvakgeldigheid>"
        f"<t:begindatumTijdvakGeldigheid>{begin}</t:begindatumTijdvakGeldigheid>"
        + (f"<t:einddatumTijdvakGeldigheid>{end}</t:einddatumTijdvakGeldigheid>" if end else "")
        + f"</p:tijdvakgeldigheid><p:gerelateerdeWoonplaats><p:identificatie>{town}"
        f"</p:identificatie></p:gerelateerdeWoonplaats><p:gerelateerdeGemeente><p:identificatie>"
        f"{municipality}</p:identificatie></p:gerelateerdeGemeente><p:status>{status}</p:status>"
        "</p:GemeenteWoonplaatsRelatie>"
        for town, municipality, begin, end, status in rows
    )
    return (
        f'<f:BAG-GWR-Deelbestand-LVC xmlns:f="{base}/gwr-deelbestand-lvc/v20200601" '
        f'xmlns:p="{base}/gwr-producten-lvc/v20200601" xmlns:t="{base}/bag-types/v20200601" '
        'xmlns:se="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601">'
        f"<f:SelectieGegevens><se:StandTechnischeDatum>{stand}</se:StandTechnischeDatum>"
        "</f:SelectieGegevens><f:Product><p:GemeenteWoonplaatsRelatieProduct>\n"
        f"{body}\n</p:GemeenteWoonplaatsRelatieProduct></f:Product></f:BAG-GWR-Deelbestand-LVC>"
    ).encode()


def voorkomen(
    seq: int = 1, start: str = "2015-01-01", stop: str = "", known: str = "", lv: str = ""
) -> str:
    """The voorkomen of a record; `lv` goes into BeschikbaarLV."""
    known = known or f"{start}T10:00:00.000"
    end = f"<Historie:eindGeldigheid>{stop}</Historie:eindGeldigheid>" if stop else ""
    return (
        "<Objecten:voorkomen><Historie:Voorkomen>"
        f"<Historie:voorkomenidentificatie>{seq}</Historie:voorkomenidentificatie>"
        f"<Historie:beginGeldigheid>{start}</Historie:beginGeldigheid>{end}"
        f"<Historie:tijdstipRegistratie>{known}</Historie:tijdstipRegistratie>"
        f"<Historie:BeschikbaarLV><Historie:tijdstipRegistratieLV>{known}"
        f"</Historie:tijdstipRegistratieLV>{lv}</Historie:BeschikbaarLV>"
        "</Historie:Voorkomen></Objecten:voorkomen>"
    )


def record(kind: str, body: str, when: str | None = None) -> str:
    """One `sl:stand` with an object of `kind`."""
    return (
        f"<sl:stand><sb:bagObject><Objecten:{kind}>{body}{when or voorkomen()}"
        "<Objecten:geconstateerd>N</Objecten:geconstateerd>"
        f"</Objecten:{kind}></sb:bagObject></sl:stand>"
    )


def field(name: str, value: str) -> str:
    """One simple element of an object; nothing when the value is empty."""
    return f"<Objecten:{name}>{value}</Objecten:{name}>" if value else ""


def ref(role: str, kind: str, *ids: str) -> str:
    """A reference element; nothing without ids."""
    inside = "".join(f"<Objecten-ref:{kind}Ref>{i}</Objecten-ref:{kind}Ref>" for i in ids)
    return field(role, inside)


def polygon(*rings: str, dimension: int = 3) -> str:
    """A gml polygon: the shell, then its holes."""
    parts = [
        f"<gml:{'interior' if n else 'exterior'}><gml:LinearRing><gml:posList>{ring}</gml:posList>"
        f"</gml:LinearRing></gml:{'interior' if n else 'exterior'}>"
        for n, ring in enumerate(rings)
    ]
    return (
        f'<Objecten:geometrie><gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992" '
        f'srsDimension="{dimension}">{"".join(parts)}</gml:Polygon></Objecten:geometrie>'
    )


def point(text: str = "100005 460005 0.0") -> str:
    """A gml point of a verblijfsobject."""
    return (
        '<Objecten:geometrie><Objecten:punt><gml:Point srsName="urn:ogc:def:crs:EPSG::28992" '
        f'srsDimension="3"><gml:pos>{text}</gml:pos></gml:Point></Objecten:punt>'
        "</Objecten:geometrie>"
    )


def pnd(
    number: int | str = 1,
    when: str | None = None,
    *,
    status: str = "Pand in gebruik",
    year: str = "1978",
    shape: str | None = None,
    extra: str = "",
) -> str:
    """A pand; a number becomes an id of 1884."""
    body = field("identificatie", oid("10", number))
    body += polygon(SQUARE) if shape is None else shape
    body += field("oorspronkelijkBouwjaar", year) + field("status", status) + extra
    return record("Pand", body, when)


def vbo(
    number: int | str = 1,
    when: str | None = None,
    *,
    main: int | str = 1,
    side: Iterable[int | str] = (),
    buildings: Iterable[int | str] = (1,),
    status: str = "Verblijfsobject in gebruik",
    purposes: Iterable[str] = ("woonfunctie",),
    area: str = "120",
    shape: str | None = None,
) -> str:
    """A verblijfsobject with its addresses and panden."""
    body = ref("heeftAlsHoofdadres", "Nummeraanduiding", oid("20", main))
    body += ref("heeftAlsNevenadres", "Nummeraanduiding", *(oid("20", n) for n in side))
    body += field("identificatie", oid("01", number))
    body += point() if shape is None else shape
    body += "".join(field("gebruiksdoel", purpose) for purpose in purposes)
    body += field("oppervlakte", area) + field("status", status)
    body += ref("maaktDeelUitVan", "Pand", *(oid("10", n) for n in buildings))
    return record("Verblijfsobject", body, when)


def place(kind: str, number: int | str = 1, *, main: int | str = 1) -> str:
    """A Ligplaats or Standplaats, in two dimensions."""
    code = {"Ligplaats": "02", "Standplaats": "03"}[kind]
    ring = "100000 460000 100010 460000 100010 460010 100000 460010 100000 460000"
    body = ref("heeftAlsHoofdadres", "Nummeraanduiding", oid("20", main))
    body += field("identificatie", oid(code, number)) + field("status", "Plaats aangewezen")
    return record(kind, body + polygon(ring, dimension=2))


def num(
    number: int | str = 1,
    when: str | None = None,
    *,
    house: str = "7",
    letter: str = "",
    addition: str = "",
    postcode: str = "2371AA",
    street: int | str = 1,
    town: str = "",
    status: str = "Naamgeving uitgegeven",
    addressee: str = "Verblijfsobject",
) -> str:
    """A nummeraanduiding."""
    body = field("identificatie", oid("20", number)) + field("huisnummer", house)
    body += field("huisletter", letter) + field("huisnummertoevoeging", addition)
    body += field("postcode", postcode) + field("typeAdresseerbaarObject", addressee)
    body += field("status", status)
    body += ref("ligtIn", "Woonplaats", *([town] if town else []))
    return record(
        "Nummeraanduiding", body + ref("ligtAan", "OpenbareRuimte", oid("30", street)), when
    )


def opr(number: int | str = 1, *, name: str = "Proeflaan", town: str = "3042") -> str:
    """An openbare ruimte."""
    body = field("identificatie", oid("30", number)) + field("naam", name) + field("type", "Weg")
    body += field("status", "Naamgeving uitgegeven") + ref("ligtIn", "Woonplaats", town)
    return record("OpenbareRuimte", body)


def wpl(
    code: str = "3042", *, name: str = "Proefdorp", status: str = "Woonplaats aangewezen"
) -> str:
    """A woonplaats."""
    body = field("identificatie", code) + field("naam", name) + field("status", status)
    return record("Woonplaats", body)


def doubt(
    kind: str = "Pand",
    attribute: str = "status",
    *,
    flag: str = "J",
    start: str = "2020-01-01",
    stop: str = "",
    closed: str = "",
    number: int | str = 1,
) -> str:
    """An attribute in onderzoek."""
    spaces = {"Pand": "10", "Verblijfsobject": "01", "Openbareruimte": "30"}
    end = f"<Historie:eindGeldigheid>{stop}</Historie:eindGeldigheid>" if stop else ""
    shut = f"<Historie:eindRegistratie>{closed}</Historie:eindRegistratie>" if closed else ""
    q = "KenmerkInOnderzoek"
    return (
        f"<sl:stand><sb:kenmerkInOnderzoek><{q}:Kenmerk{kind}InOnderzoek>"
        f"<{q}:kenmerk>{attribute}</{q}:kenmerk><{q}:identificatieVan{kind}>"
        f"{oid(spaces[kind], number)}</{q}:identificatieVan{kind}><{q}:inOnderzoek>{flag}"
        f"</{q}:inOnderzoek><{q}:historieInOnderzoek><Historie:HistorieInOnderzoek>"
        f"<Historie:tijdstipRegistratie>2020-01-01T10:00:00.000</Historie:tijdstipRegistratie>{shut}"
        f"<Historie:beginGeldigheid>{start}</Historie:beginGeldigheid>{end}"
        f"</Historie:HistorieInOnderzoek></{q}:historieInOnderzoek></{q}:Kenmerk{kind}InOnderzoek>"
        "</sb:kenmerkInOnderzoek></sl:stand>"
    )


def oid(digits: str, number: int | str) -> str:
    """The id of an object: a number becomes one of 1884, a text stands as it is."""
    return number if isinstance(number, str) else f"{OURS}{digits}{number:010d}"


def village(*extra: str) -> list[str]:
    """One of everything, all in 1884 and joined up."""
    return [wpl(), opr(), num(), vbo(), pnd(), *extra]


def zipped(files: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into `folder`, in the order given."""
    paths = []
    for name, data in files.items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths


def delivery(
    *files: Path,
    as_of: date = AS_OF,
    municipality: str = OURS,
    settings: Settings = SETTINGS,
) -> Delivery:
    """A delivery of source `bag`."""
    spec = SourceSpec(id="bag", connector="bag_extract")
    return Delivery(spec, files, as_of, municipality, settings)


def read(*files: Path, as_of: date = AS_OF, municipality: str = OURS) -> "Result":
    """Everything that the connector yields for these files."""
    return Result(list(CONNECTOR.read(delivery(*files, as_of=as_of, municipality=municipality))))


def read_records(folder: Path, *records: str, as_of: date = AS_OF, stand: str = STAND) -> "Result":
    """Everything that the connector yields for one part file of these records."""
    return read(*write(folder, {"part.xml": part(*records, stand=stand)}), as_of=as_of)


class Result:
    """What a delivery gave, by kind of item."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.notes = {item.key: item.value for item in items if isinstance(item, Note)}
        self.used = [item for item in items if isinstance(item, Used)]
        self.bad = [item for item in items if isinstance(item, Quarantined)]
        self.ignored: dict[str, int] = {}
        for item in items:
            if isinstance(item, Ignored):
                self.ignored[item.reason] = self.ignored.get(item.reason, 0) + item.count

    @property
    def records(self) -> int:
        """How many records have an item."""
        return len(self.used) + len(self.bad) + sum(self.ignored.values())

    def rows(self, table: str) -> list[Mapping[str, object]]:
        """Values of the rows of one table, in the order given."""
        found: list[Row] = [row for item in self.used for row in item.rows]
        return [row.values for row in found if row.table == table]

    def row(self, table: str) -> Mapping[str, object]:
        """The only row of one table."""
        (row,) = self.rows(table)
        return row
