"""Addresses and points of cases, as place columns.

A BAG id is one only when it has the form of one; what systems write in its place is none. A
point outside the Netherlands is none: axes are never swapped.
"""

import re
from collections import Counter
from collections.abc import Mapping

from connectors.bag.ids import ADDRESS_ID

OBJECT_ID = re.compile(r"[0-9]{4}(?:01|02|03|10)[0-9]{10}")
_LON, _LAT = (3.0, 8.0), (50.0, 54.0)
_X, _Y = (0.0, 280_000.0), (300_000.0, 625_000.0)
Place = dict[str, object]


def bag_id(number: str | None, notes: Counter[str]) -> Place:
    """The column of a BAG id: an address, or a unit, berth, pitch or building; else nothing."""
    if number is None:
        return {}
    if ADDRESS_ID.fullmatch(number):
        return {"address_id": number}
    if OBJECT_ID.fullmatch(number):
        return {"object_id": number}
    notes["BAG ids that are none"] += 1
    return {}


def parts(found: Mapping[str, str | None]) -> Place:
    """Parts of an address without the empty ones; nothing without a house number.

    A street or a town alone is an area, never one place.
    """
    if not found.get("house_number"):
        return {}
    return {name: part for name, part in found.items() if part}


def degrees(lon: object, lat: object, notes: Counter[str]) -> Place:
    """A point in degrees, when it lies in or near the Netherlands."""
    if _within(lon, _LON) and _within(lat, _LAT):
        return {"lon": float(str(lon)), "lat": float(str(lat))}
    notes["points outside the Netherlands"] += 1
    return {}


def metres(x: object, y: object, notes: Counter[str]) -> Place:
    """A point in RD metres, when it lies in the Netherlands."""
    if _within(x, _X) and _within(y, _Y):
        return {"x": float(str(x)), "y": float(str(y))}
    notes["points outside the Netherlands"] += 1
    return {}


def _within(value: object, limits: tuple[float, float]) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return limits[0] <= value <= limits[1]
