"""Persons of a BRK message: a company by its KVK number, a person by name, masked ones by neither.

Numbers are the Kadaster's own, one per person, so that two titles of one holder stay together;
intake makes a pseudonym of them. Only the reference is left of a person who is masked.
"""

import re
from collections import Counter

from lxml import etree

from connectors.brk.facts import Party
from connectors.brk.forget import local
from connectors.brk.nodes import reference, text
from connectors.brk.references import References, number_of

NATURAL, LEGAL = "natural", "legal"
_KVK = re.compile(r"[0-9]{8}")
_MASKS = ("indicatieGeheim", "indicatieAfschermingPersoonsgegevens")
_OPEN = (None, "false", "0")
_NAME = ("voornamen", "voorvoegselsgeslachtsnaam", "geslachtsnaam")


def party(ref: etree._Element, references: References, notes: Counter[str]) -> Party:
    """Return the person that a reference points to; one outside the message has a number only."""
    kind = LEGAL if local(ref) == "NietNatuurlijkPersoonRef" else NATURAL
    _, number = reference(ref)
    person = references.follow(ref)
    if person is None:
        return Party(number, kind)
    number = number_of(person) or number
    if kind == LEGAL:
        return Party(number, kind, _kvk(person, notes), text(person, "statutaireNaam"))
    return Party(number, kind, name=_name(person, notes))


def _kvk(person: etree._Element, notes: Counter[str]) -> str | None:
    number = text(person, "kvkNummer")
    if number is None or _KVK.fullmatch(number):
        return number
    notes["kvkNummer that is not 8 digits"] += 1
    return None


def _name(person: etree._Element, notes: Counter[str]) -> str | None:
    if any(_flag(person, mask) not in _OPEN for mask in _MASKS):
        notes["masked persons"] += 1
        return None
    parts = [text(person, "naam", part) for part in _NAME]
    return " ".join(part for part in parts if part) or None


def _flag(person: etree._Element, name: str) -> str | None:
    """A mask that is present and says neither no nor 0 counts as set, whatever it says."""
    found = text(person, name)
    return None if found is None else found.lower()
