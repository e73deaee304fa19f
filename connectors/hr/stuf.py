"""StUF-BG 0310: branches in an answer `vesLa01`, one record per object.

The answer has no dates, and only sometimes the number of the company. `noValue` is empty.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from connectors.delivery import Quarantined
from connectors.hr import elements
from connectors.hr.branches import Branch
from connectors.hr.elements import text
from connectors.hr.messages import Message
from connectors.hr.places import Place
from connectors.hr.registration import BranchAnswer, moment_of
from connectors.kvk.values import Unreadable

_ADDRESS = {
    "gor.openbareRuimteNaam": "street",
    "gor.straatnaam": "street",
    "aoa.huisnummer": "house_number",
    "aoa.huisletter": "house_letter",
    "aoa.huisnummertoevoeging": "house_addition",
    "aoa.postcode": "postcode",
    "wpl.woonplaatsNaam": "town",
}
_BESIDE = frozenset({"aoa.identificatie", "aoa.aanduidingBijHuisnummer", "wpl.identificatie"})
_KNOWN = frozenset(
    {
        "vestigingsNummer", "handelsnaam", "verblijfsadres", "sub.correspondentieAdres",
        "kvkNummer",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Empty:
    """An answer without objects."""

    file: str
    line: int


def read(message: Message) -> Iterator[BranchAnswer | Quarantined | Empty]:
    """Yield the branches of an answer.

    Raises:
        Unreadable: the message does not say when it was made in a way that can be read.
    """
    moment = moment_of(message.root, "stuurgegevens/tijdstipBericht")
    objects = message.root.findall("antwoord/object")
    if not objects:
        yield Empty(message.file, message.line)
    for number, element in enumerate(objects):
        line = elements.line_of(element)
        try:
            notes: Counter[str] = Counter()
            branch = _branch(element, notes)
        except Unreadable as error:
            yield Quarantined(message.file, line, None, str(error))
        else:
            spot = (message.spot, number)
            yield BranchAnswer(message.file, line, spot, moment, notes, branch, True)


def _branch(element: etree._Element, notes: Counter[str]) -> Branch:
    kind = next((v for k, v in element.attrib.items() if str(k).endswith("entiteittype")), "VES")
    if kind != "VES":
        raise Unreadable(f"an object of type {kind!s:.10}, where VES was expected")
    branch_id = elements.digits(element, "vestigingsNummer", 12)
    if branch_id is None:
        raise Unreadable("an object without vestigingsNummer")
    notes.update(
        f"unknown elements/{child.tag!s:.60}" for child in element if child.tag not in _KNOWN
    )
    found = next(element.iter("kvkNummer"), None)
    number = None if found is None else elements.digits(found, ".", 8)
    columns = {} if number is None else {"enterprise_id": number}
    return Branch(branch_id, columns, _place(element, notes), name=text(element, "handelsnaam"))


def _place(element: etree._Element, notes: Counter[str]) -> Place:
    address = element.find("verblijfsadres")
    if address is None:
        return Place()
    notes.update(
        f"unknown elements/{part.tag!s:.60}"
        for part in address
        if part.tag not in _ADDRESS and part.tag not in _BESIDE
    )
    parts = {name: word for key, name in _ADDRESS.items() if (word := text(address, key))}
    return Place(dict(parts))
