"""Answers of the insolvency register, made from a few values; everybody in them is invented."""

from collections.abc import Sequence
from pathlib import Path

from connectors.delivery import Ignored, Item, Note
from tests.connectors import deliver

CIR = "http://www.rechtspraak.nl/namespaces/cir01"
CONTENT = "http://www.rechtspraak.nl/namespaces/inspubber01"
SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity"
PERSONAL = ("Verzonnen", "Zandstra", "Rietgors", "Kwikstaart", "1961-03-04", "030-0000000")
COMPANY = "99098123"
NUMBER = "F.16/26/1"

Events = Sequence[tuple[str, str]]
DECLARED: Events = (("2026-03-02", "1300"),)


def mark(number: str, code: str, sequence: int) -> str:
    """Mark of a publication; in the register it cannot be derived from the case number."""
    letter, rest = number.split(".")
    return f"16.mne.26.{rest.rpartition('/')[2]}.{letter}.{code}.{sequence}.00"


def case(number: str = NUMBER, events: Events = DECLARED, /, **given: str) -> str:
    """An `insolvente` without envelope.

    Args:
        number: insolventienummer.
        events: day and kind code of each publication.
        given: `kvk` ("" for none), `person` (natuurlijk persoon or rechtspersoon), `names`,
            `until` (eindeVindbaarheid), `previous`, `court`, `curator`, `secret`, `extra`.
    """
    kvk = given.get("kvk", COMPANY)
    published = "".join(
        f"<publicatie><publicatieDatum>{day}</publicatieDatum>"
        f"<publicatieKenmerk>{mark(number, code, k)}</publicatieKenmerk>"
        "<publicatieOmschrijving>Uitspraak over Verzonnen</publicatieOmschrijving>"
        f"<publicatieSoortCode>{code}</publicatieSoortCode>"
        "<publicerendeInstantieCode>42</publicerendeInstantieCode></publicatie>"
        for k, (day, code) in enumerate(events, start=1)
    )
    return (
        f"<insolvente><insolventienummer>{number}</insolventienummer>"
        f"{_element('behandelendeInstantieCode', given.get('court', '42'))}"
        "<persoon>"
        f"{_element('rechtspersoonlijkheid', given.get('person', 'rechtspersoon'))}"
        "<voornaam>Verzonnen</voornaam><achternaam>Zandstra</achternaam>"
        f"<geboortedatum>1961-03-04</geboortedatum>{_element('KvKNummer', kvk)}</persoon>"
        "<RC>mr. R. Rietgors</RC>"
        f"{_element('vorigInsolventienummer', given.get('previous', ''))}"
        f"<adressen><geheimAdres>{given.get('secret', 'false')}</geheimAdres>"
        "<adres><straat>Rietgors</straat><huisnummer>1</huisnummer></adres></adressen>"
        f"{given.get('names', '')}"
        f"<cbvers><cbv><achternaam>{given.get('curator', 'Kwikstaart')}</achternaam><CB>C</CB>"
        "<adres><telefoonnummer>030-0000000</telefoonnummer></adres></cbv></cbvers>"
        f"<publicatiegeschiedenis>{published}<instroomLegacy>false</instroomLegacy>"
        f"</publicatiegeschiedenis>{given.get('extra', '')}"
        f"{_element('eindeVindbaarheid', given.get('until', ''))}</insolvente>"
    )


def names(*numbers: str, former: str = "") -> str:
    """Trade names with KVK numbers; `former` is the number of a former one."""
    parts = "".join(_name(number, "false") for number in numbers)
    parts += _name(former, "true") if former else ""
    return f"<handelendOnderDeNamen>{parts}</handelendOnderDeNamen>"


def answer(content: str, *, soap: str = SOAP_12, said_at: str = "") -> str:
    """The answer to getCase with this content, in an envelope that may say when it was made."""
    inner = f'<inspubWebserviceInsolvente xmlns="{CONTENT}">{content}</inspubWebserviceInsolvente>'
    return envelope(inner, "getCase", soap=soap, said_at=said_at)


