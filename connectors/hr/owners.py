"""The owner of a registration: which kind it is, its legal form, names and number."""

from collections import Counter
from collections.abc import Mapping

from lxml import etree

from connectors.hr import elements
from connectors.hr.codes import Codes
from connectors.hr.elements import text
from connectors.hr.names import LEGAL, PERSON

RELATIONS = ("heeftAlsEigenaar", "hadAlsEigenaar")
_FORMS = {
    "rechtspersoon": ("RechtsvormRechtspersoon", "rechtsvorm"),
    "samenwerkingsverband": ("RechtsvormSamenwerkingsverband", "rechtsvorm"),
    "buitenlandseVennootschap": (
        "RechtsvormBuitenlandseVennootschap",
        "buitenlandseVennootschapGegevens/rechtsvormcategorie",
    ),
}
"""Kind of owner -> group of its legal form's code, and where the code stands."""
_FINER = {
    "publiekrechtelijkeRechtsvorm": "RechtsvormPubliekrechtelijk",
    "overigePrivaatrechtelijkeRechtsvorm": "RechtsvormOverigePrivaatrechtelijke",
}
_NAMED_FORMS = {
    PERSON: "Eenmanszaak",
    "eenmanszaakMetMeerdereEigenaren": "Eenmanszaak met meer dan één eigenaar",
    "rechtspersoonInOprichting": "Rechtspersoon in oprichting",
}
"""Kinds of owners without a code: the name of their form in `legal_forms.csv`."""


def all_of(activity: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    """Return relation and owner, the present one first, then a former one."""
    found = []
    for name in RELATIONS:
        relation = activity.find(name)
        owner = elements.first(relation, (PERSON, *LEGAL))
        if relation is not None and owner is not None:
            found.append((relation, owner))
    return found


def unknown_kinds(activity: etree._Element) -> list[str]:
    """Name owners of a kind that is not known."""
    allowed = {PERSON, *LEGAL, "relatieRegistratie", "extraElementen"}
    relations = (activity.find(name) for name in RELATIONS)
    return [
        str(child.tag)[:60]
        for relation in relations
        if relation is not None
        for child in relation
        if child.tag not in allowed
    ]


def legal_form(owner: etree._Element, codes: Codes, notes: Counter[str]) -> str | None:
    """Return the fixed word for the owner's legal form; None, and told, when not listed."""
    kind = str(owner.tag)
    for name, group in _FINER.items():
        finer = elements.code(owner, name)
        if finer is not None and (group, finer) not in codes.legal_forms:
            notes[f"codes not listed/{group}/{finer[:20]}"] += 1
    if kind in _NAMED_FORMS:
        return codes.kvk.legal_form(_NAMED_FORMS[kind])
    written = text(owner, "persoonRechtsvorm") or ""
    if kind not in _FORMS:
        return codes.kvk.legal_form(written)
    group, path = _FORMS[kind]
    code = elements.code(owner, path) or ""
    word = codes.legal_forms.get((group, code)) if code else codes.kvk.legal_form(written)
    if word is None:
        notes[f"codes not listed/{group}/{code[:20] or 'no code'}"] += 1
    return word


def names(activity: etree._Element, owner: etree._Element | None) -> Mapping[str, object]:
    """Return the statutory name and the trade names, in the order that the register gives them."""
    statutory = None
    if owner is not None and owner.tag != PERSON:
        statutory = text(owner, "naamgeving/naam") or text(owner, "volledigeNaam")
    trade = activity.findall("manifesteertZichAls/onderneming/handeltOnder/handelsnaam")
    trade.sort(key=lambda name: elements.whole(name, "volgorde") or 0)
    found = [name for name in (text(part, "naam") for part in trade) if name is not None]
    own = text(activity, "naam")
    if own is not None and own not in (statutory, *found):
        found.insert(0, own)
    listed = list(dict.fromkeys(found))
    columns: dict[str, object] = {} if statutory is None else {"statutory_name": statutory}
    return {**columns, "trade_names": listed} if listed else columns
