"""Case types of a catalogue: several versions share one identificatie, each with an address.

On every day one version holds: the one that began last. In a gap between two versions the
earlier one still holds; a version that ends on the day on which the next begins does not hold
on that day any more. Concepts never hold.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.cases.case import Unusable
from connectors.cases.days import day
from connectors.cases.options import KindRule, lookup
from connectors.zaken import values
from connectors.zaken.values import Body


@dataclass(frozen=True, slots=True)
class CaseType:
    """One version of a case type.

    Attributes:
        catalogue: `rsin/domein` of its catalogue.
        identificatie: shared by all versions.
        ends: first day on which it does not hold any more; None when it has no end.
        confidentiality: of cases that do not say it themselves.
    """

    url: str
    catalogue: str
    identificatie: str
    begins: date | None
    ends: date | None
    is_concept: bool = False
    confidentiality: str | None = None

    @property
    def name(self) -> str:
        """What the mapping and the run report call it."""
        return f"{self.catalogue}/{self.identificatie}"


@dataclass(slots=True)
class CaseTypes:
    """Every case type of a delivery, by address and by name."""

    by_url: dict[str, CaseType] = field(default_factory=dict)
    by_name: defaultdict[str, list[CaseType]] = field(default_factory=lambda: defaultdict(list))

    def add(self, found: CaseType) -> None:
        """Add a version; one address is one version."""
        if found.url not in self.by_url:
            self.by_url[found.url] = found
            self.by_name[found.name].append(found)

    def on(self, name: str, moment: date) -> CaseType | None:
        """The one version that holds on a day; None when none had begun."""
        begun = [
            version
            for version in self.by_name[name]
            if not version.is_concept and (version.begins or date.min) <= moment
        ]
        return max(begun, key=_recency, default=None)

    def notes(self) -> Counter[str]:
        """Days without a version of their own, and versions that overlap, per case type."""
        found: Counter[str] = Counter()
        for name in sorted(self.by_name):
            _count_seams(name, self.by_name[name], found)
        return found


def read(body: Body, catalogues: Mapping[str, Body]) -> CaseType:
    """Read a zaaktype.

    Args:
        body: the zaaktype.
        catalogues: catalogue objects by address.

    Raises:
        Unusable: its identificatie or catalogue is missing, or a date is none.
    """
    identificatie = values.text(body, "identificatie")
    if identificatie is None:
        raise Unusable("a zaaktype without identificatie")
    catalogue = catalogues.get(values.address(body, "catalogus") or "")
    if catalogue is None:
        raise Unusable("the catalogus of this zaaktype is not in the delivery")
    return CaseType(
        values.address(body, "url") or "",
        catalogue_name(catalogue),
        identificatie,
        day(values.text(body, "beginGeldigheid"), "beginGeldigheid"),
        day(values.text(body, "eindeGeldigheid"), "eindeGeldigheid"),
        body.get("concept") is True,
        values.text(body, "vertrouwelijkheidaanduiding"),
    )


def catalogue_name(catalogue: Body) -> str:
    """`rsin/domein`, as the mapping names a catalogue."""
    return f"{values.text(catalogue, 'rsin')}/{values.text(catalogue, 'domein')}"


def rule_of(kinds: Mapping[str, Mapping[str, KindRule]], found: CaseType) -> KindRule | None:
    """The mapping of a case type, None when it has none."""
    names = {name: name for name in kinds}
    catalogue = lookup(names, found.catalogue)
    if catalogue is None:
        return None
    identificatie = lookup({name: name for name in kinds[catalogue]}, found.identificatie)
    return None if identificatie is None else kinds[catalogue][identificatie]


def _recency(version: CaseType) -> tuple[date, date, str]:
    return version.begins or date.min, version.ends or date.max, version.url


def _count_seams(name: str, versions: Iterable[CaseType], found: Counter[str]) -> None:
    order = sorted((v for v in versions if not v.is_concept), key=_recency)
    for earlier, later in itertools.pairwise(order):
        ends, begins = earlier.ends or date.max, later.begins or date.min
        if ends < begins:
            found[f"days without a version/{name}"] += (begins - ends).days
        elif ends > begins:
            found[f"versions that overlap/{name}"] += 1
