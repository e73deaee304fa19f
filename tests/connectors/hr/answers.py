"""Invented messages of the Handelsregister Dataservice, with the shape of the real ones."""

from pathlib import Path

from connectors.delivery import Item, Note
from tests.connectors import deliver

KVK, OTHER = "90000012", "90000020"
MAIN, SIDE = "000000000013", "000000000025"
MOMENT = "20261030120000000"
SERVICE = "http://schemas.kvk.nl/schemas/hrip/dataservice/2015/02"
CATALOGUE = "http://schemas.kvk.nl/schemas/hrip/catalogus/2015/02"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def code(name: str, value: str | None) -> str:
    """An enumeration; nothing when there is no value."""
    if value is None:
        return ""
    return f"<{name}><code>{value}</code><omschrijving>tekst</omschrijving></{name}>"


def span(started: str | None = "20200101", ended: str | None = None, name: str = "") -> str:
    """Begin and end under `registratie` or another name."""
    name = name or "registratie"
    begin = f"<datumAanvang>{started}</datumAanvang>" if started else ""
    end = f"<datumEinde>{ended}</datumEinde>" if ended else ""
    return f'<{name} registratieTijdstipNoValue="vastgesteldOnbekend">{begin}{end}</{name}>'


def person(
    given: str = "Noor", surname: str = "Verzonnen", born: str = "19800229", inner: str = ""
) -> str:
    """A natural person."""
    return (
        f"<natuurlijkPersoon>{inner}<volledigeNaam>{given} {surname}</volledigeNaam>"
        f"<geslachtsnaam>{surname}</geslachtsnaam><voornamen>{given}</voornamen>"
        f"<geboortedatum>{born}</geboortedatum></natuurlijkPersoon>"
    )


def company(number: str | None = OTHER, rsin: str | None = None, inner: str = "") -> str:
    """A legal person as it stands in a function."""
    owns = (
        f"<isEigenaarVan><maatschappelijkeActiviteit><kvkNummer>{number}</kvkNummer>"
        "</maatschappelijkeActiviteit></isEigenaarVan>"
    )
    return (
        f"<rechtspersoon><volledigeNaam>Proef B.V.</volledigeNaam>{owns if number else ''}"
        f"{f'<rsin>{rsin}</rsin>' if rsin else ''}{inner}</rechtspersoon>"
    )


def function(
    kind: str = "bestuursfunctie",
    number: str = "02",
    who: str | None = None,
    inner: str = "",
    *,
    started: str | None = "20200101",
    ended: str | None = None,
) -> str:
    """Somebody's function at an owner."""
    return (
        f"<heeft><{kind}>{span(started, ended)}<door>{who or person()}</door>"
        f"{code('functie', number)}{inner}</{kind}></heeft>"
    )


def powers(value: str, inner: str = "") -> str:
    """Powers of a director or partner."""
    return f"<bevoegdheid>{code('soort', value)}{inner}</bevoegdheid>"


def bv(*inner: str, rsin: str = "992386032") -> str:
    """A BV as owner."""
    naming = "<naamgeving><naam>Proef Werken B.V.</naam></naamgeving>"
    return (
        f"<rechtspersoon><persoonRechtsvorm>Besloten Vennootschap</persoonRechtsvorm>"
        f"{''.join(inner)}<rsin>{rsin}</rsin>{naming}{code('rechtsvorm', 'BV')}</rechtspersoon>"
    )


def location(
    inner: str | None = None, *, shielded: str | None = "N", text: str | None = None
) -> str:
    """A visiting address; by default Voorbeeldweg 3 A."""
    street = "<straatnaam>Voorbeeldweg</straatnaam><huisnummer>3</huisnummer>"
    parts = f"{street}<huisletter>A</huisletter>{postcode()}<plaats>Kaag</plaats>"
    address = f"<adres><binnenlandsAdres>{inner or parts}</binnenlandsAdres></adres>"
    whole = f"<volledigAdres>{text}</volledigAdres>" if text else ""
    return f"<bezoekLocatie>{span()}{code('afgeschermd', shielded)}{address}{whole}</bezoekLocatie>"


def postcode(area: str = "2371", letters: str = "AA") -> str:
    """A postcode in two parts."""
    return (
        f"<postcode><cijfercombinatie>{area}</cijfercombinatie>"
        f"<lettercombinatie>{letters}</lettercombinatie></postcode>"
    )


def sbi(value: str, main: str = "J", ended: str | None = None) -> str:
    """An SBI activity."""
    flag = code("isHoofdactiviteit", main)
    return f"<sbiActiviteit>{span(ended=ended)}{code('sbiCode', value)}{flag}</sbiActiviteit>"


