"""LVBAG documents (version 20200601): part files, Leveringsdocument and GEM-WPL-RELATIE."""

from collections.abc import Iterable
from datetime import date

from engine.sample.world import MUNICIPALITY

TYPES = ("WPL", "OPR", "NUM", "VBO", "LIG", "STA", "PND")
_AREA = (
    "<selecties-extract:Gebied-Registratief><selecties-extract:Gebied-GEM>"
    "<selecties-extract:GemeenteCollectie><selecties-extract:Gemeente>"
    f"<selecties-extract:GemeenteIdentificatie>{MUNICIPALITY}"
    "</selecties-extract:GemeenteIdentificatie>{name}"
    "</selecties-extract:Gemeente></selecties-extract:GemeenteCollectie>"
    "</selecties-extract:Gebied-GEM></selecties-extract:Gebied-Registratief>"
)
_STAND = (
    "<selecties-extract:LVC-Extract><selecties-extract:StandTechnischeDatum>{stand}"
    "</selecties-extract:StandTechnischeDatum></selecties-extract:LVC-Extract>"
)
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<sl-bag-extract:bagStand '
    'xmlns:DatatypenNEN3610="www.kadaster.nl/schemas/lvbag/imbag/datatypennen3610/v20200601" '
    'xmlns:Objecten="www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601" '
    'xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:Historie="www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601" '
    'xmlns:Objecten-ref="www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601" '
    'xmlns:nen5825="www.kadaster.nl/schemas/lvbag/imbag/nen5825/v20200601" '
    'xmlns:KenmerkInOnderzoek="www.kadaster.nl/schemas/lvbag/imbag/kenmerkinonderzoek/v20200601" '
    'xmlns:selecties-extract="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601" '
    'xmlns:sl-bag-extract="http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601" '
    'xmlns:sl="http://www.kadaster.nl/schemas/standlevering-generiek/1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xsi:schemaLocation="http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601 '
    "http://www.kadaster.nl/schemas/bag-verstrekkingen/extract-deelbestand-lvc/v20200601/"
    'BagvsExtractDeelbestandExtractLvc-2.1.0.xsd">'
)


def document(kind: str, records: Iterable[str], *, stand: date) -> str:
    """One part file: header, the records of one object type, and the end tags."""
    head = (
        f"{_OPEN}<sl-bag-extract:bagInfo>{_AREA.format(name='')}{_STAND.format(stand=stand)}"
        "</sl-bag-extract:bagInfo><sl:standBestand><sl:dataset>LVBAG</sl:dataset><sl:inhoud>"
        "<sl:gebied>GEMEENTE</sl:gebied><sl:leveringsId>0000000001</sl:leveringsId>"
        f"<sl:objectTypen><sl:objectType>{kind}</sl:objectType></sl:objectTypen></sl:inhoud>\n"
    )
    tail = "</sl:standBestand></sl-bag-extract:bagStand>\n"
    return "".join((head, *records, tail))


def levering(*, stand: date, name: str) -> str:
    """The Leveringsdocument of a municipal delivery."""
    named = f"<selecties-extract:GemeenteNaam>{name}</selecties-extract:GemeenteNaam>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xb:BAG-Extract-Levering '
        'xmlns:xb="http://www.kadaster.nl/schemas/lvbag/extract-levering/v20200601" '
        'xmlns:selecties-extract="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601">'
        f"<xb:SelectieGegevens>{_STAND.format(stand=stand)}{_AREA.format(name=named)}"
        "</xb:SelectieGegevens><xb:SchemaInfo>"
        "<xb:naam>BagvsExtractDeelbestandExtractLvc-2.1.0.xsd</xb:naam>"
        "<xb:versie>20200601</xb:versie></xb:SchemaInfo></xb:BAG-Extract-Levering>\n"
    )


def relations(rows: Iterable[tuple[str, str, str, str, str]], *, stand: date) -> str:
    """GEM-WPL-RELATIE: rows of begin, end (empty is open), woonplaats, gemeente, status."""
    base = "www.kadaster.nl/schemas/lvbag/gem-wpl-rel"
    selections = "http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601"
    body = "".join(_relation(*row) for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gwr-bestand:BAG-GWR-Deelbestand-LVC '
        f'xmlns:gwr-bestand="{base}/gwr-deelbestand-lvc/v20200601" '
        f'xmlns:selecties-extract="{selections}" '
        f'xmlns:bagtypes="{base}/bag-types/v20200601" '
        f'xmlns:gwr-product="{base}/gwr-producten-lvc/v20200601">'
        "<gwr-bestand:SelectieGegevens><selecties-extract:StandTechnischeDatum>"
        f"{stand}</selecties-extract:StandTechnischeDatum></gwr-bestand:SelectieGegevens>"
        "<gwr-bestand:Product><gwr-product:GemeenteWoonplaatsRelatieProduct>\n"
        f"{body}</gwr-product:GemeenteWoonplaatsRelatieProduct></gwr-bestand:Product>"
        "</gwr-bestand:BAG-GWR-Deelbestand-LVC>\n"
    )


def _relation(begin: str, end: str, town: str, municipality: str, status: str) -> str:
    tag = "bagtypes:{}datumTijdvakGeldigheid"
    closed = f"<{tag.format('eind')}>{end}</{tag.format('eind')}>" if end else ""
    return (
        "<gwr-product:GemeenteWoonplaatsRelatie><gwr-product:tijdvakgeldigheid>"
        f"<{tag.format('begin')}>{begin}</{tag.format('begin')}>{closed}"
        "</gwr-product:tijdvakgeldigheid><gwr-product:gerelateerdeWoonplaats>"
        f"<gwr-product:identificatie>{town}</gwr-product:identificatie>"
        "</gwr-product:gerelateerdeWoonplaats><gwr-product:gerelateerdeGemeente>"
        f"<gwr-product:identificatie>{municipality}</gwr-product:identificatie>"
        "</gwr-product:gerelateerdeGemeente>"
        f"<gwr-product:status>{status}</gwr-product:status>"
        "</gwr-product:GemeenteWoonplaatsRelatie>\n"
    )
