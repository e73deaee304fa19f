"""Records of BAG objects: one `sl:stand` per voorkomen, from plain string templates.

The shapes follow real deliveries: 3D points and buildings, 2D berths, pitches and towns; order
of elements as in the schemas, against which the tests validate.
"""

from collections.abc import Iterator
from datetime import date

from engine.sample.streets import short_name
from engine.sample.world import Address, Building, Ring, Street, Town, Unit, Version

SRS = 'srsName="urn:ogc:def:crs:EPSG::28992"'
_DOMAIN = {
    "Woonplaats": "Woonplaats", "OpenbareRuimte": "Openbareruimte", "Pand": "Pand",
    "Nummeraanduiding": "Nummeraanduiding", "Verblijfsobject": "Verblijfsobject",
    "Ligplaats": "Ligplaats", "Standplaats": "Standplaats",
}  # fmt: skip
_PLACES = {"berth": "Ligplaats", "pitch": "Standplaats"}


def town_records(town: Town, begin: date) -> Iterator[str]:
    """Records of a woonplaats."""
    version = Version(begin, None, "Woonplaats aangewezen")
    shape = _polygon(town.area, f"WPL_{town.town_id}_1", flat=True)
    body = (
        f"{_identified('Woonplaats', town.town_id)}<Objecten:naam>{town.name}</Objecten:naam>"
        f"<Objecten:geometrie><Objecten:vlak>{shape}</Objecten:vlak></Objecten:geometrie>"
        f"{_status(version)}{_history(1, version)}"
    )
    yield _stand("Woonplaats", body)


def street_records(street: Street) -> Iterator[str]:
    """Records of an openbare ruimte."""
    short = short_name(street.name)
    tag = "Objecten:verkorteNaam"
    inner = "nen5825:VerkorteNaamOpenbareRuimte"
    name = f"<nen5825:verkorteNaam>{short}</nen5825:verkorteNaam>"
    shortened = f"<{tag}><{inner}>{name}</{inner}></{tag}>" if short else ""
    for number, version in enumerate(street.versions, start=1):
        yield _stand(
            "OpenbareRuimte",
            f"{_identified('OpenbareRuimte', street.street_id)}"
            f"<Objecten:naam>{street.name}</Objecten:naam><Objecten:type>{street.kind}"
            f"</Objecten:type>{_status(version)}<Objecten:ligtIn>"
            f"{_ref('Woonplaats', street.town.town_id)}</Objecten:ligtIn>"
            f"{_history(number, version)}{shortened}",
        )


def address_records(address: Address) -> Iterator[str]:
    """Records of a nummeraanduiding."""
    parts = f"<Objecten:huisnummer>{address.number}</Objecten:huisnummer>"
    if address.letter:
        parts += f"<Objecten:huisletter>{address.letter}</Objecten:huisletter>"
    if address.addition:
        parts += (
            f"<Objecten:huisnummertoevoeging>{address.addition}</Objecten:huisnummertoevoeging>"
        )
    other = ""
    if address.town is not None:
        other = f"<Objecten:ligtIn>{_ref('Woonplaats', address.town.town_id)}</Objecten:ligtIn>"
    street = _ref("OpenbareRuimte", address.street.street_id)
    for number, version in enumerate(address.versions, start=1):
        yield _stand(
            "Nummeraanduiding",
            f"{_identified('Nummeraanduiding', address.address_id)}{parts}"
            f"<Objecten:postcode>{address.postcode}</Objecten:postcode>"
            f"<Objecten:typeAdresseerbaarObject>{address.kind}</Objecten:typeAdresseerbaarObject>"
            f"{_status(version)}{other}{_history(number, version)}"
            f"<Objecten:ligtAan>{street}</Objecten:ligtAan>",
        )


