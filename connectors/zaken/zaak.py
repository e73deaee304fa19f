"""From a zaak and what belongs to it to one case."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.cases.case import Case, Status, Unusable
from connectors.cases.days import day
from connectors.zaken import places, roles, values
from connectors.zaken.objects import Kind
from connectors.zaken.values import Body

LEVELS = (
    "openbaar",
    "beperkt_openbaar",
    "intern",
    "zaakvertrouwelijk",
    "vertrouwelijk",
    "confidentieel",
    "geheim",
    "zeer_geheim",
)
"""Levels of confidentiality, from open to closed."""
_DATES = ("startdatum", "registratiedatum", "einddatum")
_LISTS = {
    Kind.ROLE: "rollen",
    Kind.OBJECT: "zaakobjecten",
    Kind.PROPERTY: "eigenschappen",
}


@dataclass(frozen=True, slots=True)
class Related:
    """What belongs to one case, and the catalogue by address.

    Attributes:
        parts: statuses, results, roles, objects and properties of the case, by kind.
        types: objects of the catalogue by address.
    """

    parts: Mapping[Kind, Sequence[Body]] = field(default_factory=dict)
    types: Mapping[str, Body] = field(default_factory=dict)

    def of(self, kind: Kind) -> Sequence[Body]:
        """Parts of one kind."""
        return self.parts.get(kind, ())

    def type_of(self, part: Body, key: str, name: str) -> str | None:
        """The name of a part's type, None when the type is not in the delivery."""
        return values.text(self.types.get(values.address(part, key) or "", {}), name)


def case_id(zaak: Body, own: str | None) -> str:
    """The number of a case; it is unique only together with the organisation that gave it.

    Args:
        zaak: the case.
        own: RSIN of the municipality, whose cases go by their number alone.

    Raises:
        Unusable: number or organisation is missing or is none.
    """
    number, organisation = values.text(zaak, "identificatie"), values.text(zaak, "bronorganisatie")
    if number is None:
        raise Unusable("identificatie is empty")
    if len(number) > 40:
        raise Unusable("identificatie has more than 40 characters")
    if organisation is None or len(organisation) != 9 or not organisation.isdigit():
        raise Unusable("bronorganisatie is not a RSIN of 9 digits")
    return number if organisation == own else f"{organisation}/{number}"


def is_rsin(number: str) -> bool:
    """True when nine digits pass the check of a RSIN."""
    weighted = sum(int(d) * w for d, w in zip(number[:8], range(9, 1, -1), strict=True))
    return bool(int(number)) and (weighted - int(number[8])) % 11 == 0


def level(zaak: Body, fallback: str | None) -> int:
    """The place of a case's confidentiality among `LEVELS`.

    Args:
        zaak: the case.
        fallback: level of its case type.

    Raises:
        Unusable: no level, or one that is not known.
    """
    word = values.text(zaak, "vertrouwelijkheidaanduiding") or fallback
    if word is None:
        raise Unusable("vertrouwelijkheidaanduiding is empty, and so is that of its zaaktype")
    if word not in LEVELS:
        raise Unusable(f"vertrouwelijkheidaanduiding {word[:40]!r} is not known")
    return LEVELS.index(word)


def read(zaak: Body, number: str, related: Related, notes: Counter[str]) -> Case:
    """Read a case.

    Args:
        zaak: the case.
        number: its number.
        related: what belongs to it.
        notes: gets what is missing or odd, with counts.

    Raises:
        Unusable: a value of the case or of a part is not what it should be.
    """
    _count_missing(zaak, related, notes)
    dates = {key: day(values.text(zaak, key), key) for key in _DATES}
    result, has_result = _result(zaak, related, notes)
    statuses, is_status_unknown = _statuses(zaak, related, notes)
    return Case(
        number,
        {key: moment for key, moment in dates.items() if moment is not None},
        statuses,
        result,
        is_result_unknown=has_result and result is None,
        is_status_unknown=is_status_unknown,
        properties=_properties(related, notes),
        places=places.places(zaak, related.of(Kind.OBJECT), notes),
        party=roles.party(related.of(Kind.ROLE), related.types, notes),
    )


def _statuses(zaak: Body, related: Related, notes: Counter[str]) -> tuple[tuple[Status, ...], bool]:
    """Every status by the moment on which it was set, and whether one is not known."""
    found = related.of(Kind.STATUS)
    latest = values.address(zaak, "status")
    is_missing = latest is not None and latest not in _addresses(found)
    notes["missing parts/status"] += is_missing
    order = sorted(found, key=lambda part: (_moment(part), values.address(part, "url") or ""))
    statuses = []
    for part in order:
        name = related.type_of(part, "statustype", "omschrijving")
        if name is None:
            notes["missing types/statustype"] += 1
            is_missing = True
            continue
        on = day(values.text(part, "datumStatusGezet"), "datumStatusGezet")
        statuses.append(Status(name, on))
    return tuple(statuses), is_missing


def _moment(part: Body) -> str:
    """Sortable: moments of one API are written alike, in UTC."""
    return values.text(part, "datumStatusGezet") or ""


def _result(zaak: Body, related: Related, notes: Counter[str]) -> tuple[str | None, bool]:
    """Return the name of the result, and whether there is one."""
    found = related.of(Kind.RESULT)
    if not found:
        is_there = values.address(zaak, "resultaat") is not None
        notes["missing parts/resultaat"] += is_there
        return None, is_there
    name = related.type_of(found[0], "resultaattype", "omschrijving")
    notes["missing types/resultaattype"] += name is None
    return name, True


def _properties(related: Related, notes: Counter[str]) -> dict[str, str]:
    """Properties by name; of one with several values none is taken."""
    found: dict[str, str] = {}
    several = set()
    for part in related.of(Kind.PROPERTY):
        name = values.text(part, "naam") or related.type_of(part, "eigenschap", "naam")
        value = values.text(part, "waarde")
        if name is None:
            notes["missing types/eigenschap"] += 1
        elif value is not None and found.setdefault(name, value) != value:
            several.add(name)
    for name in sorted(several):
        notes[f"properties with several values/{name[:80]}"] += 1
        del found[name]
    return found


def _count_missing(zaak: Body, related: Related, notes: Counter[str]) -> None:
    """Count parts that the case names and the delivery does not hold."""
    for kind, key in _LISTS.items():
        named = {url.rstrip("/") for url in values.texts(zaak, key)}
        here = _addresses(related.of(kind))
        notes[f"missing parts/{key}"] += len(named - here)


def _addresses(parts: Iterable[Body]) -> set[str | None]:
    return {values.address(part, "url") for part in parts}