def envelope(inner: str, operation: str, *, soap: str = SOAP_12, said_at: str = "") -> str:
    """An envelope around the result of an operation."""
    stamp = (
        f'<s:Header><wsse:Security xmlns:wsse="{SECURITY}-secext-1.0.xsd">'
        f'<wsu:Timestamp xmlns:wsu="{SECURITY}-utility-1.0.xsd"><wsu:Created>{said_at}'
        "</wsu:Created></wsu:Timestamp></wsse:Security></s:Header>"
    )
    return (
        f'<s:Envelope xmlns:s="{soap}">{stamp if said_at else ""}<s:Body>'
        f'<{operation}Response xmlns="{CIR}"><{operation}Result>{inner}</{operation}Result>'
        f"</{operation}Response></s:Body></s:Envelope>"
    )


def exception(code: str, element: str = "publicatieLijst") -> str:
    """An exception with HTTP 200 in place of the content."""
    said = (
        "" if element == "inspubWebserviceInsolvente" else ' extractiedatum="2026-10-31T06:00:00"'
    )
    inner = (
        f'<{element} xmlns="{CONTENT}"{said}><exceptie errorcode="{code}">x</exceptie></{element}>'
    )
    return envelope(inner, "searchByDate")


def listed(*marks: str, operation: str = "searchModifiedSince") -> str:
    """A list of publications."""
    parts = "".join(f"<publicatieKenmerk>{one}</publicatieKenmerk>" for one in marks)
    moment = "2026-10-31T07:00:00.1234567+01:00"
    inner = (
        f'<publicatieLijst xmlns="{CONTENT}" extractiedatum="{moment}">{parts}</publicatieLijst>'
    )
    return envelope(inner, operation)


def removed(
    *numbers: str, at: str = "2026-10-30T07:00:00.1234567+01:00", kind: str = "1300"
) -> str:
    """A list of removed cases."""
    parts = "".join(
        f"<verwijderdeInsolventie><insolventienummer>{number}</insolventienummer>"
        f"<publicatieKenmerk>{mark(number, kind, 1)}</publicatieKenmerk>"
        "<reden>Eindevindbaarheid</reden></verwijderdeInsolventie>"
        for number in numbers
    )
    root = "verwijderdePublicatieLijst"
    inner = f'<{root} xmlns="{CONTENT}" extractiedatum="{at}">{parts}</{root}>'
    return envelope(inner, "searchRemovedSince")


def updated(day: str = "2026-10-30+01:00") -> str:
    """The day of the register's last update."""
    space = "http://www.rechtspraak.nl/namespaces/updateWs"
    inner = f'<lastUpdate xmlns="{space}"><lastUpdateDate>{day}</lastUpdateDate></lastUpdate>'
    return envelope(inner, "GetLastUpdate")


def write(folder: Path, *answers: str) -> list[Path]:
    """Write each answer to a file of its own."""
    files = []
    for number, text in enumerate(answers, start=1):
        files.append(folder / f"{number}.xml")
        files[-1].write_text(text, "utf-8")
    return files


def read(folder: Path, *answers: str, **entry: object) -> list[Item]:
    """What the connector gives for these answers."""
    return deliver.read(write(folder, *answers), id="cir", connector="cir", **entry)


def facts(items: Sequence[Item]) -> list[dict[str, object]]:
    """Values of all rows."""
    return [dict(row.values) for row in deliver.rows(items)]


def reasons(items: Sequence[Item]) -> dict[str, int]:
    """Counts of what was left out, by reason."""
    found: dict[str, int] = {}
    for item in items:
        if isinstance(item, Ignored):
            found[item.reason] = found.get(item.reason, 0) + item.count
    return found


def notes(items: Sequence[Item]) -> dict[str, int | str]:
    """All notes."""
    return {item.key: item.value for item in items if isinstance(item, Note)}


def _element(name: str, text: str) -> str:
    return f"<{name}>{text}</{name}>" if text else ""


def _name(number: str, former: str) -> str:
    return (
        f'<handelendOnderDeNaam voorheen="{former}"><handelsnaam>Zandstra Bouw</handelsnaam>'
        f"<KvKNummer>{number}</KvKNummer></handelendOnderDeNaam>"
    )