def unit_records(unit: Unit) -> Iterator[str]:
    """Records of a verblijfsobject."""
    uses = "".join(f"<Objecten:gebruiksdoel>{use}</Objecten:gebruiksdoel>" for use in unit.uses)
    buildings = "".join(_ref("Pand", building.building_id) for building in unit.buildings)
    for number, version in enumerate(unit.versions, start=1):
        yield _stand(
            "Verblijfsobject",
            f"{_main_address(unit)}{_history(number, version)}{_side_addresses(unit)}"
            f"{_identified('Verblijfsobject', unit.object_id)}"
            "<Objecten:geometrie><Objecten:punt>"
            f'<gml:Point {SRS} srsDimension="3" gml:id="VBO_{unit.object_id}_{number}">'
            f"<gml:pos>{unit.x} {unit.y} 0.0</gml:pos></gml:Point>"
            f"</Objecten:punt></Objecten:geometrie>{uses}"
            f"<Objecten:oppervlakte>{unit.area_m2}</Objecten:oppervlakte>{_status(version)}"
            f"<Objecten:maaktDeelUitVan>{buildings}</Objecten:maaktDeelUitVan>",
        )


def place_records(unit: Unit) -> Iterator[str]:
    """Records of a ligplaats or standplaats."""
    kind = _PLACES[unit.kind]
    for number, version in enumerate(unit.versions, start=1):
        shape = _polygon(unit.ring, f"{kind[:3].upper()}_{unit.object_id}_{number}", flat=True)
        status = _status(version).partition("<Objecten:geconstateerd>")
        yield _stand(
            kind,
            f"{_main_address(unit)}{_history(number, version)}{_identified(kind, unit.object_id)}"
            f"{status[0]}<Objecten:geometrie>{shape}</Objecten:geometrie>{status[1]}{status[2]}",
        )


def building_records(building: Building) -> Iterator[str]:
    """Records of a pand."""
    year = (
        f"<Objecten:oorspronkelijkBouwjaar>{building.built_year}</Objecten:oorspronkelijkBouwjaar>"
    )
    for number, version in enumerate(building.versions, start=1):
        shape = _polygon(building.ring, f"PND_{building.building_id}_{number}", flat=False)
        yield _stand(
            "Pand",
            f"{_identified('Pand', building.building_id)}"
            f"<Objecten:geometrie>{shape}</Objecten:geometrie>{year}"
            f"{_status(version)}{_history(number, version)}",
        )


def doubt_record(kind: str, identity: str, what: str, begin: date, end: date | None) -> str:
    """A kenmerk in onderzoek; `end` None makes the record that says it never was (N)."""
    flag = "J" if end else "N"
    closed = (
        f"<Historie:eindRegistratie>{_stamp(end, 12)}</Historie:eindRegistratie>" if end else ""
    )
    valid = f"<Historie:eindGeldigheid>{end}</Historie:eindGeldigheid>" if end else ""
    closed_lv = _stamp(end, 13)
    lv = f"<Historie:tijdstipEindRegistratieLV>{closed_lv}</Historie:tijdstipEindRegistratieLV>"
    name = f"KenmerkInOnderzoek:Kenmerk{kind}InOnderzoek"
    tag = f"KenmerkInOnderzoek:identificatieVan{kind}"
    return (
        f"<sl:stand><sl-bag-extract:kenmerkInOnderzoek><{name}>"
        f"<KenmerkInOnderzoek:kenmerk>{what}</KenmerkInOnderzoek:kenmerk>"
        f'<{tag} domein="NL.IMBAG.{_DOMAIN[kind]}">{identity}</{tag}>'
        f"<KenmerkInOnderzoek:inOnderzoek>{flag}</KenmerkInOnderzoek:inOnderzoek>"
        f"<KenmerkInOnderzoek:documentdatum>{begin}</KenmerkInOnderzoek:documentdatum>"
        "<KenmerkInOnderzoek:documentnummer>VB/IO</KenmerkInOnderzoek:documentnummer>"
        "<KenmerkInOnderzoek:historieInOnderzoek><Historie:HistorieInOnderzoek>"
        f"<Historie:tijdstipRegistratie>{_stamp(begin, 12)}</Historie:tijdstipRegistratie>{closed}"
        f"<Historie:beginGeldigheid>{begin}</Historie:beginGeldigheid>{valid}"
        "<Historie:BeschikbaarLVInOnderzoek>"
        f"<Historie:tijdstipRegistratieLV>{_stamp(begin, 13)}</Historie:tijdstipRegistratieLV>"
        f"{lv if end else ''}</Historie:BeschikbaarLVInOnderzoek></Historie:HistorieInOnderzoek>"
        f"</KenmerkInOnderzoek:historieInOnderzoek></{name}>"
        "</sl-bag-extract:kenmerkInOnderzoek></sl:stand>\n"
    )


