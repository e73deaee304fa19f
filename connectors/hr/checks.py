"""What the run report must say about one message: names, numbers and people that need a look."""

from collections import Counter
from collections.abc import Sequence

from lxml import etree

from connectors.hr import endings, people
from connectors.hr.branches import Branch
from connectors.hr.codes import Codes
from connectors.hr.elements import text
from connectors.hr.names import KNOWN
from connectors.hr.officers import Officer

NO_VALUE = "registratieTijdstipNoValue"


def names(product: etree._Element, codes: Codes, notes: Counter[str]) -> None:
    """Count elements that are not known, and blocks that the municipality may not see."""
    for element in product.iter("{*}*"):
        name = element.tag
        if name not in KNOWN and isinstance(name, str) and name[0] != "{":
            notes[f"unknown elements/{name[:60]}"] += 1
        why = element.get(NO_VALUE)
        if why == "nietGeautoriseerd":
            parent = element.getparent()
            where = "product" if parent is None else str(parent.tag)
            notes[f"not authorised/{where[:60]}"] += 1
        elif why is not None and (NO_VALUE, why) not in codes.words:
            notes[f"codes not listed/{NO_VALUE}/{why[:20]}"] += 1


def numbers(root: etree._Element, activity: etree._Element, number: str) -> Counter[str]:
    """Tell where a message calls one registration by several numbers, and soft check digits."""
    notes: Counter[str] = Counter()
    others = {
        "onderneming/kvkNummer": text(activity, "manifesteertZichAls/onderneming/kvkNummer"),
        "meldingen/referentie": text(root, "meldingen/informatie/referentie"),
    }
    for name, other in others.items():
        if other is not None and other != number:
            notes[f"numbers that differ from that of the registration/{name}"] += 1
    weights = range(8, 0, -1)
    if number >= "5" and sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11:
        notes["check digits/kvkNummer"] += 1
    return notes


def persons(activity: etree._Element, found: Sequence[Officer], notes: Counter[str]) -> None:
    """Count states of persons, names with two birth dates, and people without a birth date."""
    endings.count_personal(activity, notes)
    parties = {officer.party for officer in found}
    if clashes := people.conflicts(parties):
        notes["persons with one name and two birth dates"] += clashes
    unsure = [p for p in parties if p.kind == "natural" and not p.born and not p.pseudonym]
    if unsure:
        notes["persons without a birth date"] += len(unsure)


def branches(activity: etree._Element, found: Sequence[Branch], notes: Counter[str]) -> None:
    """Count registrations without a branch, and their activities, which have none to stand at."""
    if found:
        return
    notes["registrations without a branch"] += 1
    if next(activity.iter("sbiActiviteit"), None) is not None:
        notes["registrations with activities but without a branch"] += 1
