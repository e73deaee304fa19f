"""The register as a DSO-API gives it (Amsterdam's `hr_kvk`): pages of records with split dates.

Records are turned into the shape of KVK's own answers, so that one reader serves both. Keys are
those of the schemas v2 (companies, branches) and v3 (legal persons). Natural persons and their
functions are counted, never read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from connectors.kvk import values
from connectors.kvk.shapes import Kind, listed
from connectors.kvk.values import Body, Unreadable

_PAGE = {"_embedded", "_links", "page"}
_COLLECTIONS = {
    "maatschappelijkeactiviteiten": Kind.DSO_COMPANY,
    "vestigingen": Kind.DSO_BRANCH,
    "nietnatuurlijkepersonen": Kind.DSO_OWNER,
    "natuurlijkepersonen": Kind.DSO_PERSON,
    "functievervullingen": Kind.DSO_FUNCTION,
    "heeftHrHoofdvestiging": Kind.DSO_BRANCH,
    "heeftAlsEigenaarHrNnp": Kind.DSO_OWNER,
    "heeftAlsEigenaarHrNps": Kind.DSO_PERSON,
    "isEenUitoefeningVanHrMac": Kind.DSO_COMPANY,
}
"""Lists in a page: those of the dataset, and relations that were asked along with them."""
_PLACES = ("Verblijfsobject", "Ligplaats", "Standplaats")
_ADDRESS = {
    "volledigAdres": "VolledigAdres",
    "straatnaam": "Straatnaam",
    "huisnummer": "Huisnummer",
    "huisletter": "Huisletter",
    "huisnummerToevoeging": "HuisnummerToevoeging",
    "postcode": "Postcode",
    "plaats": "Plaats",
    "straatHuisnummer": "StraatHuisnummerBuitenland",
    "land": "LandBuitenland",
}
SOLE_TRADER = "Eenmanszaak"


@dataclass(frozen=True, slots=True)
class Translated:
    """A record in the shape of a KVK answer.

    Attributes:
        is_person: whether the owner of the company is a natural person; None when unknown.
    """

    kind: Kind
    body: Body
    is_person: bool | None = None


def is_page(body: Body) -> bool:
    """True for a page of records, also an empty one."""
    embedded = body.get("_embedded")
    return isinstance(embedded, Mapping) and all(isinstance(p, list) for p in embedded.values())


def records(body: Body) -> Iterator[Body]:
    """Yield the records of a page.

    Raises:
        Unreadable: the page has keys or lists that are not known, so that it would be half read.
    """
    if unknown := body.keys() - _PAGE:
        raise Unreadable(f"a page with keys that are not known: {listed(unknown)}")
    embedded = values.member(body, "_embedded")
    if unknown := embedded.keys() - _COLLECTIONS.keys():
        raise Unreadable(f"a page with lists that are not known: {listed(unknown)}")
    for name in embedded:
        yield from values.members(embedded, name)


def has_next(body: Body) -> bool:
    """True when a page is full and names another one; one that is not full is the last."""
    size = values.whole(values.member(body, "page"), "size") or 0
    embedded = values.member(body, "_embedded")
    count = sum(len(values.members(embedded, name)) for name in embedded)
    return count >= size > 0 and "next" in values.links(body)


def translate(kind: Kind, body: Body) -> Translated:
    """Return a record of a page as KVK's own product would give it.

    Args:
        kind: DSO_COMPANY, DSO_BRANCH or DSO_OWNER.
        body: the record; its keys were checked.

    Raises:
        Unreadable: it does not say which company it is about, or a date contradicts itself.
    """
    if kind is Kind.DSO_OWNER:
        return Translated(Kind.OWNER, _owner(body))
    if kind is Kind.DSO_BRANCH:
        return Translated(Kind.BRANCH, _branch(body))
    person, legal = (values.text(body, f"heeftAlsEigenaarHr{who}Id") for who in ("Nps", "Nnp"))
    is_person = True if person else False if legal else None
    return Translated(Kind.PROFILE, _company(body, is_person=bool(person)), is_person)


def _company(body: Body, *, is_person: bool) -> Body:
    main = values.text(body, "heeftHrHoofdvestigingId")
    block = {
        "vestigingsnummer": main,
        "indHoofdvestiging": "Ja",
        "adressen": _addresses(body),
    }
    return {
        "kvkNummer": values.text(body, "kvknummer"),
        "naam": values.text(body, "naam"),
        "materieleRegistratie": _period(body, "datum{}MaatschappelijkeActiviteit"),
        "totaalWerkzamePersonen": values.whole(body, "totaalWerkzamePersonen"),
        "handelsnamen": _names(body),
        "sbiActiviteiten": _activities(body),
        "_embedded": {
            "hoofdvestiging": block if main else {},
            # A company whose owner is a natural person is a sole trader. Source: Handelsregister.
            "eigenaar": {"rechtsvorm": SOLE_TRADER} if is_person else {},
        },
    }


def _branch(body: Body) -> Body:
    return {
        "vestigingsnummer": values.text(body, "vestigingsnummer"),
        "kvkNummer": values.text(body, "isEenUitoefeningVanHrMacId"),
        "eersteHandelsnaam": values.text(body, "eersteHandelsnaam") or values.text(body, "naam"),
        "indHoofdvestiging": values.text(body, "hoofdvestiging"),
        "totaalWerkzamePersonen": values.whole(body, "totaalWerkzamePersonen"),
        "materieleRegistratie": _period(body, "datum{}"),
        "adressen": _addresses(body),
        "sbiActiviteiten": _activities(body),
    }


def _owner(body: Body) -> Body:
    """A legal person is identified by the number of its company: `34366966.NNP`."""
    number, _, _ = (values.text(body, "identificatie") or "").partition(".")
    return {
        "kvkNummer": number,
        "rsin": values.text(body, "rsin"),
        "rechtsvorm": values.text(body, "rechtsvorm") or values.text(body, "persoonRechtsvorm"),
        "uitgebreideRechtsvorm": values.text(body, "uitgebreideRechtsvorm"),
        "datumUitschrijving": _date(body, "datumUitschrijving"),
    }


def _period(body: Body, key: str) -> Body:
    return {
        "datumAanvang": _date(body, key.format("Aanvang")),
        "datumEinde": _date(body, key.format("Einde")),
    }


def _date(body: Body, key: str) -> str | None:
    """Join a date that stands in four keys to KVK's own form, zeros for what is unknown."""
    full = (values.text(body, f"{key}Datum") or "")[:10].replace("-", "")
    parts = [values.whole(body, f"{key}{part}") or 0 for part in ("Jaar", "Maand", "Dag")]
    joined = "{:04}{:02}{:02}".format(*parts)
    if full and any(parts) and full != joined:
        raise Unreadable(f"{key}Datum and {key}Jaar, Maand, Dag do not say the same")
    return full or (joined if any(parts) else None)


