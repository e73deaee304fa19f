"""SRU answers of KOOP with invented notices, in the form of the service."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np

from engine.sample.terrain import to_wgs84

PAGE = 100
Point = tuple[float, float]
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<sru:searchRetrieveResponse xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse" '
    'xmlns:gzd="http://standaarden.overheid.nl/sru" '
    'xmlns:overheidwetgeving="http://standaarden.overheid.nl/wetgeving/" '
    'xmlns:overheid="http://standaarden.overheid.nl/owms/terms/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:c="http://standaarden.overheid.nl/collectie/" '
    'xmlns:cup="http://standaarden.overheid.nl/cup/data">\n'
    "<sru:version>2.0</sru:version><sru:numberOfRecords>{count}</sru:numberOfRecords>\n"
    "<sru:records>\n"
)
_TAIL = (
    "</sru:records>\n{following}<sru:resultCountPrecision>"
    "info:srw/vocabulary/resultCountPrecision/1/estimate</sru:resultCountPrecision>\n"
    "</sru:searchRetrieveResponse>\n"
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice to be published.

    Attributes:
        number: id of the publication; empty for a broken record.
        day: as it is written, which may be a day that does not exist.
        places: points in RD, in metres; more than one is an area.
        address: street, house, postcode and town, where the marking gives them.
        creator: name and kind of the publisher.
    """

    number: str
    day: str
    title: str
    rubric: str
    activity: str = ""
    abstract: str = ""
    places: tuple[Point, ...] = ()
    address: tuple[str, str, str, str] | None = None
    creator: tuple[str, str] = ("Kaag en Braassem", "Gemeente")


def pages(notices: Sequence[Notice]) -> Iterator[str]:
    """Yield the answers: 100 records each, with the position of the next where there is more."""
    degrees = _degrees(notices)
    for start in range(0, len(notices), PAGE):
        part = notices[start : start + PAGE]
        after = start + len(part)
        following = ""
        if after < len(notices):
            following = f"<sru:nextRecordPosition>{after + 1}</sru:nextRecordPosition>\n"
        head = _HEAD.format(count=len(notices) + 3)
        yield (
            head
            + "".join(_record(notice, degrees) for notice in part)
            + _TAIL.format(following=following)
        )


def _degrees(notices: Sequence[Notice]) -> Mapping[Point, tuple[float, float]]:
    """Longitude and latitude of every point."""
    points = list(dict.fromkeys(point for notice in notices for point in notice.places))
    if not points:
        return {}
    found = to_wgs84(np.array(points))
    return {
        point: (float(lon), float(lat)) for point, (lon, lat) in zip(points, found, strict=True)
    }


def _record(notice: Notice, degrees: Mapping[Point, tuple[float, float]]) -> str:
    name, kind = notice.creator
    scheme = f"OVERHEID.{kind}"
    return (
        "<sru:record><sru:recordSchema>http://standaarden.overheid.nl/sru/</sru:recordSchema>"
        "<sru:recordPacking>xml</sru:recordPacking><sru:recordData><gzd:gzd><gzd:originalData>"
        "<overheidwetgeving:meta><overheidwetgeving:owmskern>"
        + _optional("dcterms:identifier", notice.number)
        + f"<dcterms:title>{escape(notice.title)}</dcterms:title>"
        "<dcterms:language>nl</dcterms:language>"
        f'<dcterms:type scheme="OVERHEIDop.Rubriek">{notice.rubric}</dcterms:type>'
        f'<dcterms:creator scheme="{scheme}">{name}</dcterms:creator>'
        f"<dcterms:modified>{notice.day}</dcterms:modified>"
        f'<overheid:authority scheme="{scheme}">{name}</overheid:authority>'
        "</overheidwetgeving:owmskern><overheidwetgeving:owmsmantel>"
        f"<dcterms:available>{notice.day}</dcterms:available><dcterms:date>{notice.day}</dcterms:date>"
        + _optional("dcterms:abstract", escape(notice.abstract))
        + "</overheidwetgeving:owmsmantel><overheidwetgeving:tpmeta>"
        "<c:product-area>officielepublicaties</c:product-area>"
        + _optional("overheidwetgeving:activiteit", notice.activity)
        + "".join(_markings(notice, degrees))
        + "</overheidwetgeving:tpmeta></overheidwetgeving:meta></gzd:originalData></gzd:gzd>"
        "</sru:recordData></sru:record>\n"
    )


def _optional(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if text else ""


def _markings(notice: Notice, degrees: Mapping[Point, tuple[float, float]]) -> Iterator[str]:
    for x, y in notice.places:
        lon, lat = degrees[x, y]
        inner = (
            f"<overheidwetgeving:geometrie>POINT({x:.0f} {y:.0f})</overheidwetgeving:geometrie>"
            f"<overheidwetgeving:locatiepunt>{lat:.7f} {lon:.7f}</overheidwetgeving:locatiepunt>"
        )
        kind = "Punt"
        if notice.address is not None:
            kind = "Adres"
            names = ("straatnaam", "huisnummer", "postcode", "woonplaats")
            for name, text in zip(names, notice.address, strict=True):
                inner += _optional(f"overheidwetgeving:{name}", text)
        yield (
            '<overheidwetgeving:gebiedsmarkering scheme="OVERHEIDop.locatietype">'
            f"<overheidwetgeving:{kind}>{inner}</overheidwetgeving:{kind}>"
            "</overheidwetgeving:gebiedsmarkering>"
        )
