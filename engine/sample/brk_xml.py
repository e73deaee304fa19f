"""Messages of BRK Levering 2 for the sample: one parcel, who holds it and by which deed.

Element names and namespaces are those of product-stand and product-mutatie v20211119.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

_BASE = "http://www.kadaster.nl/schemas/brk-levering"
_SPACES = {
    "Stand": "product-stand/v20211119",
    "Mutatie": "product-mutatie/v20211119",
    "Snapshot": "snapshot/v20211119",
    "KadastraalObject": "snapshot/imkad-kadastraalobject/v20210702",
    "OnroerendeZaak": "snapshot/imkad-onroerendezaak/v20211119",
    "OnroerendeZaak-ref": "snapshot/imkad-onroerendezaak-ref/v20210702",
    "Persoon": "snapshot/imkad-persoon/v20210903",
    "Persoon-ref": "snapshot/imkad-persoon-ref/v20210702",
    "Recht": "snapshot/imkad-recht/v20210903",
    "Recht-ref": "snapshot/imkad-recht-ref/v20210702",
    "Stuk": "snapshot/imkad-stuk/v20211119",
    "Stuk-ref": "snapshot/imkad-stuk-ref/v20210702",
    "Adres": "snapshot/imkad-adres/v20211119",
    "Adres-ref": "snapshot/imkad-adres-ref/v20210702",
    "KIMBAGAdres": "snapshot/kimbag-adres/v20210903",
    "KIMBRPPersoon": "snapshot/kimbrp-persoon/v20210903",
    "Typen": "snapshot/imkad-typen/v20210702",
}
_OTHERS = {
    "gml": "http://www.opengis.net/gml/3.2",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_OBJECT = "NL.IMKAD.KadastraalObject"


@dataclass(frozen=True, slots=True)
class Holder:
    """A natural person with a number of the Kadaster; a masked one keeps the name in the file."""

    number: str
    name: str
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel as a message has it.

    Attributes:
        object_id: 15 digits.
        parcel_id: kadastrale aanduiding with hyphens.
        address_id: of the BAG.
        ring: corners of the border in RD metres, the first one again at the end.
        signed: day on which the holder's deed was signed.
        price: None when the message has no koopsom.
        mortgage: None when there is none.
        bought_by: buyer of a registered purchase, with the day it was signed and its last day.
        seized_on: day of a beslag, None when there is none.
    """

    object_id: str
    parcel_id: str
    address_id: str
    ring: Sequence[tuple[float, float]]
    holder: Holder
    signed: date
    price: int | None = None
    mortgage: int | None = None
    bought_by: tuple[Holder, date, date] | None = None
    seized_on: date | None = None

    def snapshot(self, day: date) -> str:
        """The snapshot of a day."""
        code, section, number = self.parcel_id.split("-")[:3]
        corners = " ".join(f"{x} {y}" for x, y in self.ring)
        parts = [
            _deed(self._part(1), self.signed, "606", "Overdracht"),
            _right(self.object_id, self.holder, self._part(1)),
            _person(self.holder),
            *self._burdens(),
        ]
        return (
            "<Snapshot:KadastraalObjectSnapshot>\n"
            f"<Snapshot:toestandsdatum>{day}</Snapshot:toestandsdatum>\n"
            f'<OnroerendeZaak:Perceel id="ID.object">'
            f'<KadastraalObject:identificatie domein="{_OBJECT}">{self.object_id}'
            "</KadastraalObject:identificatie>\n<OnroerendeZaak:kadastraleAanduiding>"
            f"{_coded('OnroerendeZaak:akrKadastraleGemeenteCode', '9999', code)}"
            f"<OnroerendeZaak:sectie>{section}</OnroerendeZaak:sectie>"
            f"<OnroerendeZaak:perceelnummer>{number}</OnroerendeZaak:perceelnummer>"
            "</OnroerendeZaak:kadastraleAanduiding>\n<OnroerendeZaak:begrenzingPerceel>"
            '<gml:Surface srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="2"><gml:patches>'
            "<gml:PolygonPatch><gml:exterior><gml:LinearRing>"
            f"<gml:posList>{corners}</gml:posList></gml:LinearRing></gml:exterior>"
            "</gml:PolygonPatch></gml:patches></gml:Surface></OnroerendeZaak:begrenzingPerceel>\n"
            f"{self._price()}</OnroerendeZaak:Perceel>\n"
            f"{_location(self.object_id, self.address_id)}"
            f"{''.join(parts)}</Snapshot:KadastraalObjectSnapshot>\n"
        )

    def _part(self, number: int) -> str:
        return f"{self.object_id[-6:]}{number}"

    def _price(self) -> str:
        if self.price is None:
            return ""
        return (
            "<OnroerendeZaak:koopsom><OnroerendeZaak:TypeKoopsom><OnroerendeZaak:bedrag>"
            f"<Typen:som>{self.price}</Typen:som></OnroerendeZaak:bedrag>"
            f"<OnroerendeZaak:koopjaar>{self.signed.year}</OnroerendeZaak:koopjaar>"
            "</OnroerendeZaak:TypeKoopsom></OnroerendeZaak:koopsom>"
        )

    def _burdens(self) -> list[str]:
        """Mortgage, attachment and registered purchase, each with its deed."""
        found = []
        if self.mortgage is not None:
            money = f"<Recht:bedragZekerheidsstelling><Typen:som>{self.mortgage}</Typen:som>"
            money += "</Recht:bedragZekerheidsstelling>"
            found += [_deed(self._part(2), self.signed, "537", "Hypotheek")]
            found += [_burden("Hypotheek", self._part(2), money)]
        if self.seized_on is not None:
            found += [_deed(self._part(3), self.seized_on, "517", "Beslag")]
            found += [_burden("Beslag", self._part(3))]
        if self.bought_by is not None:
            buyer, signed, until = self.bought_by
            what = "Koopovereenkomst, art. 7:3 BW en 10 WVG"
            told = f"{_coded('Recht:aard', '7', what)}<Recht:einddatum>{until}</Recht:einddatum>"
            told += f"<Recht:betrokkenPersoon>{_person_ref(buyer)}</Recht:betrokkenPersoon>"
            found += [_deed(self._part(4), signed, "651", what)]
            found += [_burden("Aantekening", self._part(4), told), _person(buyer)]
        return found


