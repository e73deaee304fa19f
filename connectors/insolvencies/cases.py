"""One case as the register tells it: whose it is, how it went, until when it may be shown.

Of a person nothing but a KVK number is read. Names, addresses, curators and judges are dropped
before this module sees an answer.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from lxml import etree

from connectors.insolvencies import values
from connectors.insolvencies.codes import Codes
from connectors.insolvencies.history import Publication, publications
from connectors.insolvencies.messages import Message
from connectors.insolvencies.values import Unreadable, children, local

NUMBER = re.compile(r"([FSR])\.([0-9]{2}/)?[0-9]{2}/[0-9]{1,4}")
KINDS = {"F": "bankruptcy", "S": "suspension_of_payment"}
DEBT_RESTRUCTURING = "R"
_KVK = re.compile(r"[0-9]{5,8}")
_KVK_DIGITS = 8
_KNOWN = {
    "insolvente": {
        "preHGKInsolventieNummer", "insolventienummer", "behandelendeInstantieCode",
        "behandelendeInstantieNaam", "behandelendeVestigingCode", "behandelendeVestigingNaam",
        "isPreHGKGepubliceerd", "persoon", "vorigInsolventienummer", "adressen",
        "handelendOnderDeNamen", "publicatiegeschiedenis", "beschikbareVerslagen",
        "eindeVindbaarheid",
    },
    "persoon": {"rechtspersoonlijkheid", "KvKNummer"},
    "handelendOnderDeNaam": {"KvKNummer"},
    "publicatie": {
        "publicatieDatum", "publicatieKenmerk", "publicatieSoortCode", "publicerendeInstantieCode",
    },
}  # fmt: skip
"""Children of an element that are read, or known and not needed; what is dropped is gone."""


@dataclass(frozen=True, slots=True)
class Case:
    """What one answer says about one case.

    Attributes:
        case_id: number of the case; with the court behind `#` when the number has none itself.
        number: number as written.
        is_person: of a natural person.
        companies: KVK numbers, the case's own first, the others sorted.
        history: its publications, by day.
        court: code of the court that handles it.
        previous: number of the case that this one continues.
        findable_until: last day on which the register may show it.
        notes: what the run report must say, with counts; no part of what the case says.
    """

    file: str
    case_id: str
    number: str
    is_person: bool
    companies: tuple[str, ...]
    history: tuple[Publication, ...]
    court: str | None = None
    previous: str | None = None
    findable_until: date | None = None
    said_at: datetime | None = None
    notes: Counter[str] = field(default_factory=Counter, compare=False)

    @property
    def is_kept(self) -> bool:
        """True for a bankruptcy or suspension of payment of a legal person or of a company."""
        return self.letter != DEBT_RESTRUCTURING and (not self.is_person or bool(self.companies))

    @property
    def letter(self) -> str:
        """F, S or R: the kind of the case."""
        return self.number[0]

    @property
    def marks(self) -> frozenset[str]:
        """Marks of its publications, by which other answers name the case."""
        return frozenset(publication.mark for publication in self.history)

    @property
    def facts(self) -> tuple[object, ...]:
        """What the case says, to tell whether two answers say the same."""
        return (
            self.is_person, self.companies, self.history, self.previous, self.findable_until,
        )  # fmt: skip


def read(message: Message, codes: Codes) -> Case:
    """Read the case in an answer.

    Raises:
        Unreadable: a value that is needed is missing or not what it should be.
    """
    parts = list(children(message.content, "insolvente"))
    if len(parts) != 1:
        raise Unreadable(f"{len(parts)} elements insolvente in one answer instead of 1")
    element = parts[0]
    number = _number(element)
    notes: Counter[str] = Counter(_unknown(element))
    person = values.child(element, "persoon")
    if person is None:
        raise Unreadable("persoon is missing")
    is_person = _is_person(person, codes)
    if _is_shielded(element):
        notes["addresses kept secret"] += 1
    return Case(
        file=message.file,
        case_id=_case_id(element, number),
        number=number,
        is_person=is_person,
        companies=_companies(element, person, is_person, notes),
        history=publications(element),
        court=values.text(element, "behandelendeInstantieCode"),
        previous=_previous(element),
        findable_until=values.day(element, "eindeVindbaarheid"),
        said_at=message.said_at,
        notes=notes,
    )


def case_number(element: etree._Element) -> str | None:
    """Number of the case in an answer, None when it has none that can be read."""
    word = values.text(element, "insolventienummer")
    return word if word and NUMBER.fullmatch(word) else None


def has_court(number: str) -> bool:
    """True when a number names its court, so that no other court has a case of that number."""
    return number.count("/") > 1


def _number(element: etree._Element) -> str:
    number = case_number(element)
    if number is None:
        raise Unreadable("insolventienummer is missing or not the number of a case")
    return number


def _case_id(element: etree._Element, number: str) -> str:
    if has_court(number):
        return number
    return f"{number}#{values.text(element, 'behandelendeInstantieCode') or 'unknown'}"


def _is_person(person: etree._Element, codes: Codes) -> bool:
    word = values.text(person, "rechtspersoonlijkheid")
    if word is None:
        raise Unreadable("rechtspersoonlijkheid is missing")
    if word not in codes.persons:
        raise Unreadable(f"rechtspersoonlijkheid is not listed: {word[:40]!r}")
    return codes.persons[word]


def _companies(
    element: etree._Element, person: etree._Element, is_person: bool, notes: Counter[str]
) -> tuple[str, ...]:
    """KVK numbers of the case; former trade names are no company of it any more."""
    names = values.child(element, "handelendOnderDeNamen")
    trading = [] if names is None else list(children(names, "handelendOnderDeNaam"))
    current = [name for name in trading if name.get("voorheen", "false").strip() != "true"]
    own = _kvk(person, is_person, notes)
    others = {_kvk(name, is_person, notes) for name in current} - {own, None}
    return tuple(number for number in (own, *sorted(filter(None, others))) if number)


def _kvk(element: etree._Element, is_person: bool, notes: Counter[str]) -> str | None:
    """KVK number with its leading zeros; the schema allows five to eight digits."""
    word = values.text(element, "KvKNummer")
    if word is None:
        return None
    if not _KVK.fullmatch(word):
        if is_person:
            notes["KVK numbers of persons that are none"] += 1
            return None
        raise Unreadable("KvKNummer is not a number of 5 to 8 digits")
    if len(word) < _KVK_DIGITS:
        notes["KVK numbers without their leading zeros"] += 1
    return word.zfill(_KVK_DIGITS)


def _is_shielded(element: etree._Element) -> bool:
    addresses = values.child(element, "adressen")
    return addresses is not None and bool(values.flag(addresses, "geheimAdres"))


def _previous(element: etree._Element) -> str | None:
    """Number of the continued case; a person's debt restructuring is never named."""
    word = values.text(element, "vorigInsolventienummer")
    is_named = word is not None and NUMBER.fullmatch(word) and word[0] in KINDS
    return word if is_named else None


def _unknown(element: etree._Element) -> list[str]:
    """Elements that the schema does not have, by name."""
    return [
        f"unknown elements/{local(parent)}/{local(part)[:60]}"
        for parent in element.iter()
        if local(parent) in _KNOWN
        for part in parent
        if local(part) not in _KNOWN[local(parent)]
    ]
