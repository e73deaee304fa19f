"""Who a person or company in a message is: name, birth date in memory, KVK number.

A person is one person within a message only when name and birth date agree. A copy has a pseudonym
in place of the birth date, in an element of our own.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from lxml import etree

from connectors.hr import elements
from connectors.hr.elements import OWN, full_day, text
from connectors.hr.names import LEGAL, NAMED, PERSON
from connectors.kvk.values import Unreadable

PSEUDONYM = f"{{{OWN}}}pseudoniem"
_BORN = "geboortedatum"
_FORMED = re.compile(r"P[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class Party:
    """Who holds a function.

    Attributes:
        kind: natural or legal.
        kvk: KVK number of a company.
        rsin: number of a legal person or partnership.
        name: name of a person, or of a company without a number.
        born: birth date, in memory only.
        pseudonym: in its place in a copy.
    """

    kind: str
    kvk: str | None = None
    rsin: str | None = None
    name: str | None = None
    born: date | None = None
    pseudonym: str | None = None

    @property
    def is_known(self) -> bool:
        """True when there is anything to know the party by."""
        return any((self.kvk, self.rsin, self.name, self.pseudonym))


def party(relation: etree._Element | None) -> Party | None:
    """Return the party inside `door`, `moeder` or another relation, None when it is of no kind.

    Raises:
        Unreadable: a number or date is not one.
    """
    found = elements.first(relation, (PERSON, NAMED, *LEGAL))
    if found is None:
        return None
    if found.tag == PERSON:
        return Party("natural", None, None, name_of(found), _born(found), _pseudonym(found))
    if found.tag == NAMED:
        return Party("natural", name=text(found, "naam") or text(found, "volledigeNaam"))
    number = elements.digits(found, "isEigenaarVan/maatschappelijkeActiviteit/kvkNummer", 8)
    number = number or elements.digits(found, "kvkNummer", 8)
    rsin = None if number else elements.digits(found, "rsin", 9)
    name = text(found, "volledigeNaam") or text(found, "naamgeving/naam")
    return Party("legal", number, rsin, None if number else name)


def name_of(person: etree._Element) -> str | None:
    """Return given names, prefix and surname; the whole name when the surname is missing.

    The prefix stands in its own element, or else among the extra elements.
    """
    surname = text(person, "geslachtsnaam")
    if surname is None:
        return text(person, "volledigeNaam")
    prefix = text(person, "voorvoegselGeslachtsnaam") or _extra(person, "voorvoegsel")
    return " ".join(part for part in (text(person, "voornamen"), prefix, surname) if part)


def hide_births(root: etree._Element, form: Callable[[str, date], str]) -> None:
    """Put a pseudonym beside every birth date of a tree with local names; changes `root`.

    Args:
        root: the message.
        form: gives the pseudonym of a name and birth date.
    """
    for person in list(root.iter(PERSON)):
        name, born = name_of(person), _born(person)
        if name is not None and born is not None:
            etree.SubElement(person, PSEUDONYM).text = form(name, born)


def conflicts(parties: Iterable[Party]) -> int:
    """Count the names in a message that stand for people with different birth dates."""
    known: dict[str, set[date | str]] = {}
    for one in parties:
        mark = one.born or one.pseudonym
        if one.name is not None and mark is not None:
            known.setdefault(" ".join(one.name.casefold().split()), set()).add(mark)
    return sum(len(marks) > 1 for marks in known.values())


def _born(person: etree._Element) -> date | None:
    """A birth date that is known to the day; one that does not exist joins nobody."""
    try:
        return full_day(person, _BORN)
    except Unreadable:
        return None


def _pseudonym(person: etree._Element) -> str | None:
    formed = text(person, PSEUDONYM)
    return formed if formed is not None and _FORMED.fullmatch(formed) else None


def _extra(person: etree._Element, name: str) -> str | None:
    for extra in person.iterfind("extraElementen/extraElement"):
        if extra.get("naam") == name and extra.text:
            return extra.text.strip() or None
    return None
