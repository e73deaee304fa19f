"""What a location is called: its address as one writes it, or the address it lies near."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from duckdb import DuckDBPyConnection
from scipy.spatial import cKDTree

from engine.register.bag_objects import Floats, Units
from engine.register.scored_places import Place

SITE_WORDS = {"recreation_site": "Recreatieterrein", "harbour": "Haven"}
WORDS = {
    "yard": "Erf", "unit": "Object", "berth": "Ligplaats", "pitch": "Standplaats",
    "building": "Gebouw",
}  # fmt: skip

_ADDRESSES = """
SELECT object_id, street, house_number, house_letter, house_addition, town FROM address
WHERE object_id IS NOT NULL AND street IS NOT NULL AND house_number IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY object_id
    ORDER BY coalesce(lower(status) = 'naamgeving ingetrokken', false),
             coalesce(is_main, false) DESC, address_id, source
) = 1
ORDER BY object_id
"""


@dataclass(frozen=True, slots=True)
class Named:
    """A label such as `Kerkweg 12A, Oud Ade`, and the town, None when not known."""

    text: str
    town: str | None


def write_address(
    street: str, number: str, letter: str | None, addition: str | None, town: str | None
) -> str:
    """Write an address on one line as registered.

    A hyphen goes before an addition that starts with a digit, else a space.

    Source: Kadaster, BAG API Individuele Bevragingen, adresregel5.
    """
    house = f"{number}{letter or ''}"
    if addition:
        house += f"{'-' if addition[0].isdigit() else ' '}{addition}"
    return f"{street} {house}, {town}" if town else f"{street} {house}"


def read(con: DuckDBPyConnection) -> dict[str, Named]:
    """Read the main address of each object, in use before withdrawn; objects without one lack."""
    rows = con.execute(_ADDRESSES).fetchall()
    return {row[0]: Named(write_address(*row[1:]), row[5]) for row in rows}


def nearest(places: Floats, units: Units, named: Mapping[str, Named]) -> list[Named | None]:
    """Find the address nearest to each place, among units in use if any of them has one.

    Args:
        places: shape (n, 2), RD; NaN where not known.
        units: all units.
        named: address by object.

    Returns:
        One address per place; None when the place or every address is unknown.
    """
    found: list[Named | None] = [None] * len(places)
    known = ~np.isnan(units.xy).any(axis=1)
    has_name = known & np.array([object_id in named for object_id in units.ids], dtype=np.bool_)
    usable = has_name & units.in_use if (has_name & units.in_use).any() else has_name
    index = np.flatnonzero(usable)
    asked = np.flatnonzero(~np.isnan(places).any(axis=1))
    if not len(index) or not len(asked):
        return found
    _, nearby = cKDTree(units.xy[index]).query(places[asked])
    for place, near in zip(asked.tolist(), np.atleast_1d(nearby).tolist(), strict=True):
        found[place] = named[units.ids[index[near]]]
    return found


def label(place: Place, own: Named | None, near: Named | None) -> Named:
    """Name one location.

    Args:
        place: the location.
        own: the address of its anchor, else of another member.
        near: the nearest address, used when it has none.

    Returns:
        The own address; for a site its name; else what it is and the address it lies by.
    """
    by = own or near
    town = by.town if by else None
    if place.site is not None and place.site.name:
        return Named(place.site.name, town)
    if own is not None and place.kind not in ("site", "building"):
        return own
    word = SITE_WORDS[place.site.kind] if place.site is not None else WORDS[place.kind]
    return Named(f"{word} bij {by.text}" if by else f"{word} {place.anchor}", town)
