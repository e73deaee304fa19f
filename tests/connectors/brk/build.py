"""Messages of BRK Levering 2 made by hand, with invented persons; namespaces as delivered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

BASE = "http://www.kadaster.nl/schemas/brk-levering"
SPACES = {
    "Stand": f"{BASE}/product-stand/v20211119",
    "Mutatie": f"{BASE}/product-mutatie/v20211119",
    "Snapshot": f"{BASE}/snapshot/v20211119",
    "Adres": f"{BASE}/snapshot/imkad-adres/v20211119",
    "AdresRef": f"{BASE}/snapshot/imkad-adres-ref/v20210702",
    "KO": f"{BASE}/snapshot/imkad-kadastraalobject/v20210702",
    "OZ": f"{BASE}/snapshot/imkad-onroerendezaak/v20211119",
    "OZRef": f"{BASE}/snapshot/imkad-onroerendezaak-ref/v20210702",
    "P": f"{BASE}/snapshot/imkad-persoon/v20210903",
    "PRef": f"{BASE}/snapshot/imkad-persoon-ref/v20210702",
    "R": f"{BASE}/snapshot/imkad-recht/v20210903",
    "RRef": f"{BASE}/snapshot/imkad-recht-ref/v20210702",
    "S": f"{BASE}/snapshot/imkad-stuk/v20211119",
    "SRef": f"{BASE}/snapshot/imkad-stuk-ref/v20210702",
    "T": f"{BASE}/snapshot/imkad-typen/v20210702",
    "BAG": f"{BASE}/snapshot/kimbag-adres/v20210903",
    "BRP": f"{BASE}/snapshot/kimbrp-persoon/v20210903",
    "NHR": f"{BASE}/snapshot/kimnhr-rechtspersoon/v20210702",
    "gml": "http://www.opengis.net/gml/3.2",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
DOMAIN = "NL.IMKAD.KadastraalObject"
SQUARE = "105000 468000 105050 468000 105050 468040 105000 468040 105000 468000"


def coded(tag: str, code: str | None, title: str) -> str:
    """A value of a waardelijst."""
    inner = "" if code is None else f"<T:code>{code}</T:code>"
    return f"<{tag}>{inner}<T:waarde>{title}</T:waarde></{tag}>"


def ref(tag: str, number: str, inside: str | None = None, *, domain: str = "NL.IMKAD.X") -> str:
    """A reference, inside the message when `inside` names an id."""
    href = "" if inside is None else f' xlink:href="#{inside}"'
    return f'<{tag} domein="{domain}"{href}>{number}</{tag}>'


def deed(
    part: str,
    *,
    signed: str | None = "2024-03-01",
    offered: str | None = "2024-03-04",
    aard: tuple[str | None, str] = ("606", "Overdracht"),
) -> str:
    """A deed with one part."""
    days = ""
    for tag, day in (("tijdstipOndertekening", signed), ("tijdstipAanbieding", offered)):
        if day is not None:
            days += f"<S:{tag}><T:datum>{day}</T:datum><T:tijd>09:00:00</T:tijd></S:{tag}>"
    return (
        f'<S:TerInschrijvingAangebodenStuk id="ID.stuk.{part}">'
        f'<S:identificatie domein="NL.IMKAD.Stuk">stuk{part}</S:identificatie>{days}'
        f"<S:omvat>{ref('SRef:StukdeelRef', part, f'ID.deel.{part}')}</S:omvat>"
        f"</S:TerInschrijvingAangebodenStuk>"
        f'<S:Stukdeel id="ID.deel.{part}"><S:identificatie domein="NL.IMKAD.X">{part}'
        f"</S:identificatie>{coded('S:aard', *aard)}</S:Stukdeel>"
    )


def right(
    number: str = "R1", aard: tuple[str | None, str] = ("2", "Eigendom (recht van)"), more: str = ""
) -> str:
    """A zakelijk recht on the object."""
    return (
        f'<R:ZakelijkRecht id="ID.{number}"><R:identificatie domein="NL.IMKAD.X">{number}'
        f"</R:identificatie>{coded('R:aard', *aard)}{more}</R:ZakelijkRecht>"
    )


def held(
    number: str,
    holder: str,
    *,
    part: str | None = "9001",
    share: tuple[str, str] = ("1", "1"),
    of: str = "R1",
    kind: str = "Natuurlijk",
) -> str:
    """A tenaamstelling of a right, in the name of a person by number."""
    based = ""
    if part is not None:
        based = f"<R:isGebaseerdOp>{ref('SRef:StukdeelRef', part, f'ID.deel.{part}')}"
        based += "</R:isGebaseerdOp>"
    return (
        f'<R:Tenaamstelling id="ID.{number}"><R:identificatie domein="NL.IMKAD.X">{number}'
        f"</R:identificatie><R:aandeel><R:teller>{share[0]}</R:teller><R:noemer>{share[1]}"
        f"</R:noemer></R:aandeel>{based}<R:van>{ref('RRef:ZakelijkRechtRef', of, f'ID.{of}')}"
        f"</R:van><R:tenNameVan>{ref(f'PRef:{kind}PersoonRef', holder, f'ID.{holder}')}"
        f"</R:tenNameVan></R:Tenaamstelling>"
    )


def human(
    number: str, first: str = "Aldo", last: str = "Verzinsel", *, mask: str = "", more: str = ""
) -> str:
    """A natural person, with what may never be read; `mask` is an element that masks."""
    return (
        f'<P:NatuurlijkPersoon id="ID.{number}"><P:identificatie domein="NL.IMKAD.Persoon">'
        f"{number}</P:identificatie>{mask}<P:betreft><BRP:GeregistreerdPersoon>"
        f"<BRP:bsn>999999990</BRP:bsn><BRP:naam><BRP:Naam>"
        f"<BRP:geslachtsnaam>{last}</BRP:geslachtsnaam><BRP:voornamen>{first}</BRP:voornamen>"
        f"<BRP:voorvoegselsgeslachtsnaam>van</BRP:voorvoegselsgeslachtsnaam></BRP:Naam></BRP:naam>"
        f"<BRP:geboorte><BRP:Geboorte><BRP:geboorteplaats>Geheimstad</BRP:geboorteplaats>"
        f"</BRP:Geboorte></BRP:geboorte>{more}</BRP:GeregistreerdPersoon></P:betreft>"
        f"</P:NatuurlijkPersoon>"
    )


def company(number: str, kvk: str | None = "99000001", name: str = "Proefland B.V.") -> str:
    """A legal person."""
    told = "" if kvk is None else f"<NHR:kvkNummer>{kvk}</NHR:kvkNummer>"
    return (
        f'<P:NietNatuurlijkPersoon id="ID.{number}"><P:identificatie domein="NL.IMKAD.Persoon">'
        f"{number}</P:identificatie><P:statutaireNaam>{name}</P:statutaireNaam><P:betreft>"
        f"<NHR:Rechtspersoon><NHR:rsin>990000019</NHR:rsin>{told}</NHR:Rechtspersoon></P:betreft>"
        f"</P:NietNatuurlijkPersoon>"
    )


def note(
    number: str,
    *,
    aard: tuple[str | None, str] = ("7", "Koopovereenkomst, art. 7:3 BW en 10 WVG"),
    until: str | None = "2024-09-01",
    part: str | None = "9101",
    buyer: str | None = "B1",
) -> str:
    """An aantekening, by default a registered purchase."""
    end = "" if until is None else f"<R:einddatum>{until}</R:einddatum>"
    based = "" if part is None else ref("SRef:StukdeelRef", part, f"ID.deel.{part}")
    who = "" if buyer is None else ref("PRef:NietNatuurlijkPersoonRef", buyer, f"ID.{buyer}")
    return (
        f'<R:Aantekening id="ID.{number}"><R:identificatie domein="NL.IMKAD.X">{number}'
        f"</R:identificatie>{coded('R:aard', *aard)}<R:omschrijving>Jan Geheim koopt"
        f"</R:omschrijving>{end}<R:betrokkenPersoon>{who}</R:betrokkenPersoon>"
        f"<R:isGebaseerdOp>{based}</R:isGebaseerdOp></R:Aantekening>"
    )


def burden(tag: str, number: str, part: str | None, som: str | None = None) -> str:
    """A Hypotheek or Beslag."""
    based = "" if part is None else ref("SRef:StukdeelRef", part, f"ID.deel.{part}")
    money = ""
    if som is not None:
        money = f"<R:bedragZekerheidsstelling><T:som>{som}</T:som></R:bedragZekerheidsstelling>"
    return (
        f'<R:{tag} id="ID.{number}"><R:identificatie domein="NL.IMKAD.X">{number}'
        f"</R:identificatie>{money}<R:isGebaseerdOp>{based}</R:isGebaseerdOp></R:{tag}>"
    )


def price(amount: str | None = "450000", year: str = "2024", more: str = "") -> str:
    """A koopsom; None is a price that is not known."""
    money = '<OZ:bedrag xsi:nil="true"/><OZ:bedragNilreason>waardeOnbekend</OZ:bedragNilreason>'
    if amount is not None:
        money = f"<OZ:bedrag><T:som>{amount}</T:som></OZ:bedrag>"
    return (
        f"<OZ:koopsom><OZ:TypeKoopsom>{money}<OZ:koopjaar>{year}</OZ:koopjaar>{more}"
        f"</OZ:TypeKoopsom></OZ:koopsom>"
    )


@dataclass(frozen=True)
class Thing:
    """One object in a snapshot; `parts` are the elements beside it."""

    number: str = "113401985700001"
    parcel: tuple[str, str, str] = ("AKM01", "D", "3985")
    apartment: str | None = None
    day: str | None = "2026-10-01"
    parts: Sequence[str] = field(default_factory=tuple)
    price: str = ""
    more: str = ""
    address: str | None = "1884200000000001"
    ring: str | None = SQUARE

    def xml(self) -> str:
        """The snapshot."""
        code, section, number = self.parcel
        extra = f"<OZ:appartementsrechtVolgnummer>{self.apartment}</OZ:appartementsrechtVolgnummer>"
        name = "Perceel" if self.apartment is None else "Appartementsrecht"
        border = "" if self.ring is None else (
            f'<OZ:begrenzingPerceel><gml:Surface srsName="urn:ogc:def:crs:EPSG::28992" '
            f'srsDimension="2"><gml:patches><gml:PolygonPatch><gml:exterior><gml:LinearRing>'
            f"<gml:posList>{self.ring}</gml:posList></gml:LinearRing></gml:exterior>"
            f"</gml:PolygonPatch></gml:patches></gml:Surface></OZ:begrenzingPerceel>"
        )  # fmt: skip
        point = (
            '<OZ:plaatscoordinaten><gml:Point srsName="urn:ogc:def:crs:EPSG::28992">'
            "<gml:pos>105025 468020</gml:pos></gml:Point></OZ:plaatscoordinaten>"
        )
        day = (
            ""
            if self.day is None
            else f"<Snapshot:toestandsdatum>{self.day}</Snapshot:toestandsdatum>"
        )
        return (
            f"<Snapshot:KadastraalObjectSnapshot>{day}"
            f'<OZ:{name} id="ID.object"><KO:identificatie domein="{DOMAIN}">{self.number}'
            f"</KO:identificatie><OZ:kadastraleAanduiding>"
            f"{coded('OZ:akrKadastraleGemeenteCode', '11', code)}"
            f"{coded('OZ:kadastraleGemeente', '11', 'Alkemade')}"
            f"<OZ:sectie>{section}</OZ:sectie><OZ:perceelnummer>{number}</OZ:perceelnummer>"
            f"{'' if self.apartment is None else extra}</OZ:kadastraleAanduiding>"
            f"{border}{point}{self.price}{self.more}</OZ:{name}>"
            f"{'' if self.address is None else self._place(name)}"
            f"{''.join(self.parts)}</Snapshot:KadastraalObjectSnapshot>"
        )

    def _place(self, name: str) -> str:
        where = ref("AdresRef:ObjectlocatieBinnenlandRef", "L1", "ID.L1")
        what = ref(f"OZRef:{name}Ref", self.number, "ID.object", domain=DOMAIN)
        return (
            f"<KO:LocatieKadastraalObject><KO:heeft>{what}</KO:heeft><KO:betreft>{where}"
            f"</KO:betreft>{coded('KO:koppelingswijze', None, 'ADM')}</KO:LocatieKadastraalObject>"
            f'<Adres:ObjectlocatieBinnenland id="ID.L1"><Adres:identificatie '
            f'domein="NL.IMKAD.X">L1</Adres:identificatie><Adres:adresgegevens>'
            f"<BAG:Nummeraanduiding><BAG:identificatie>{self.address}</BAG:identificatie>"
            f"<BAG:huisnummer>1</BAG:huisnummer></BAG:Nummeraanduiding></Adres:adresgegevens>"
            f"</Adres:ObjectlocatieBinnenland>"
        )


def _root(tag: str, inner: str) -> str:
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} {spaces}>\n{inner}\n</{tag}>\n'


def stand(*things: Thing, municipality: str = "1884", day: str = "2026-10-01") -> str:
    """A stand message."""
    told = (("Peildatum", day), ("Gemeentenummer", municipality), ("Gemeentenaam", "Proefdorp"))
    pairs = "".join(
        f"<Stand:productSpecificatie><Stand:kenmerknaam>{name}</Stand:kenmerknaam>"
        f"<Stand:kenmerkwaarde>{value}</Stand:kenmerkwaarde></Stand:productSpecificatie>"
        for name, value in told
    )
    kind = "<Stand:productType>GemeentegebaseerdeStand</Stand:productType>"
    inner = "\n".join(f"<Stand:stand>{thing.xml()}</Stand:stand>" for thing in things)
    return _root("Stand:Stand", f"{kind}{pairs}\n{inner}")


def mutation(
    *,
    was: Thing | None = None,
    becomes: Thing | None = None,
    day: str = "2026-06-01",
    order: int = 1,
    aard: tuple[str | None, str] | None = None,
) -> str:
    """A mutation message."""
    about = becomes or was or Thing()
    what = "" if aard is None else coded("Mutatie:aardStukdeel", *aard)
    target = ref("OZRef:PerceelRef", about.number, domain=DOMAIN)
    inner = (
        f"{what}<Mutatie:brkDatum>{day}</Mutatie:brkDatum>"
        f"<Mutatie:volgnummerKadastraalObjectDatum>{order}"
        f"</Mutatie:volgnummerKadastraalObjectDatum><Mutatie:kadastraalObject>"
        f"<Mutatie:AanduidingKadastraalObject><Mutatie:kadastraalObject>{target}"
        f"</Mutatie:kadastraalObject></Mutatie:AanduidingKadastraalObject>"
        f"</Mutatie:kadastraalObject>"
    )
    if was is not None:
        inner += f"<Mutatie:was>{was.xml()}</Mutatie:was>"
    if becomes is not None:
        inner += f"<Mutatie:wordt>{becomes.xml()}</Mutatie:wordt>"
    return _root("Mutatie:Mutatie", inner)


def write(folder: Path, *messages: str) -> list[Path]:
    """Write messages as files, numbered in the order given."""
    files = []
    for number, message in enumerate(messages, start=1):
        file = folder / f"bericht{number}.xml"
        file.write_text(message, encoding="utf-8")
        files.append(file)
    return files
