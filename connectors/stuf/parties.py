"""The applicant of a case: a person by name, a company by name and perhaps KVK number.

StUF-BG 0310 has no field for a KVK number. Some senders write it in `inn.nnpId`, the field of
the RSIN; only an option makes it one.
"""

from collections import Counter

from lxml import etree

from connectors.cases.case import Unusable
from connectors.stuf.elements import child, children, name, text, value

_STAFF = frozenset({"medewerker", "organisatorischeEenheid"})
_OTHER = frozenset({"identificatie", "tijdstipRegistratie"})


def party(initiator: etree._Element, notes: Counter[str], *, kvk_in_rsin: bool) -> dict[str, str]:
    """Return `kvk` and `name` of the applicant, empty when nobody is known.

    Args:
        initiator: `heeftAlsInitiator`.
        notes: gets what is odd, with counts.
        kvk_in_rsin: True when this sender writes KVK numbers in the field of the RSIN.

    Raises:
        Unusable: another kind of applicant than is known.
    """
    related = child(initiator, "gerelateerde")
    for element in related if related is not None else ():
        local = name(element)
        if local in _STAFF:
            notes["staff as initiator"] += 1
        elif local == "natuurlijkPersoon":
            return _filled(name=_full_name(element))
        elif local == "nietNatuurlijkPersoon":
            number = _number(element, notes, kvk_in_rsin=kvk_in_rsin)
            return _filled(kvk=number, name=text(element, "statutaireNaam"))
        elif local == "vestiging":
            return _filled(name=_branch(element, notes))
        elif local not in _OTHER:
            raise Unusable(f"heeftAlsInitiator: {local[:40]} is not known")
    return {}


def _filled(**told: str | None) -> dict[str, str]:
    return {key: text for key, text in told.items() if text}


def _full_name(person: etree._Element) -> str | None:
    surname = text(person, "geslachtsnaam")
    if surname is None:
        return None
    first = text(person, "voornamen") or text(person, "voorletters")
    prefix = text(person, "voorvoegselGeslachtsnaam")
    return " ".join(part for part in (first, prefix, surname) if part)


def _number(company: etree._Element, notes: Counter[str], *, kvk_in_rsin: bool) -> str | None:
    number = text(company, "inn.nnpId")
    if number is None or (len(number) == 9 and number.isdigit()):
        return None
    if kvk_in_rsin and len(number) == 8 and number.isdigit():
        return number
    notes[f"numbers of applicants/inn.nnpId: {len(number)} characters in place of 9 digits"] += 1
    return None


def _branch(branch: etree._Element, notes: Counter[str]) -> str | None:
    number = text(branch, "vestigingsNummer")
    if number is not None and (len(number) != 12 or not number.isdigit()):
        what = f"{len(number)} characters in place of 12 digits"
        notes[f"numbers of applicants/vestigingsNummer: {what}"] += 1
    names = (value(part) for part in children(branch, "handelsnaam"))
    return next((found for found in names if isinstance(found, str)), None)
