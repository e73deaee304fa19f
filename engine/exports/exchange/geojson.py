"""Locations as GeoJSON (RFC 7946): WGS84, longitude first, no points, no bands, no names of people.

Source: RFC 7946, sections 3.1.1 (positions), 3.2 (features without a place have a null geometry)
and 4 (the coordinate system is always WGS84).
"""

import json
from collections.abc import Sequence
from typing import Any

from connectors.geometry_rd import to_wgs84
from engine.exports.exchange.seen import Seen
from engine.exports.outcomes import RuleOutcome
from engine.exports.words import word

_DECIMALS = 6
"""About a decimetre."""

_MITIGATING = "mitigating"


def to_geojson(seen: Sequence[Seen]) -> bytes:
    """A FeatureCollection, in the order given; keys in a fixed order."""
    features = [_feature(one) for one in seen]
    collection = {"type": "FeatureCollection", "features": features}
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _feature(one: Seen) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": one.location_id,
        "geometry": _point(one),
        "properties": {
            "locatie": one.location_id,
            "omschrijving": one.label,
            "soort": word("kind", one.kind),
            "kern": one.town,
            "ligging": word("zone", one.zone),
            "gebruik": word("land_use", one.land_use),
            "gebruiksdoelen": list(one.use_purposes),
            "bedrijven": one.businesses,
            "bag": list(one.bag_ids),
            "treffers": [_hit(hit) for hit in one.hits if hit.role != _MITIGATING],
            "ontlastend": [_hit(hit) for hit in one.hits if hit.role == _MITIGATING],
        },
    }


def _point(one: Seen) -> dict[str, Any] | None:
    if one.x is None or one.y is None:
        return None
    lon, lat = to_wgs84(one.x, one.y)
    place = [round(float(lon), _DECIMALS), round(float(lat), _DECIMALS)]
    return {"type": "Point", "coordinates": place}


def _hit(hit: RuleOutcome) -> dict[str, Any]:
    return {
        "regel": hit.rule_id,
        "versie": hit.version,
        "zin": hit.sentence,
        "nieuwste": None if hit.newest is None else hit.newest.isoformat(),
        "kan ook zijn": list(hit.false_positives),
    }
