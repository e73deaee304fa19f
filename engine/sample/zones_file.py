"""`zones.geojson` of a sample: polygons and roads in WGS84, as RFC 7946 wants them."""

import json
from pathlib import Path

import numpy as np

from engine.sample.terrain import to_wgs84
from engine.sample.world import Zone


def write(zones: list[Zone], file: Path) -> None:
    """Write one feature per zone or road, in order; rings run counter-clockwise."""
    features = [
        json.dumps(_feature(zone, k), ensure_ascii=False) for k, zone in enumerate(zones, 1)
    ]
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"
    file.write_text(text, encoding="utf-8", newline="\n")


def _feature(zone: Zone, number: int) -> dict[str, object]:
    points = np.array(zone.ring)
    properties = {"zone_id": f"ZN-{number:03d}", "kind": zone.kind, "name": zone.name}
    if zone.width_m is not None:
        line = {"type": "LineString", "coordinates": to_wgs84(points).tolist()}
        about: dict[str, object] = {**properties, "width_m": zone.width_m}
        return {"type": "Feature", "properties": about, "geometry": line}
    following = np.roll(points, -1, axis=0)
    turn = np.sum(points[:, 0] * following[:, 1] - following[:, 0] * points[:, 1])
    degrees = to_wgs84(points if turn > 0 else points[::-1]).tolist()
    geometry = {"type": "Polygon", "coordinates": [[*degrees, degrees[0]]]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