def _addresses(body: Body) -> list[Body]:
    """The visiting address; a box (`postLocatie`) is no place and is not passed on."""
    found = {key: body.get(f"bezoekLocatie{name}") for key, name in _ADDRESS.items()}
    shielded = values.text(body, "bezoekLocatieAfgeschermd")
    if shielded is None and not any(found.values()):
        return []
    units = (values.text(body, f"bezoekHeeftBag{place}Id") for place in _PLACES)
    geo = {
        "addresseerbaarObjectId": next(filter(None, units), None),
        "nummerAanduidingId": values.text(body, "bezoekHeeftBagNummeraanduidingId"),
    }
    return [{"type": "bezoekadres", "indAfgeschermd": shielded, **found, "geoData": geo}]


def _names(body: Body) -> list[Body]:
    """Trade names in use; the ended ones are history."""
    names = values.members(body, "handelsnamen")
    return [
        {"naam": values.text(name, "handelsnaam"), "volgorde": values.whole(name, "volgorde")}
        for name in names
        if values.text(name, "datumEinde") is None
    ]


def _activities(body: Body) -> list[Body]:
    parts = values.members(body, "activiteiten")
    return [
        {
            "sbiCode": values.text(part, "sbiCode"),
            "indHoofdactiviteit": values.text(part, "isHoofdactiviteit"),
        }
        for part in parts
    ]