def stand(parcel: Parcel, *, day: date, municipality: str) -> str:
    """A stand message about one parcel."""
    told = (("Peildatum", str(day)), ("Gemeentenummer", municipality))
    pairs = "".join(
        f"<Stand:productSpecificatie><Stand:kenmerknaam>{name}</Stand:kenmerknaam>"
        f"<Stand:kenmerkwaarde>{value}</Stand:kenmerkwaarde></Stand:productSpecificatie>\n"
        for name, value in told
    )
    kind = "<Stand:productType>GemeentegebaseerdeStand</Stand:productType>\n"
    return _root("Stand:Stand", f"{kind}{pairs}<Stand:stand>{parcel.snapshot(day)}</Stand:stand>")


def mutation(was: Parcel, becomes: Parcel, *, day: date) -> str:
    """A mutation message about one parcel that went to another holder."""
    target = f'<OnroerendeZaak-ref:PerceelRef domein="{_OBJECT}">{becomes.object_id}'
    target += "</OnroerendeZaak-ref:PerceelRef>"
    return _root(
        "Mutatie:Mutatie",
        f"{_coded('Mutatie:aardStukdeel', '606', 'Overdracht')}"
        f"<Mutatie:brkDatum>{day}</Mutatie:brkDatum>\n"
        "<Mutatie:volgnummerKadastraalObjectDatum>1</Mutatie:volgnummerKadastraalObjectDatum>\n"
        f"<Mutatie:kadastraalObject>{target}</Mutatie:kadastraalObject>\n"
        f"<Mutatie:was>{was.snapshot(day)}</Mutatie:was>\n"
        f"<Mutatie:wordt>{becomes.snapshot(day)}</Mutatie:wordt>",
    )


def _root(tag: str, inner: str) -> str:
    uris = {prefix: f"{_BASE}/{path}" for prefix, path in _SPACES.items()} | _OTHERS
    spaces = "".join(f'\n  xmlns:{prefix}="{uri}"' for prefix, uri in uris.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag}{spaces}>\n{inner}\n</{tag}>\n'


def _coded(tag: str, code: str, title: str) -> str:
    return f"<{tag}><Typen:code>{code}</Typen:code><Typen:waarde>{title}</Typen:waarde></{tag}>"


def _deed(part: str, signed: date, code: str, title: str) -> str:
    moment = f"<Typen:datum>{signed}</Typen:datum><Typen:tijd>09:00:00</Typen:tijd>"
    ref = f'<Stuk-ref:StukdeelRef domein="NL.IMKAD.Stukdeel" xlink:href="#ID.deel.{part}">{part}'
    return (
        f'<Stuk:TerInschrijvingAangebodenStuk id="ID.stuk.{part}">'
        f'<Stuk:identificatie domein="NL.IMKAD.Stuk">{part}</Stuk:identificatie>'
        f"<Stuk:tijdstipOndertekening>{moment}</Stuk:tijdstipOndertekening>"
        f"<Stuk:tijdstipAanbieding>{moment}</Stuk:tijdstipAanbieding>"
        f"<Stuk:omvat>{ref}</Stuk-ref:StukdeelRef></Stuk:omvat>"
        "</Stuk:TerInschrijvingAangebodenStuk>\n"
        f'<Stuk:Stukdeel id="ID.deel.{part}"><Stuk:identificatie domein="NL.IMKAD.Stukdeel">{part}'
        f"</Stuk:identificatie>{_coded('Stuk:aard', code, title)}</Stuk:Stukdeel>\n"
    )


