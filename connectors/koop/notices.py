"""A publication understood: status, kind, case number, where, and when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import shapely

from connectors.koop import addresses, words
from connectors.koop.addresses import Found
from connectors.koop.geometry import together
from connectors.koop.publications import Address, Publication
from connectors.koop.tables import Tables
from connectors.koop.words import Kind, Number, Status

BODY_CHARACTERS = 20_000
_ABOUT_ONE_PLACE = ("permit_request", "permit_decision", "notification", "enforcement")


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a notice.

    Attributes:
        addresses: each once; of the title, else of the markings. Empty when it is no address.
        point: the only point, when that is all there is.
        shape: everything that the markings draw; a MultiPoint when its point is no place.
        parcels: parcels that the title names.
        disagree: True when title and markings name different addresses.
    """

    addresses: tuple[Address, ...] = ()
    point: tuple[float, float] | None = None
    shape: shapely.Geometry | None = None
    parcels: tuple[str, ...] = ()
    disagree: bool = False

    @property
    def is_certain(self) -> bool:
        """True for one address or more by name, or exactly one point."""
        return bool(self.addresses or self.point) and not self.disagree


@dataclass(frozen=True, slots=True)
class Notice:
    """One publication with what its words mean.

    Attributes:
        days: dates of the permit that the texts state.
        corrects_id: publication that this one corrects.
    """

    publication: Publication
    status: Status
    kind: Kind
    number: Number | None
    where: Where
    days: dict[str, date]
    corrects_id: str | None = None

    @property
    def publication_id(self) -> str:
        """Its id."""
        return self.publication.publication_id

    @property
    def on(self) -> date:
        """Day of publication, the first of the year when only that is known; to compare only."""
        known = self.publication.published_on
        return known or date(int(self.publication.published_partial), 1, 1)


def understand(
    publication: Publication, tables: Tables, *, municipality: str, creator: str
) -> Notice:
    """Read what a publication means.

    Args:
        publication: as any of the forms gave it.
        tables: what analysts edit.
        municipality: code of the delivery.
        creator: the municipality's name as publisher, empty when not configured.
    """
    status = words.status_of(publication, tables)
    kind = words.kind_of(publication, status, tables)
    number = words.number_of(publication, tables, municipality=municipality, creator=creator)
    where = _where(publication, kind, tables)
    corrects = words.corrected(publication) if status.rectifies else None
    return Notice(publication, status, kind, number, where, words.days_of(publication), corrects)


def rectify(understood: Sequence[Notice], tables: Tables) -> list[Notice]:
    """Give a rectification that says no status itself that of the notice it names."""
    own = {notice.publication_id: notice.status for notice in understood}
    found = []
    for notice in understood:
        corrected = own.get(notice.corrects_id or "")
        if corrected is None or notice.status.word is not None or notice.status.disagree:
            found.append(notice)
            continue
        status = replace(corrected, rectifies=True)
        kind = words.kind_of(notice.publication, status, tables)
        found.append(replace(notice, status=status, kind=kind))
    return found


def notes(notice: Notice) -> Counter[str]:
    """What the run report must say about a notice."""
    found = Counter(notice.publication.notes)
    found.update(notice.kind.unlisted)
    if notice.status.disagree:
        found["status unknown/title and second text differ"] += 1
    elif notice.status.word is None:
        found["status unknown/no word of the table"] += 1
    if notice.kind.notice is None:
        found["kind of notice unknown"] += 1
    if notice.number is not None and notice.number.family == "other":
        found["case numbers of no known family"] += 1
    if notice.where.disagree:
        found["places/title and marking name different addresses"] += 1
    return found


def _where(publication: Publication, kind: Kind, tables: Tables) -> Where:
    found = addresses.find(publication.title, tables)
    if not (found.addresses or found.is_near or found.is_area or found.parcels):
        found = addresses.find(publication.text, tables)
    marked = tuple(dict.fromkeys(m.address for m in publication.markings if m.address is not None))
    shapes = [m.shape for m in publication.markings if m.shape is not None]
    named, disagree = _named(found, marked, publication, tables)
    unplaced = found.is_near or found.is_area or bool(found.parcels and not found.addresses)
    points = {(s.x, s.y) for s in shapes if s.geom_type == "Point"}
    is_point = len(points) == 1 and all(s.geom_type == "Point" for s in shapes)
    about_one = kind.notice in _ABOUT_ONE_PLACE
    is_place = is_point and not unplaced and about_one and not named
    return Where(
        named,
        points.pop() if is_place else None,
        together(shapes, is_place=is_place or bool(named and is_point)),
        found.parcels,
        disagree,
    )


def _named(
    found: Found, marked: tuple[Address, ...], publication: Publication, tables: Tables
) -> tuple[tuple[Address, ...], bool]:
    """Addresses of the title, filled up from markings and body that agree; else the markings'."""
    if found.is_near or found.is_area:
        return (), False
    if not found.addresses:
        return (() if found.parcels else marked), False
    more = list(marked)
    if publication.body and not all(address.postcode for address in found.addresses):
        more += addresses.find(publication.body[:BODY_CHARACTERS], tables).addresses
    named = tuple(_filled(address, more) for address in found.addresses)
    agree = any(_is_same(address, other) for address in found.addresses for other in marked)
    return named, bool(marked) and not agree


def _filled(address: Address, others: list[Address]) -> Address:
    """The address with postcode and town of those that are the same one."""
    for other in others:
        if _is_same(address, other):
            address = replace(
                address,
                postcode=address.postcode or other.postcode,
                town=address.town or other.town,
            )
    return address


def _is_same(one: Address, other: Address) -> bool:
    if one.door != other.door:
        return False
    if one.postcode and one.postcode == other.postcode:
        return True
    return (
        bool(one.road)
        and one.road == other.road
        and (not one.town or not other.town or one.town.casefold() == other.town.casefold())
    )