def _stand(kind: str, body: str) -> str:
    return (
        f"<sl:stand><sl-bag-extract:bagObject><Objecten:{kind}>{body}</Objecten:{kind}>"
        "</sl-bag-extract:bagObject></sl:stand>\n"
    )


def _identified(kind: str, identity: str) -> str:
    domain = _DOMAIN[kind]
    return f'<Objecten:identificatie domein="NL.IMBAG.{domain}">{identity}</Objecten:identificatie>'


def _ref(kind: str, identity: str) -> str:
    tag = f"Objecten-ref:{kind}Ref"
    return f'<{tag} domein="NL.IMBAG.{_DOMAIN[kind]}">{identity}</{tag}>'


def _main_address(unit: Unit) -> str:
    main = _ref("Nummeraanduiding", unit.address.address_id)
    return f"<Objecten:heeftAlsHoofdadres>{main}</Objecten:heeftAlsHoofdadres>"


def _side_addresses(unit: Unit) -> str:
    sides = "".join(_ref("Nummeraanduiding", a.address_id) for a in unit.side_addresses)
    return f"<Objecten:heeftAlsNevenadres>{sides}</Objecten:heeftAlsNevenadres>" if sides else ""


def _status(version: Version) -> str:
    number = f"VB{version.begin:%Y%m%d}"
    return (
        f"<Objecten:status>{version.status}</Objecten:status>"
        "<Objecten:geconstateerd>N</Objecten:geconstateerd>"
        f"<Objecten:documentdatum>{version.begin}</Objecten:documentdatum>"
        f"<Objecten:documentnummer>{number}</Objecten:documentnummer>"
    )


def _history(number: int, version: Version) -> str:
    begin, end = version.begin, version.end
    valid = registered = available = ""
    if end is not None:
        valid = f"<Historie:eindGeldigheid>{end}</Historie:eindGeldigheid>"
        registered = f"<Historie:eindRegistratie>{_stamp(end, 10)}</Historie:eindRegistratie>"
        stamp = _stamp(end, 11)
        available = (
            f"<Historie:tijdstipEindRegistratieLV>{stamp}</Historie:tijdstipEindRegistratieLV>"
        )
    return (
        "<Objecten:voorkomen><Historie:Voorkomen>"
        f"<Historie:voorkomenidentificatie>{number}</Historie:voorkomenidentificatie>"
        f"<Historie:beginGeldigheid>{begin}</Historie:beginGeldigheid>{valid}"
        f"<Historie:tijdstipRegistratie>{_stamp(begin, 10)}</Historie:tijdstipRegistratie>"
        f"{registered}<Historie:BeschikbaarLV>"
        f"<Historie:tijdstipRegistratieLV>{_stamp(begin, 11)}</Historie:tijdstipRegistratieLV>"
        f"{available}</Historie:BeschikbaarLV></Historie:Voorkomen></Objecten:voorkomen>"
    )


def _stamp(day: date | None, hour: int) -> str:
    return f"{day}T{hour}:00:00.000"


def _polygon(ring: Ring, identity: str, *, flat: bool) -> str:
    closed = (*ring, ring[0])
    form = "{} {}" if flat else "{} {} 0.0"
    points = " ".join(form.format(x, y) for x, y in closed)
    return (
        f'<gml:Polygon {SRS} srsDimension="{2 if flat else 3}" gml:id="{identity}"><gml:exterior>'
        f'<gml:LinearRing><gml:posList count="{len(closed)}">{points}</gml:posList>'
        "</gml:LinearRing></gml:exterior></gml:Polygon>"
    )
