"""Invented StUF-ZKN messages, with the shape of the real ones."""

from collections.abc import Mapping
from pathlib import Path

from connectors.delivery import Item
from tests.connectors import deliver

OPTIONS: Mapping[str, object] = {
    "kinds": {
        "SLOOP": {"table": "permit", "kind": "demolition", "results": {"Akkoord": "notified"}},
        "BRAND": {"table": "permit", "kind": "fire_safe_use"},
    },
    "results": {"Verleend": "granted"},
    "statuses": {"Ontvangen": "requested", "ontv": "requested", "Besluit": "decided"},
    "properties": {"gebruik": "use", "Xcoordinaat": "x", "Ycoordinaat": "y"},
}
VALUES: Mapping[str, object] = {"use": {"wonen": "housing"}}
_NAMESPACES = (
    'xmlns:ZKN="http://www.egem.nl/StUF/sector/zkn/0310" '
    'xmlns:BG="http://www.egem.nl/StUF/sector/bg/0310" '
    'xmlns:StUF="http://www.egem.nl/StUF/StUF0301" '
    'xmlns:GML="http://www.opengis.net/gml" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def envelope(message: str) -> str:
    """A message in SOAP 1.2."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/>'
        f"<s:Body>{message}</s:Body></s:Envelope>\n"
    )


def letter(
    *objects: str, change: str = "T", sent: str = "20260301120000", reference: str = "r1",
    name: str = "zakLk01",
) -> str:  # fmt: skip
    """A message about a case; of a change the old object comes first."""
    inside = "".join(f"<ZKN:object>{text}</ZKN:object>" for text in objects)
    return envelope(
        f"<ZKN:{name} {_NAMESPACES}><ZKN:stuurgegevens><StUF:berichtcode>Lk01</StUF:berichtcode>"
        "<StUF:zender><StUF:applicatie>VTH</StUF:applicatie></StUF:zender>"
        f"<StUF:referentienummer>{reference}</StUF:referentienummer>"
        f"<StUF:tijdstipBericht>{sent}</StUF:tijdstipBericht></ZKN:stuurgegevens>"
        f"<ZKN:parameters><StUF:mutatiesoort>{change}</StUF:mutatiesoort></ZKN:parameters>"
        f"{inside}</ZKN:{name}>"
    )


def case(*parts: str, number: str = "Z1", kind: str = "SLOOP", start: str = "20260301") -> str:
    """What a case says: number, start, type, and more."""
    return (
        f"<ZKN:identificatie>{number}</ZKN:identificatie><ZKN:omschrijving>x</ZKN:omschrijving>"
        f"<ZKN:startdatum>{start}</ZKN:startdatum>"
        f"<ZKN:isVan><ZKN:gerelateerde><ZKN:code>{kind}</ZKN:code></ZKN:gerelateerde></ZKN:isVan>"
        + "".join(parts)
    )


def update(*parts: str, number: str = "Z1") -> str:
    """What a change says: the number and what is new."""
    return f"<ZKN:identificatie>{number}</ZKN:identificatie>" + "".join(parts)


def status(name: str, on: str = "20260305101500000") -> str:
    """A status with its moment."""
    return (
        f"<ZKN:heeft><ZKN:gerelateerde><ZKN:omschrijving>{name}</ZKN:omschrijving>"
        f"</ZKN:gerelateerde><ZKN:datumStatusGezet>{on}</ZKN:datumStatusGezet></ZKN:heeft>"
    )


def result(name: str) -> str:
    """A result."""
    return f"<ZKN:resultaat><ZKN:omschrijving>{name}</ZKN:omschrijving></ZKN:resultaat>"


def initiator(inside: str) -> str:
    """The applicant."""
    return (
        "<ZKN:heeftAlsInitiator><ZKN:gerelateerde>"
        f"{inside}</ZKN:gerelateerde></ZKN:heeftAlsInitiator>"
    )


def address(number: str = "12", more: str = "", attribute: str = "") -> str:
    """An address that a case is about."""
    return (
        f"<ZKN:heeftBetrekkingOp {attribute}><ZKN:gerelateerde><ZKN:adres>{more}"
        "<BG:wpl.woonplaatsNaam>Leimuiden</BG:wpl.woonplaatsNaam>"
        "<BG:gor.openbareRuimteNaam>Proefweg</BG:gor.openbareRuimteNaam>"
        f"<BG:huisnummer>{number}</BG:huisnummer>"
        '<BG:huisletter StUF:noValue="geenWaarde" xsi:nil="true"/>'
        "<BG:postcode>2451AA</BG:postcode></ZKN:adres></ZKN:gerelateerde></ZKN:heeftBetrekkingOp>"
    )


def extra(**named: str) -> str:
    """Extra elements by name."""
    inside = "".join(
        f'<StUF:extraElement naam="{name}">{text}</StUF:extraElement>'
        for name, text in named.items()
    )
    return f"<StUF:extraElementen>{inside}</StUF:extraElementen>"


def write(folder: Path, *letters: str) -> list[Path]:
    """Write messages, one per file."""
    files = []
    for number, text in enumerate(letters):
        file = folder / f"{number:02}.xml"
        file.write_text(text, encoding="utf-8")
        files.append(file)
    return files


def read(files: list[Path], **entry: object) -> list[Item]:
    """Everything that a `stuf_zds` source with the invented mapping yields for some files."""
    told: dict[str, object] = {"options": OPTIONS, "values": VALUES, **entry}
    return deliver.read(files, id="b", connector="stuf_zds", delivered_on="2026-10-31", **told)


def cases(folder: Path, *letters: str, **entry: object) -> list[Item]:
    """What the reader yields for some messages."""
    return read(write(folder, *letters), **entry)
