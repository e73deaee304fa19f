"""Which kind of answer a body is, and which keys each kind and block may have.

KVK has no version field in its answers, so the kind follows from the keys. A profile with a
top-level key that is not listed here, or without any embedded block, is not read by half.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from connectors.kvk import other_keys, values
from connectors.kvk.values import Body, Unreadable


class Kind(StrEnum):
    """Kinds of answers, by the product that gives them."""

    PROFILE = "basisprofiel"
    OWNER = "eigenaar"
    BRANCH = "vestigingsprofiel"
    BRANCHES = "vestigingen"
    NAMES = "naamgeving"
    SEARCH = "zoeken"
    SIGNALS = "mutatiesignalen"
    SUBSCRIPTIONS = "mutatieabonnementen"
    FAULT = "fout"
    EMPTY_PAGE = "empty page"
    DSO_COMPANY = "maatschappelijkeactiviteit"
    DSO_BRANCH = "vestiging"
    DSO_OWNER = "niet-natuurlijk persoon"
    DSO_PERSON = "natuurlijk persoon"
    DSO_FUNCTION = "functievervulling"
    ADDRESS = "adresmutatie"
    NEW_ORGANISATION = "organisatie v1"
    NEW_BRANCH = "vestigingen v1"
    NEW_OFFICERS = "functionarissen v1"


UNREAD = (
    Kind.DSO_PERSON,
    Kind.DSO_FUNCTION,
    Kind.NEW_ORGANISATION,
    Kind.NEW_BRANCH,
    Kind.NEW_OFFICERS,
)
"""Answers that are counted and not read: persons, and products of which no field is documented."""
_NEW = {
    "/v1/organisatie/": Kind.NEW_ORGANISATION,
    "/v1/vestigingen/kvknummer/": Kind.NEW_BRANCH,
    "/v1/functionarissen/": Kind.NEW_OFFICERS,
}
_FUNCTION = {"functieTitel", "indicatieStatutair", "doorNatuurlijkPersoon"}
_NAMING = {"vestigingen", "startdatum", "einddatum", "ookGenoemd"}

_LINKS = "links _links"
_ENTITY = "formeleRegistratiedatum materieleRegistratie totaalWerkzamePersonen indNonMailing"
_BRANCH = (
    f"{_LINKS} {_ENTITY} vestigingsnummer kvkNummer rsin statutaireNaam eersteHandelsnaam "
    "indHoofdvestiging indCommercieleVestiging voltijdWerkzamePersonen deeltijdWerkzamePersonen "
    "handelsnamen adressen sbiActiviteiten websites"
)
KEYS: Mapping[str, frozenset[str]] = {
    name: frozenset(keys.split())
    for name, keys in {
        Kind.PROFILE: (
            f"{_LINKS} {_ENTITY} kvkNummer naam statutaireNaam handelsnamen sbiActiviteiten "
            "_embedded"
        ),
        Kind.OWNER: (
            f"{_LINKS} kvkNummer rsin rechtsvorm uitgebreideRechtsvorm datumUitschrijving "
            "adressen websites"
        ),
        Kind.BRANCH: _BRANCH,
        Kind.BRANCHES: (
            f"{_LINKS} kvkNummer aantalCommercieleVestigingen aantalNietCommercieleVestigingen "
            "totaalAantalVestigingen vestigingen"
        ),
        Kind.NAMES: (
            f"{_LINKS} kvkNummer rsin statutaireNaam naam ookGenoemd startdatum einddatum "
            "vestigingen"
        ),
        Kind.SEARCH: (
            f"{_LINKS} pagina resultatenPerPagina totaal vorige volgende resultaten"
        ),
        Kind.SIGNALS: "pagina aantal totaal totaalPaginas signalen vorige volgende",
        Kind.SUBSCRIPTIONS: "klantId abonnementen",
        Kind.FAULT: "fout",
        Kind.EMPTY_PAGE: "_embedded _links page",
        Kind.DSO_COMPANY: other_keys.DSO_COMPANY,
        Kind.DSO_BRANCH: other_keys.DSO_BRANCH,
        Kind.DSO_OWNER: other_keys.DSO_OWNER,
        Kind.ADDRESS: other_keys.ADDRESS_CHANGES,
        "embedded": "hoofdvestiging eigenaar",
        "registration": "datumAanvang datumEinde",
        "address": (
            "type indAfgeschermd volledigAdres straatnaam huisnummer huisletter "
            "huisnummerToevoeging toevoegingAdres postcode postbusnummer plaats straatHuisnummer "
            "postcodeWoonplaats regio land geoData"
        ),
        "listed branch": (
            f"{_LINKS} vestigingsnummer kvkNummer eersteHandelsnaam indHoofdvestiging "
            "indAdresAfgeschermd indCommercieleVestiging volledigAdres"
        ),
        "named branch": (
            f"{_LINKS} vestigingsnummer eersteHandelsnaam handelsnamen naam ookGenoemd"
        ),
    }.items()
}  # fmt: skip
"""Known keys per kind of answer and per block; not all of them are used."""


def kind_of(body: Body, uri: str = "") -> Kind:
    """Tell which product gave this answer.

    Args:
        body: the answer.
        uri: the address asked; tells products of which no field is documented.

    Raises:
        Unreadable: none of them; the reason lists the keys, not the values.
    """
    keys = body.keys()
    new = next((kind for path, kind in _NEW.items() if path in uri), Kind.FAULT)
    tests = (
        (Kind.FAULT, "fout" in keys),
        (new, new is not Kind.FAULT),
        (Kind.EMPTY_PAGE, keys == {"_embedded", "_links", "page"}),
        (Kind.ADDRESS, "DOSSIERNR" in keys),
        (Kind.DSO_COMPANY, "kvknummer" in keys),
        (Kind.DSO_BRANCH, "isEenUitoefeningVanHrMacId" in keys),
        (Kind.DSO_FUNCTION, "identificatie" in keys and bool(keys & _FUNCTION)),
        (Kind.DSO_PERSON, "identificatie" in keys and "geslachtsnaam" in keys),
        (Kind.DSO_OWNER, "identificatie" in keys),
        (Kind.SEARCH, keys >= {"pagina", "resultatenPerPagina"} or "resultaten" in keys),
        (Kind.SIGNALS, "signalen" in keys),
        (Kind.SUBSCRIPTIONS, "abonnementen" in keys),
        (Kind.BRANCHES, "totaalAantalVestigingen" in keys),
        (Kind.BRANCH, "vestigingsnummer" in keys),
        (Kind.OWNER, bool(keys & {"rechtsvorm", "uitgebreideRechtsvorm"})),
        (Kind.PROFILE, "kvkNummer" in keys and bool(keys & {"_embedded", "materieleRegistratie"})),
        (Kind.NAMES, "kvkNummer" in keys and bool(keys & _NAMING)),
        (Kind.PROFILE, "kvkNummer" in keys),
    )
    for kind, holds in tests:
        if holds:
            return kind
    raise Unreadable(f"not an answer of the KVK API's; its keys: {listed(keys)}")


def check(kind: Kind, body: Body) -> None:
    """Refuse an answer that would be read by half.

    Raises:
        Unreadable: unknown top-level keys, or a basisprofiel without any embedded block.
            Answers that are not read have no keys to check, and a column more hides nothing.
    """
    if kind in UNREAD or kind is Kind.ADDRESS:
        return
    if unknown := body.keys() - KEYS[kind]:
        raise Unreadable(f"{kind} with keys that are not known: {listed(unknown)}")
    blocks = [
        key for key in KEYS["embedded"] if values.member(values.member(body, "_embedded"), key)
    ]
    if kind is Kind.PROFILE and not blocks:
        what = "basisprofiel without hoofdvestiging and eigenaar"
        raise Unreadable(f"{what}; its keys: {listed(body.keys())}")


def surplus(block: str, body: Body) -> list[str]:
    """Name the keys of an inner block that are not known, sorted; they are reported, not read."""
    return sorted(body.keys() - KEYS[block])


def listed(keys: Iterable[str]) -> str:
    """Join key names for a message, at most 20 of them, each cut at 40 characters."""
    names = sorted(key[:40] for key in keys)
    return ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
