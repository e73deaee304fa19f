"""A case as its messages leave it: what a later message says replaces what an earlier one said."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from connectors.cases.case import Case, Status
from connectors.stuf import parties, places
from connectors.stuf.elements import (
    Absent,
    attribute,
    child,
    children,
    day,
    name,
    text,
    value,
)

_DATES = ("startdatum", "registratiedatum", "einddatum")
_KNOWN = frozenset(
    {
        "identificatie",
        "omschrijving",
        "toelichting",
        "kenmerk",
        "anderZaakObject",
        "resultaat",
        "startdatum",
        "registratiedatum",
        "publicatiedatum",
        "einddatumGepland",
        "uiterlijkeEinddatum",
        "einddatum",
        "opschorting",
        "verlenging",
        "betalingsIndicatie",
        "laatsteBetaaldatum",
        "archiefnominatie",
        "datumVernietigingDossier",
        "zaakniveau",
        "deelzakenIndicatie",
        "tijdvakGeldigheid",
        "tijdvakRelatie",
        "tijdstipRegistratie",
        "extraElementen",
        "historieMaterieel",
        "historieFormeel",
        "isVan",
        "heeft",
        "leidtTot",
        "heeftBetrekkingOp",
        "heeftBetrekkingOpAndere",
        "heeftAlsInitiator",
        "heeftAlsBelanghebbende",
        "heeftAlsGemachtigde",
        "heeftAlsUitvoerende",
        "heeftAlsVerantwoordelijke",
        "heeftAlsOverigBetrokkene",
        "heeftAlsDeelzaak",
        "heeftAlsHoofdzaak",
        "heeftRelevant",
        "heeftKenmerk",
    }
)
"""Elements of a case in StUF-ZKN 0310; others are reported by name."""


@dataclass(slots=True)
class State:
    """What the messages of one case say together.

    Attributes:
        kvk_in_rsin: True when this sender writes KVK numbers in the field of the RSIN.
        code: code of the case type.
        notes: what the run report must say, with counts.
    """

    kvk_in_rsin: bool = False
    code: str | None = None
    dates: dict[str, date] = field(default_factory=dict)
    statuses: dict[tuple[str, date | None], None] = field(default_factory=dict)
    result: str | None = None
    properties: dict[str, str] = field(default_factory=dict)
    places: tuple[Mapping[str, object], ...] = ()
    party: dict[str, str] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)

    def apply(self, about: etree._Element) -> None:
        """Take over what a message says.

        Raises:
            Unusable: a value is not what it should be.
        """
        for element in about:
            local = name(element)
            if local not in _KNOWN:
                self.notes[f"unknown elements/{local[:60]}"] += 1
            elif local in _DATES:
                self._date(local, element)
            elif local in _READERS:
                _READERS[local](self, element)
        located = [*children(about, "heeftBetrekkingOp"), *children(about, "anderZaakObject")]
        if located:
            self.places = places.places(located, self.notes)

    def copy(self) -> "State":
        """The state as it is now, untouched by what comes."""
        return replace(
            self,
            dates=dict(self.dates),
            statuses=dict(self.statuses),
            properties=dict(self.properties),
            notes=Counter(self.notes),
        )

    def case(self, number: str) -> Case:
        """The case as it is now."""
        order = sorted(self.statuses, key=lambda status: status[1] or date.min)
        return Case(
            number,
            dict(self.dates),
            tuple(Status(*status) for status in order),
            self.result,
            properties=dict(self.properties),
            places=self.places,
            party=dict(self.party),
        )

    def _date(self, local: str, element: etree._Element) -> None:
        found = day(element)
        if found is Absent.GONE:
            self.dates.pop(local, None)
        elif isinstance(found, date):
            self.dates[local] = found

    def read_type(self, element: etree._Element) -> None:
        """Take the code of the case type."""
        self.code = text(element, "gerelateerde", "code") or self.code

    def read_result(self, element: etree._Element) -> None:
        """Take the name of the result."""
        found = value(child(element, "omschrijving"))
        if found is Absent.GONE or value(element) is Absent.GONE:
            self.result = None
        elif isinstance(found, str):
            self.result = found

    def read_status(self, element: etree._Element) -> None:
        """Add a status, by name or else by code."""
        if attribute(element, "noValue") is not None:
            return
        told = child(element, "gerelateerde")
        label = None if told is None else text(told, "omschrijving") or text(told, "code")
        if label is None:
            self.notes["statuses without name and code"] += 1
            return
        on = day(child(element, "datumStatusGezet"))
        self.statuses[label, on if isinstance(on, date) else None] = None

    def read_properties(self, element: etree._Element) -> None:
        """Take over extra elements by name; one with several values has none."""
        seen: dict[str, set[str]] = {}
        for part in children(element, "extraElement"):
            label, found = attribute(part, "naam"), value(part)
            if label is None:
                self.notes["extra elements without a name"] += 1
            elif found is Absent.GONE:
                self.properties.pop(label, None)
            elif isinstance(found, str):
                seen.setdefault(label, set()).add(found)
        for label, texts in seen.items():
            if len(texts) == 1:
                self.properties[label] = next(iter(texts))
            else:
                self.properties.pop(label, None)
                self.notes[f"properties with several values/{label[:80]}"] += 1

    def read_initiator(self, element: etree._Element) -> None:
        """Take the applicant."""
        if attribute(element, "noValue") is None:
            self.party = parties.party(element, self.notes, kvk_in_rsin=self.kvk_in_rsin)


_READERS: Mapping[str, Callable[[State, etree._Element], None]] = {
    "isVan": State.read_type,
    "resultaat": State.read_result,
    "heeft": State.read_status,
    "extraElementen": State.read_properties,
    "heeftAlsInitiator": State.read_initiator,
}
