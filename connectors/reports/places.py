"""Where a report is: address and point, as place columns.

GeoJSON gives longitude before latitude, and the export gives the longitude under `lat`. In the
Netherlands the two cannot be taken for each other, so the values decide.
"""

from collections import Counter
from collections.abc import Mapping

from engine.register_settings import BoundarySettings

_PARTS = {
    "openbare_ruimte": "street",
    "huisnummer": "house_number",
    "huisletter": "house_letter",
    "huisnummer_toevoeging": "house_addition",
    "postcode": "postcode",
    "woonplaats": "town",
}


def address(parts: Mapping[str, object]) -> dict[str, object]:
    """Return the filled parts of an address; an empty text and `null` are nothing."""
    found: dict[str, object] = {}
    for key, column in _PARTS.items():
        value = parts.get(key)
        if isinstance(value, bool | list | dict):
            continue
        text = "" if value is None else str(value).strip()
        if text and text != "null":
            found[column] = text
    return found


def point(
    first: object, second: object, limits: BoundarySettings, notes: Counter[str]
) -> dict[str, object]:
    """Return a point, nothing when it is none or lies outside the Netherlands.

    Args:
        first: longitude, as GeoJSON has it first.
        second: latitude.
        limits: ranges of both, degrees, closed.
        notes: counts points in the other order and points that are none.
    """
    try:
        lon, lat = float(str(first)), float(str(second))
    except ValueError:
        notes["points that are none"] += 1
        return {}
    if _within(lat, limits.lon_degrees) and _within(lon, limits.lat_degrees):
        notes["points with latitude before longitude"] += 1
        lon, lat = lat, lon
    if not (_within(lon, limits.lon_degrees) and _within(lat, limits.lat_degrees)):
        notes["points outside the Netherlands"] += 1
        return {}
    return {"lat": lat, "lon": lon}


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
