"""Fields of a record by local name: what every metadata form has in common.

`dcterms:modified`, `dcterms.modified` (a dot where a colon should be), `DCTERMS.modified` and a
name without its prefix are one field. Prefixes and namespaces differ and are never looked at.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from connectors.dates import LOCAL
from connectors.koop import geometry
from connectors.koop.geometry import NoShape
from connectors.koop.publications import Address, Form, Marking, Publication, Unreadable
from engine.register_settings import BoundarySettings

MAX_TEXT = 20_000
"""Characters; a longer title or abstract is no title of a notice."""
_ID = re.compile(r"(gmb|prb|wsb|bgr|stcrt|stb|trb)-([0-9]{4})-[0-9a-z-]+|CVDR[0-9]+_[0-9]+")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")
_MARKINGS = {
    "Adres", "Punt", "Lijn", "Vlak", "Postcodegebied", "PostcodeHuisnummer", "Gemeente", "Perceel",
    "Woonplaats",
}  # fmt: skip
_ADDRESS = {
    "straatnaam": "street", "huisnummer": "number", "huisletter": "letter",
    "huisnummertoevoeging": "addition", "postcode": "postcode", "woonplaats": "town",
}  # fmt: skip
PLACE = frozenset(
    {*_ADDRESS, "geometrie", "locatiepunt", "locatiegebied", "geometrielabel", "ligtingemeente",
     "postcodehuisnummer", "spatial", "kadastralesectie", "perceelnummer", "kadastralegemeente",
     "gemeentenaam", "provincie", "buurt", "wijk"}
)  # fmt: skip
"""Fields that belong to a marking, in the forms that do not nest them."""
_USED = frozenset(
    {"identifier", "title", "type", "creator", "modified", "authority", "available", "date",
     "abstract", "activiteit", "datumeindereactietermijn", "datumtijdstipwijzigingwork",
     "referentienummer", "gebiedsmarkering", "organisatietype", "organisationtype"}
)  # fmt: skip
_UNUSED = frozenset(
    {"language", "hasversion", "subject", "category", "publisher", "product-area", "content-area",
     "jaargang", "publicatienummer", "publicatienaam", "publicationname", "publicationissue",
     "doctype", "configuratie", "datumtijdstipwijzigingexpression", "issued", "alternative",
     "source", "rights", "isformatof", "isratifiedby", "temporal", "description",
     "inwerkingtredingdatum", "uitwerkingtredingdatum", "betreft", "kenmerk", "onderwerp",
     "gedelegeerderegelgeving", "redactioneletoevoeging",
     "effectgebied", "versieinformatie", "externmetadatarecord", "publicationdate", "isreplacedby",
     "replaces", "requires", "ispartof", "hasparts", "haspart", "relation", "contributor",
     "audience", "verdragnummer", "bijlage", "startpagina", "eindpagina", "datumondertekening",
     "ondertekendatum", "isrequiredby", "conformsto", "format", "accessrights", "coverage"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its local name in lower case, scheme and text."""

    name: str
    scheme: str
    text: str


@dataclass(slots=True)
class Fields:
    """The fields of one record, and the markings that its form nests.

    Attributes:
        markings: kind and fields of each marking.
        unknown: names that no form is known to have.
    """

    all: list[Field] = field(default_factory=list)
    markings: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def texts(self, *names: str) -> list[str]:
        """Texts of the fields with these names, names in turn."""
        return [f.text for name in names for f in self.all if f.name == name and f.text]

    def first(self, *names: str) -> str:
        """The first filled field among these names, else an empty text."""
        return next(iter(self.texts(*names)), "")


@lru_cache(maxsize=4096)
def local(name: str) -> str:
    """A tag or name without namespace or prefix, in lower case."""
    return re.split(r"[}.:]", name)[-1].lower()


def flat(entries: Iterable[Field]) -> Fields:
    """Fields of a form that does not nest: place fields behind a marking belong to it.

    A place field that comes a second time begins the next place.
    """
    found = Fields()
    place: dict[str, str] = {}
    kind = ""
    for entry in entries:
        found.all.append(entry)
        is_place = entry.name in PLACE and (entry.name != "spatial" or "28992" in entry.scheme)
        if entry.name == "gebiedsmarkering" or (is_place and entry.name in place):
            if place:
                found.markings.append((kind, place))
            place = {}
            kind = entry.text if entry.name == "gebiedsmarkering" else kind
        if is_place:
            place[entry.name] = entry.text
    if place or kind:
        found.markings.append((kind, place))
    return found


