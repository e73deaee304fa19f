"""Answers of the insolvency register, one case per file, in SOAP 1.1 as the web service gives them.

Besides the planted cases stand a person's case, which the reader leaves out, a case without the
publication that declares it, and one that a list of removals takes out again.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from engine.sample.companies import Companies
from engine.sample.people import People
from engine.sample.records import Records, Row

_CIR = "http://www.rechtspraak.nl/namespaces/cir01"
_CONTENT = "http://www.rechtspraak.nl/namespaces/inspubber01"
_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity"
_DECLARED = {"F": "1300", "S": "3300"}
_ENDED = {
    "distribution": "1317", "lack_of_assets": "1316", "annulled": "1320", "composition": "1318",
    "other": "1324",
}  # fmt: skip
_ELSEWHERE = "99999995"
"""KVK number of no company of the sample."""


def write(records: Records, companies: Companies, out: Path, *, as_of: date, seed: int) -> None:
    """Write every answer below `out`; the folder is made."""
    out.mkdir(parents=True, exist_ok=True)
    writer = _Writer(companies, People(Random(f"{seed}:cir")), as_of - timedelta(days=1))
    long_ago = as_of - timedelta(days=100)
    extra: list[Row] = [
        {"case_id": "F.99/26/901", "enterprise_id": "", "declared_on": long_ago},
        {"case_id": "F.99/26/902", "enterprise_id": _ELSEWHERE, "declared_on": None},
        {"case_id": "F.99/26/903", "enterprise_id": _ELSEWHERE, "declared_on": long_ago},
    ]
    for number, row in enumerate([*records.insolvencies, *extra], start=1):
        _save(out / f"zaak_{number:04d}.xml", writer.case(row))
    _save(out / "verwijderd.xml", writer.removed("F.99/26/903"))
    _save(out / "laatste_wijziging.xml", writer.updated())


class _Writer:
    """Writes answers of one day."""

    def __init__(self, companies: Companies, people: People, day: date) -> None:
        self.names = {enterprise.kvk: enterprise.name for enterprise in companies.all}
        self.people, self.day = people, day
        self.moment = datetime.combine(day, time(5, 30), UTC)

    def case(self, row: Row) -> str:
        """The answer to getCase about one case; a case without KVK number is a person's."""
        number, kvk = str(row["case_id"]), str(row["enterprise_id"] or "")
        judge, curator = self.people.make(), self.people.make()
        name = self.names.get(kvk) or ("Elders B.V." if kvk else self.people.make().name)
        kind = "rechtspersoon" if kvk else "natuurlijk persoon"
        company = f"<KvKNummer>{kvk}</KvKNummer>" if kvk else ""
        inner = f"""\
<insolvente>
<insolventienummer>{number}</insolventienummer>
<behandelendeInstantieCode>45</behandelendeInstantieCode>
<behandelendeInstantieNaam>Rechtbank Den Haag</behandelendeInstantieNaam>
<behandelendeVestigingCode>2514</behandelendeVestigingCode>
<behandelendeVestigingNaam>Den Haag</behandelendeVestigingNaam>
<isPreHGKGepubliceerd>false</isPreHGKGepubliceerd>
<persoon>
<rechtspersoonlijkheid>{kind}</rechtspersoonlijkheid>
<achternaam>{escape(name)}</achternaam>{company}
</persoon>
<RC>mr. {escape(judge.name)}</RC>
<adressen><geheimAdres>false</geheimAdres></adressen>
<cbvers><cbv>
<datumBegin>{self.day}</datumBegin><titulatuur>mr</titulatuur>
<achternaam>{escape(curator.surname)}</achternaam><CB>C</CB>
</cbv></cbvers>
<publicatiegeschiedenis>
{"".join(_publications(row))}<instroomLegacy>false</instroomLegacy>
</publicatiegeschiedenis>
</insolvente>"""
        return self._answer("getCase", "inspubWebserviceInsolvente", inner)

    def removed(self, *numbers: str) -> str:
        """The answer to searchRemovedSince."""
        parts = "".join(
            f"<verwijderdeInsolventie><insolventienummer>{number}</insolventienummer>"
            f"<publicatieKenmerk>{_mark(number, '1300', 1)}</publicatieKenmerk>"
            "<reden>Eindevindbaarheid</reden></verwijderdeInsolventie>\n"
            for number in numbers
        )
        extracted = f"{self.moment:%Y-%m-%dT%H:%M:%S}.1234567+00:00"
        return self._answer(
            "searchRemovedSince",
            "verwijderdePublicatieLijst",
            parts,
            attribute=f' extractiedatum="{extracted}"',
        )

    def updated(self) -> str:
        """The answer to GetLastUpdate."""
        day = f"<lastUpdateDate>{self.day}+01:00</lastUpdateDate>"
        space = "http://www.rechtspraak.nl/namespaces/updateWs"
        return self._answer("GetLastUpdate", "lastUpdate", day, space=space)

    def _answer(
        self, operation: str, element: str, inner: str, *,
        attribute: str = "", space: str = _CONTENT,
    ) -> str:  # fmt: skip
        return f"""\
<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="{_SOAP}">
<soap:Header><wsse:Security xmlns:wsse="{_WSS}-secext-1.0.xsd">\
<wsu:Timestamp xmlns:wsu="{_WSS}-utility-1.0.xsd">\
<wsu:Created>{self.moment:%Y-%m-%dT%H:%M:%SZ}</wsu:Created></wsu:Timestamp>\
</wsse:Security></soap:Header>
<soap:Body><{operation}Response xmlns="{_CIR}"><{operation}Result>
<{element} xmlns="{space}"{attribute}>
{inner}
</{element}>
</{operation}Result></{operation}Response></soap:Body>
</soap:Envelope>
"""


def _publications(row: Row) -> Sequence[str]:
    """Its declaration and its end; a case without a declaration has a meeting only."""
    number, declared, ended = str(row["case_id"]), row["declared_on"], row.get("ended_on")
    found = []
    if isinstance(declared, date):
        found.append((declared, _DECLARED[number[0]]))
    else:
        found.append((date(2026, 1, 5), "1309"))
    if isinstance(ended, date):
        found.append((ended, _ENDED[str(row["end_kind"] or "other")]))
    return [
        f"<publicatie><publicatieDatum>{day}</publicatieDatum>"
        f"<publicatieKenmerk>{_mark(number, code, k)}</publicatieKenmerk>"
        f"<publicatieOmschrijving>Publicatie van {day:%d-%m-%Y}</publicatieOmschrijving>"
        f"<publicatieSoortCode>{code}</publicatieSoortCode>"
        "<publicerendeInstantieCode>45</publicerendeInstantieCode></publicatie>\n"
        for k, (day, code) in enumerate(found, start=1)
    ]


def _mark(number: str, code: str, sequence: int) -> str:
    letter, _, rest = number.partition(".")
    _, year, serial = rest.split("/")
    return f"09.dha.{year}.{serial}.{letter}.{code}.{sequence}.00"


def _save(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
