"""One publication as one file tells it, whatever its form."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

import shapely


class Form(IntEnum):
    """Which form a record has; the lower one is fuller and goes first."""

    SRU = 1
    METADATA = 2
    OWMS = 3
    HTML = 4
    DOCUMENT = 5
    REGULATION = 6
    EXPORT = 7
    OLD_EXPORT = 8


class Unreadable(ValueError):
    """A record cannot be used; the message is the reason for quarantine and holds no text of it."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as a marking or a title gives it; empty where not given."""

    street: str = ""
    number: str = ""
    letter: str = ""
    addition: str = ""
    postcode: str = ""
    town: str = ""

    @property
    def door(self) -> tuple[str, str]:
        """House number and its suffix, to compare."""
        suffix = "".join(c for c in self.letter + self.addition if c.isalnum())
        return self.number, suffix.casefold()

    @property
    def road(self) -> str:
        """The street in lower case with letters only, to compare."""
        return "".join(c for c in self.street.casefold() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Marking:
    """One gebiedsmarkering.

    Attributes:
        kind: Adres, Punt, Lijn, Vlak …, as delivered.
        shape: in RD; None when it has none.
        address: None when it names none.
    """

    kind: str
    shape: shapely.Geometry | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What one record says.

    Attributes:
        publication_id: `gmb-2024-216934`, or `CVDR100394_2`.
        title: as published.
        text: its second text (abstract), empty when it has none or one that says nothing more.
        body: text of the notice; looked at for numbers, dates and postcodes, never kept.
        rubrics: words of OVERHEIDop.Rubriek, or what the form has in its place.
        activities: words of OVERHEIDop.ActiviteitOmgevingsvergunning.
        creator: name of the publisher; empty when the form does not say.
        organisation: `gemeente`, `waterschap`, …; empty when unknown.
        published_on: day of publication; None when only `published_partial` (a year) is known.
        modified: day or moment of the last change, as text that sorts.
        reference: the case number that the form gives by itself.
        notes: keys for the run report, such as elements that are not known.
    """

    file: str
    line: int
    form: Form
    publication_id: str
    title: str
    text: str = ""
    body: str = ""
    rubrics: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    creator: str = ""
    organisation: str = ""
    published_on: date | None = None
    published_partial: str = ""
    modified: str = ""
    view_term_ends: date | None = None
    markings: tuple[Marking, ...] = ()
    reference: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def blad(self) -> str:
        """Series: gmb, prb, wsb, bgr, stcrt, stb, trb, or cvdr."""
        return self.publication_id.partition("-")[0] if "-" in self.publication_id else "cvdr"

    @property
    def authority(self) -> str:
        """Who published, by kind and name; an empty text when neither is known."""
        return " ".join(part for part in (self.organisation, self.creator) if part)

    @property
    def order(self) -> tuple[str, str]:
        """Later notices sort higher."""
        day = self.published_on.isoformat() if self.published_on else self.published_partial
        return day, self.publication_id