def _right(object_id: str, holder: Holder, part: str) -> str:
    ref = f'<Stuk-ref:StukdeelRef domein="NL.IMKAD.Stukdeel" xlink:href="#ID.deel.{part}">{part}'
    return (
        f'<Recht:ZakelijkRecht id="ID.recht"><Recht:identificatie domein="NL.IMKAD.ZakelijkRecht">'
        f"{object_id}R</Recht:identificatie>{_coded('Recht:aard', '2', 'Eigendom (recht van)')}"
        "</Recht:ZakelijkRecht>\n"
        f'<Recht:Tenaamstelling id="ID.{part}"><Recht:identificatie '
        f'domein="NL.IMKAD.Tenaamstelling">T{part}-{holder.number}</Recht:identificatie>'
        "<Recht:aandeel><Recht:teller>1</Recht:teller><Recht:noemer>1</Recht:noemer>"
        f"</Recht:aandeel><Recht:isGebaseerdOp>{ref}</Stuk-ref:StukdeelRef></Recht:isGebaseerdOp>"
        '<Recht:van><Recht-ref:ZakelijkRechtRef domein="NL.IMKAD.ZakelijkRecht" '
        f'xlink:href="#ID.recht">{object_id}R</Recht-ref:ZakelijkRechtRef></Recht:van>'
        f"<Recht:tenNameVan>{_person_ref(holder)}</Recht:tenNameVan></Recht:Tenaamstelling>\n"
    )


def _burden(tag: str, part: str, more: str = "") -> str:
    ref = f'<Stuk-ref:StukdeelRef domein="NL.IMKAD.Stukdeel" xlink:href="#ID.deel.{part}">{part}'
    return (
        f'<Recht:{tag} id="ID.last.{part}"><Recht:identificatie domein="NL.IMKAD.{tag}">{tag[0]}'
        f"{part}</Recht:identificatie>{more}<Recht:isGebaseerdOp>{ref}</Stuk-ref:StukdeelRef>"
        f"</Recht:isGebaseerdOp></Recht:{tag}>\n"
    )


def _person_ref(holder: Holder) -> str:
    return (
        f'<Persoon-ref:NatuurlijkPersoonRef domein="NL.IMKAD.Persoon" '
        f'xlink:href="#ID.persoon.{holder.number}">{holder.number}'
        "</Persoon-ref:NatuurlijkPersoonRef>"
    )


def _person(holder: Holder) -> str:
    first, _, last = holder.name.partition(" ")
    mask = str(holder.is_masked).lower()
    return (
        f'<Persoon:NatuurlijkPersoon id="ID.persoon.{holder.number}"><Persoon:identificatie '
        f'domein="NL.IMKAD.Persoon">{holder.number}</Persoon:identificatie>'
        f"<Persoon:indicatieAfschermingPersoonsgegevens>{mask}"
        "</Persoon:indicatieAfschermingPersoonsgegevens><Persoon:betreft>"
        "<KIMBRPPersoon:GeregistreerdPersoon><KIMBRPPersoon:naam><KIMBRPPersoon:Naam>"
        f"<KIMBRPPersoon:geslachtsnaam>{escape(last)}</KIMBRPPersoon:geslachtsnaam>"
        f"<KIMBRPPersoon:voornamen>{escape(first)}</KIMBRPPersoon:voornamen>"
        "</KIMBRPPersoon:Naam></KIMBRPPersoon:naam></KIMBRPPersoon:GeregistreerdPersoon>"
        "</Persoon:betreft></Persoon:NatuurlijkPersoon>\n"
    )


def _location(object_id: str, address_id: str) -> str:
    return (
        "<KadastraalObject:LocatieKadastraalObject><KadastraalObject:heeft>"
        f'<OnroerendeZaak-ref:PerceelRef domein="{_OBJECT}" xlink:href="#ID.object">{object_id}'
        "</OnroerendeZaak-ref:PerceelRef></KadastraalObject:heeft><KadastraalObject:betreft>"
        '<Adres-ref:ObjectlocatieBinnenlandRef domein="NL.IMKAD.Adres" xlink:href="#ID.adres">1'
        "</Adres-ref:ObjectlocatieBinnenlandRef></KadastraalObject:betreft>"
        f"{_coded('KadastraalObject:koppelingswijze', 'ADM', 'administratief')}"
        "</KadastraalObject:LocatieKadastraalObject>\n"
        '<Adres:ObjectlocatieBinnenland id="ID.adres"><Adres:identificatie '
        'domein="NL.IMKAD.Adres">1</Adres:identificatie><Adres:adresgegevens>'
        f"<KIMBAGAdres:Nummeraanduiding><KIMBAGAdres:identificatie>{address_id}"
        "</KIMBAGAdres:identificatie></KIMBAGAdres:Nummeraanduiding></Adres:adresgegevens>"
        "</Adres:ObjectlocatieBinnenland>\n"
    )
