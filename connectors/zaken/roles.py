"""Who asked: the initiator of a case, by KVK number and name. Staff is never an applicant.

Of several the one who gave a mandate goes before one who has it; then the first registered. A
RSIN and the number of a branch are no KVK number and never become one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from connectors.cases.case import Unusable
from connectors.zaken import values
from connectors.zaken.clean import APPLICANT, STAFF
from connectors.zaken.values import Body

_KVK = re.compile(r"[0-9]{8}")
_AT_KVK = re.compile(
    r"/(?:basisprofielen|kvknummers?|kvk_nummers?|maatschappelijkeactiviteiten)/([0-9]{8})/?$"
)
_PERSON = "natuurlijk_persoon"
_COMPANY = "niet_natuurlijk_persoon"
_BRANCH = "vestiging"
KINDS = frozenset({_PERSON, _COMPANY, _BRANCH}) | STAFF
GENERIC = frozenset(
    [
        "adviseur",
        "behandelaar",
        "belanghebbende",
        "beslisser",
        "initiator",
        "klantcontacter",
        "zaakcoordinator",
        "mede_initiator",
    ]
)
_MANDATE = {"machtiginggever": 0, "": 1, "gemachtigde": 2}


def party(rollen: Iterable[Body], types: Mapping[str, Body], notes: Counter[str]) -> dict[str, str]:
    """Return `kvk` and `name` of the applicant, empty when nobody is known.

    Args:
        rollen: roles of one case.
        types: roltypen by address.
        notes: gets what is odd, with counts.

    Raises:
        Unusable: a value is of the wrong kind.
    """
    known = [rol for rol in rollen if is_applicant(rol, types)]
    if len(known) > 1:
        notes["cases with several applicants"] += 1
    for rol in sorted(known, key=_rank):
        if found := _identity(rol, notes):
            return found
    return {}


def is_staff(rol: Body) -> bool:
    """True for somebody who works on cases."""
    return values.text(rol, "betrokkeneType") in STAFF


def is_applicant(rol: Body, types: Mapping[str, Body]) -> bool:
    """True for an initiator who is not staff; a role without generic name has that of its type."""
    return not is_staff(rol) and generic(rol, types) == APPLICANT


def generic(rol: Body, types: Mapping[str, Body]) -> str | None:
    """The generic name of a role, or of its type."""
    own = values.text(rol, "omschrijvingGeneriek")
    kind = types.get(values.address(rol, "roltype") or "", {})
    return own or values.text(kind, "omschrijvingGeneriek")


def check(rol: Body, types: Mapping[str, Body]) -> None:
    """Refuse a role with a kind or generic name that is not known.

    Raises:
        Unusable: the reason names the word.
    """
    kind = values.text(rol, "betrokkeneType") or ""
    if kind not in KINDS:
        raise Unusable(f"betrokkeneType {kind[:40]!r} is not known")
    name = generic(rol, types)
    if name is not None and name not in GENERIC:
        raise Unusable(f"omschrijvingGeneriek {name[:40]!r} is not known")
    mandate = values.text(rol, "indicatieMachtiging") or ""
    if mandate not in _MANDATE:
        raise Unusable(f"indicatieMachtiging {mandate[:40]!r} is not known")


def _rank(rol: Body) -> tuple[int, str, str]:
    mandate = _MANDATE.get(values.text(rol, "indicatieMachtiging") or "", 1)
    return mandate, values.text(rol, "registratiedatum") or "", values.address(rol, "url") or ""


def _identity(rol: Body, notes: Counter[str]) -> dict[str, str]:
    identity = values.member(rol, "betrokkeneIdentificatie")
    kind = values.text(rol, "betrokkeneType")
    if kind == _PERSON:
        name = _full_name(identity) or values.text(rol, "afwijkendeNaamBetrokkene")
        return {"name": name} if name else {}
    if kind == _BRANCH and values.text(identity, "innNnpId") is None:
        notes["applicants by branch, without RSIN"] += 1
    number = _kvk(identity, notes) or _at_kvk(values.address(rol, "betrokkene"), notes)
    names = [values.text(identity, "statutaireNaam"), *values.texts(identity, "handelsnaam")]
    name = next(filter(None, names), None) or values.text(rol, "afwijkendeNaamBetrokkene")
    return {key: text for key, text in (("kvk", number), ("name", name)) if text}


def _full_name(identity: Body) -> str | None:
    """First names or initials, prefix and surname; nothing without a surname."""
    surname = values.text(identity, "geslachtsnaam")
    if surname is None:
        return None
    first = values.text(identity, "voornamen") or values.text(identity, "voorletters")
    prefix = values.text(identity, "voorvoegselGeslachtsnaam")
    return " ".join(part for part in (first, prefix, surname) if part)


def _kvk(identity: Body, notes: Counter[str]) -> str | None:
    """The KVK number; odd numbers in it and beside it are flagged, never used."""
    for key, length in (("innNnpId", 9), ("vestigingsNummer", 12)):
        number = values.text(identity, key)
        if number is not None and not re.fullmatch(rf"[0-9]{{{length}}}", number):
            what = f"{len(number)} characters in place of {length} digits"
            notes[f"numbers of applicants/{key}: {what}"] += 1
    number = values.text(identity, "kvkNummer")
    if number is None or _KVK.fullmatch(number):
        return number
    notes["numbers of applicants/kvkNummer: not 8 digits"] += 1
    return None


def _at_kvk(url: str | None, notes: Counter[str]) -> str | None:
    """The KVK number in the address of a company in the Handelsregister."""
    if url is None:
        return None
    found = _AT_KVK.search(url.lower())
    if found is None:
        notes["applicants by an address that is not read"] += 1
    return found[1] if found else None
