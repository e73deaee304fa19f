"""Answers of the Handelsregister Dataservice 3.0, one per enterprise: functions, and how it ended.

Elements, their order and their dates are those of real answers. People have invented birth dates,
by which they are known again. Branches are left to the KVK API's.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from xml.sax.saxutils import escape

from engine.sample.companies import FORMS, Enterprise, Officer
from engine.sample.kvk_json import register_day
from engine.sample.people import Person

_SERVICE = "http://schemas.kvk.nl/schemas/hrip/dataservice/2015/02"
_CATALOGUE = "http://schemas.kvk.nl/schemas/hrip/catalogus/2015/02"
_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_CODES = {
    "bv": ("rechtspersoon", "BV"),
    "foundation": ("rechtspersoon", "ST"),
    "association": ("rechtspersoon", "VER"),
    "owners_association": ("rechtspersoon", "VvE"),
    "general_partnership": ("samenwerkingsverband", "VOF"),
    "professional_partnership": ("samenwerkingsverband", "MA"),
}
"""Legal form -> kind of owner and its code."""
_FUNCTIONS = {
    "director": ("bestuursfunctie", "02", "Bestuurder"),
    "sole_shareholder": ("overigeFunctionaris", "08", "Enig aandeelhouder"),
}
_PARTNERS = {"general_partnership": ("13", "Vennoot"), "professional_partnership": ("15", "Maat")}
_CAUSES = {
    "turbo_liquidation": ("OB", "Ontbindingsbesluit"),
    "dissolution": ("OB", "Ontbindingsbesluit"),
    "bankruptcy": ("SL", "Staat van insolventie"),
}
_WINDING_UP = timedelta(days=75)
_NO_BUSINESS = frozenset({"association", "owners_association"})


def message(enterprise: Enterprise, names: Mapping[str, str], *, on: date) -> str:
    """Return the answer about one enterprise.

    Args:
        enterprise: what it is about.
        names: KVK number -> name, for companies that hold a function.
        on: day on which it was true.
    """
    product = (
        f'<maatschappelijkeActiviteit xmlns="{_CATALOGUE}">'
        f"{_span(_start(enterprise), enterprise.ended)}<kvkNummer>{enterprise.kvk}</kvkNummer>"
        f"<naam>{escape(enterprise.name)}</naam>{_business(enterprise)}{_owned(enterprise, names)}"
        "</maatschappelijkeActiviteit>"
    )
    told = "IPD0000</code><omschrijving>Het product is succesvol geproduceerd"
    notice = f"<informatie><code>{told}</omschrijving><referentie>{enterprise.kvk}</referentie>"
    return _envelope(f"{notice}</informatie>", f"<product>{product}</product>", on)


def fault(code: str, number: str, *, on: date) -> str:
    """Return an answer that only says that the register does not know a number."""
    text = "Op basis van het KVK-nummer kan het product niet worden geleverd"
    inner = f"<code>{code}</code><omschrijving>{text}</omschrijving>"
    return _envelope(f"<fout>{inner}<referentie>{number}</referentie></fout>", "", on)


def _envelope(notices: str, product: str, on: date) -> str:
    body = (
        f'<ophalenInschrijvingResponse xmlns="{_SERVICE}" peilmoment="{on:%Y%m%d}063000000">'
        f"<meldingen>{notices}</meldingen>{product}</ophalenInschrijvingResponse>"
    )
    return f'<s:Envelope xmlns:s="{_SOAP}"><s:Header/><s:Body>{body}</s:Body></s:Envelope>\n'


def _start(enterprise: Enterprise) -> str:
    return register_day(enterprise.started, enterprise.kvk)


def _span(started: str, ended: date | None = None, name: str = "registratie") -> str:
    end = "" if ended is None else f"<datumEinde>{ended:%Y%m%d}</datumEinde>"
    unknown = 'registratieTijdstipNoValue="vastgesteldOnbekend"'
    return f"<{name} {unknown}><datumAanvang>{started}</datumAanvang>{end}</{name}>"


def _code(name: str, code: str, text: str) -> str:
    inner = f"<code>{code}</code><omschrijving>{text}</omschrijving>"
    return f"<{name}>{inner}</{name}>"


def _business(enterprise: Enterprise) -> str:
    """The onderneming, without its branches; an association has none."""
    if enterprise.form in _NO_BUSINESS:
        return ""
    names = dict.fromkeys([enterprise.name, *(branch.name for branch in enterprise.branches)])
    trade = "".join(
        f"<handeltOnder><handelsnaam><naam>{escape(name)}</naam><volgorde>{k}</volgorde>"
        "</handelsnaam></handeltOnder>"
        for k, name in enumerate(names)
    )
    staff = f"<totaalWerkzamePersonen>{enterprise.employees}</totaalWerkzamePersonen>"
    inner = f"<kvkNummer>{enterprise.kvk}</kvkNummer>{staff}{trade}"
    span = _span(_start(enterprise), enterprise.ended)
    return f"<manifesteertZichAls><onderneming>{span}{inner}</onderneming></manifesteertZichAls>"


def _owned(enterprise: Enterprise, names: Mapping[str, str]) -> str:
    started, owner = _start(enterprise), "".join(_owner(enterprise, names))
    if enterprise.form == "sole_trader" and enterprise.officers:
        started = f"{enterprise.officers[0].started:%Y%m%d}"
    relation = _span(started, enterprise.ended, "relatieRegistratie")
    return f"<heeftAlsEigenaar>{relation}{owner}</heeftAlsEigenaar>"


def _owner(enterprise: Enterprise, names: Mapping[str, str]) -> Iterator[str]:
    form = FORMS[enterprise.form]
    if enterprise.form == "sole_trader":
        yield _person(enterprise.officers[0].person, form)
        return
    kind, code = _CODES[enterprise.form]
    yield f"<{kind}>{_span(_start(enterprise))}<persoonRechtsvorm>{form}</persoonRechtsvorm>"
    yield f"<volledigeNaam>{escape(enterprise.name)}</volledigeNaam>"
    for officer in enterprise.officers:
        yield _function(enterprise, officer, names)
    yield f"<rsin>{enterprise.rsin}</rsin>"
    yield f"<naamgeving><naam>{escape(enterprise.name)}</naam></naamgeving>"
    yield from _ending(enterprise)
    yield _accounts(enterprise)
    yield f"{_code('rechtsvorm', code, form)}</{kind}>"


def _ending(enterprise: Enterprise) -> Iterator[str]:
    """Dissolution and closing documents of a legal person."""
    if enterprise.ended is not None and enterprise.end_kind:
        is_wound_up = enterprise.end_kind == "dissolution"
        decided = enterprise.ended - _WINDING_UP if is_wound_up else enterprise.ended
        winding_up = f"<liquidatie>{_span(f'{decided:%Y%m%d}')}</liquidatie>" if is_wound_up else ""
        cause = _code("aanleiding", *_CAUSES[enterprise.end_kind])
        yield f"<ontbinding>{_span(f'{decided:%Y%m%d}')}{cause}{winding_up}</ontbinding>"
    if enterprise.deposited is not None:
        day = f"<datumDeponering>{enterprise.deposited:%Y%m%d}</datumDeponering>"
        inner = f"<bijzondereDeponering><depotId>D{enterprise.kvk}</depotId>{day}"
        yield f"<heeftGedeponeerd>{inner}</bijzondereDeponering></heeftGedeponeerd>"


def _accounts(enterprise: Enterprise) -> str:
    """The accounts of the last book year that were filed, nine months after its end."""
    if not enterprise.filed_year:
        return ""
    day = f"<datumDeponering>{enterprise.filed_year + 1}0930</datumDeponering>"
    told = f"<depotId>J{enterprise.kvk}</depotId>{day}<boekjaar>{enterprise.filed_year}</boekjaar>"
    kind = "jaarstukJaarrekening"
    return f"<heeftGedeponeerd><{kind}>{told}</{kind}></heeftGedeponeerd>"


def _function(enterprise: Enterprise, officer: Officer, names: Mapping[str, str]) -> str:
    if officer.role == "partner":
        kind, (code, title) = "aansprakelijke", _PARTNERS[enterprise.form]
    else:
        kind, code, title = _FUNCTIONS[officer.role]
    who = _person(officer.person) if officer.person else _company(officer.company, names)
    powers = {
        "director": _code("soort", "azb", "Alleen/zelfstandig bevoegd"),
        "partner": _code("soort", "ob", "Onbeperkt bevoegd"),
    }.get(officer.role)
    allowed = "" if powers is None else f"<bevoegdheid>{powers}</bevoegdheid>"
    span = _span(f"{officer.started:%Y%m%d}", officer.ended)
    inner = f"{span}<door>{who}</door>{_code('functie', code, title)}{allowed}"
    return f"<heeft><{kind}>{inner}</{kind}></heeft>"


def _person(person: Person | None, form: str = "") -> str:
    if person is None:
        raise ValueError("a sole trader is a person")
    own = f"<persoonRechtsvorm>{form}</persoonRechtsvorm>" if form else ""
    given = person.name.removesuffix(person.surname).strip()
    return (
        f"<natuurlijkPersoon>{own}<volledigeNaam>{escape(person.name)}</volledigeNaam>"
        f"<geslachtsnaam>{escape(person.surname)}</geslachtsnaam>"
        f"<voornamen>{escape(given)}</voornamen>"
        f"<geboortedatum>{person.born:%Y%m%d}</geboortedatum></natuurlijkPersoon>"
    )


def _company(number: str, names: Mapping[str, str]) -> str:
    owns = f"<maatschappelijkeActiviteit><kvkNummer>{number}</kvkNummer>"
    return (
        f"<rechtspersoon><volledigeNaam>{escape(names[number])}</volledigeNaam>"
        f"<isEigenaarVan>{owns}</maatschappelijkeActiviteit></isEigenaarVan></rechtspersoon>"
    )