def branch(
    number: str = MAIN,
    inner: str | None = None,
    *,
    ended: str | None = None,
    kind: str = "commercieleVestiging",
    name: str = "Proef Werkplaats",
) -> str:
    """A branch with an address and one activity."""
    if inner is None:
        inner = location() + f"<activiteiten>{sbi('95311')}</activiteiten>"
    named = f"<eersteHandelsnaam>{name}</eersteHandelsnaam>"
    return (
        f"<{kind}>{span(ended=ended)}<vestigingsnummer>{number}</vestigingsnummer>{inner}{named}"
        f"</{kind}>"
    )


def business(*branches: str, inner: str = "", number: str = KVK) -> str:
    """An onderneming with its branches."""
    held = "".join(f"<wordtUitgeoefendIn>{one}</wordtUitgeoefendIn>" for one in branches)
    return (
        f"<manifesteertZichAls><onderneming>{span()}<kvkNummer>{number}</kvkNummer>{inner}{held}"
        "</onderneming></manifesteertZichAls>"
    )


def led_from(one: str) -> str:
    """The main branch."""
    return f"<wordtGeleidVanuit>{one}</wordtGeleidVanuit>"


def owned(owner: str, *, ended: str | None = None, name: str = "heeftAlsEigenaar") -> str:
    """The owner of a registration, with the begin and end of that relation."""
    return f"<{name}>{span('20200101', ended, 'relatieRegistratie')}{owner}</{name}>"


def registration(
    *inner: str,
    number: str = KVK,
    started: str = "20200101",
    ended: str | None = None,
    moment: str | None = MOMENT,
    notices: str | None = None,
) -> str:
    """An answer of `ophalenInschrijving`; by default of a BV with a main branch."""
    parts = inner or (business(branch()), led_from(branch()), owned(bv(function())))
    product = (
        f'<maatschappelijkeActiviteit xmlns="{CATALOGUE}">{span(started, ended)}'
        f"<kvkNummer>{number}</kvkNummer>{''.join(parts)}</maatschappelijkeActiviteit>"
    )
    return answer(f"<product>{product}</product>", moment=moment, notices=notices, number=number)


def answer(
    product: str = "",
    *,
    kind: str = "ophalenInschrijvingResponse",
    moment: str | None = MOMENT,
    notices: str | None = None,
    number: str = KVK,
) -> str:
    """An answer in its envelope."""
    if notices is None:
        notices = f"<informatie><code>IPD0000</code><referentie>{number}</referentie></informatie>"
    told = "" if moment is None else f' peilmoment="{moment}"'
    return enveloped(
        f'<{kind} xmlns="{SERVICE}"{told}><meldingen>{notices}</meldingen>{product}</{kind}>'
    )


def enveloped(body: str) -> str:
    """A body in a SOAP 1.1 envelope."""
    return f'<s:Envelope xmlns:s="{SOAP}"><s:Header/><s:Body>{body}</s:Body></s:Envelope>'


def branch_answer(inner: str | None = None, *, moment: str = MOMENT, number: str = MAIN) -> str:
    """An answer of `ophalenVestiging`."""
    of = (
        "<isEenUitoefeningVan><onderneming><isEenManifestatieVan><maatschappelijkeActiviteit>"
        f"<kvkNummer>{KVK}</kvkNummer></maatschappelijkeActiviteit></isEenManifestatieVan>"
        "</onderneming></isEenUitoefeningVan>"
    )
    product = f"<product>{branch(number, location() + (inner or of))}</product>"
    return answer(product, kind="ophalenVestigingResponse", moment=moment)


def fault(value: str, *, product: str = "") -> str:
    """An answer that only says what went wrong."""
    notices = f"<fout><code>{value}</code><omschrijving>fout over Noor</omschrijving></fout>"
    return answer(product, notices=notices)


def write(folder: Path, *messages: str | bytes) -> list[Path]:
    """Write messages as `a0.xml`, `a1.xml` …."""
    files = []
    for number, message in enumerate(messages):
        file = folder / f"a{number}.xml"
        file.write_bytes(message.encode() if isinstance(message, str) else message)
        files.append(file)
    return files


def read(folder: Path, *messages: str | bytes, **entry: object) -> list[Item]:
    """Everything that the connector yields for some messages."""
    return read_files(*write(folder, *messages), **entry)


def read_files(*files: Path, **entry: object) -> list[Item]:
    """Everything that the connector yields for some files."""
    entry = {"delivered_on": "2026-10-31", **entry}
    return deliver.read(files, id="hr", connector="hr_dataservice", **entry)


def notes(items: list[Item]) -> dict[str, int | str]:
    """What the run report must say."""
    return {item.key: item.value for item in items if isinstance(item, Note)}