def publication(
    fields: Fields, *, file: str, line: int, form: Form, ranges: BoundarySettings
) -> Publication:
    """Read the fields of a record.

    Raises:
        Unreadable: no id, title or date that can be used.
    """
    number = publication_id(fields.first("identifier"))
    notes = [f"unknown fields/{name}" for name in _strange(fields)]
    markings = []
    for kind, place in fields.markings:
        markings.append(_marking(kind, place, ranges, notes))
    return Publication(
        file=file,
        line=line,
        form=form,
        publication_id=number,
        title=text_of(fields.first("title"), "title", required=True),
        text=text_of(fields.first("abstract"), "abstract"),
        rubrics=_rubrics(fields),
        activities=tuple(sorted({text.casefold() for text in fields.texts("activiteit")})),
        creator=fields.first("creator", "authority"),
        organisation=_organisation(fields, number),
        published_on=_published(fields),
        modified=fields.first("datumtijdstipwijzigingwork", "modified"),
        view_term_ends=day_of(fields.first("datumeindereactietermijn"), "datumEindeReactietermijn"),
        markings=tuple(markings),
        reference=fields.first("referentienummer"),
        notes=tuple(notes),
    )


def publication_id(text: str) -> str:
    """The id, checked.

    Raises:
        Unreadable: there is none, or it is no id of a publication.
    """
    if not text:
        raise Unreadable("identifier: missing, and a publication needs it")
    if not _ID.fullmatch(text):
        raise Unreadable("identifier: not the id of a publication, such as gmb-2024-216934")
    return text


def text_of(text: str, name: str, *, required: bool = False) -> str:
    """A text on one line without surplus blanks.

    Raises:
        Unreadable: empty though required, or much too long.
    """
    if len(text) > MAX_TEXT:
        raise Unreadable(f"{name}: longer than {MAX_TEXT} characters")
    clean = " ".join(text.split())
    if required and not clean:
        raise Unreadable(f"{name}: missing, and a publication needs it")
    return clean


def day_of(text: str, name: str) -> date | None:
    """The day of a date or of a moment with its zone, None when empty.

    Raises:
        Unreadable: no date that exists.
    """
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        if found[1] == text:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"{name}: not a date that exists") from None
    return (moment if moment.tzinfo is None else moment.astimezone(LOCAL)).date()


def _published(fields: Fields) -> date | None:
    name = next((n for n in ("available", "date", "modified") if fields.first(n)), None)
    if name is None:
        raise Unreadable("available: missing, and date and modified are missing too")
    return day_of(fields.first(name), name)


def _rubrics(fields: Fields) -> tuple[str, ...]:
    """Types of the scheme Rubriek; else those of the older list; never the Informatietype."""
    types = [(f.scheme.lower(), f.text) for f in fields.all if f.name == "type" and f.text]
    for scheme in ("overheidop.rubriek", "overheidgvop.informatietype"):
        if found := [text for own, text in types if own == scheme]:
            return tuple(sorted({text.casefold() for text in found}))
    return tuple(
        sorted({text.casefold() for own, text in types if own == "overheid:informatietype"})
    )


def _organisation(fields: Fields, number: str) -> str:
    """Kind of publisher: by the scheme of the creator, its own field, or the series."""
    for entry in fields.all:
        if entry.name in ("creator", "authority") and entry.scheme:
            return re.split(r"[.:]", entry.scheme)[-1].casefold()
    return fields.first("organisatietype", "organisationtype") or organisation_of(number)


def organisation_of(number: str) -> str:
    """Kind of publisher by the series of the publication, empty when that does not tell."""
    series = number.partition("-")[0]
    return {"gmb": "gemeente", "wsb": "waterschap", "prb": "provincie"}.get(series, "")


def _marking(
    kind: str, place: Mapping[str, str], ranges: BoundarySettings, notes: list[str]
) -> Marking:
    if kind and kind not in _MARKINGS:
        notes.append(f"markings of unknown kind/{kind[:40]}")
    try:
        shape = geometry.shape_of(place, ranges)
    except NoShape as error:
        notes.append(f"geometry not used/{error}")
        shape = None
    return Marking(kind, shape, _address(place))


def _address(place: Mapping[str, str]) -> Address | None:
    parts = {name: place[key].strip() for key, name in _ADDRESS.items() if place.get(key)}
    both = place.get("postcodehuisnummer", "").split()
    if len(both) > 1 and "number" not in parts:
        parts |= {"postcode": both[0], "number": both[1]}
        parts |= {"letter": both[2]} if len(both) > 2 else {}
    if "number" not in parts:
        return None
    parts["postcode"] = parts.get("postcode", "").replace(" ", "").upper()
    return Address(**parts)


def _strange(fields: Fields) -> Sequence[str]:
    known = _USED | _UNUSED | PLACE
    names = {f.name for f in fields.all} | {key for _, place in fields.markings for key in place}
    return sorted(name[:60] for name in names - known)
