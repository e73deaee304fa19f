"""Bytes and seconds of the map with 20,000 places: `python -m bench.ui.map_points`.

The places of the committed sample stand again and again a little further on. Told is what the
server sends to the browser: as every place apart, and as the page sends it.
"""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bench import timing
from engine import snapshot
from engine.exports import area_map, map_places
from engine.exports.area_map import Asked
from engine.exports.map_places import MapPlace
from engine.settings import load_settings
from ui.components import hexagon_colours, hexagon_map
from ui.components.hexagon_map import Content
from ui.map_url import Layer, Shown, Way
from ui.map_view import Placed

DELIVERY = Path(__file__).resolve().parents[2] / "sample_data" / "delivery"
PLACES = 20_000
LIMIT_BYTES, LIMIT_S = 500_000, 0.5
_STEP_DEGREES = 0.0004


def main() -> None:
    """Print one line per way: bytes, seconds to make them, limits."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        arguments = ["--sources", str(DELIVERY / "sources.yaml"), "--as-of", "2026-11-01"]
        timing.timed(root, "run", *arguments, "--out", "runs")
        run, settings = snapshot.newest(root / "runs"), load_settings()
        read = map_places.read(run, settings=settings.map)
        places = [Placed(place, None) for place in islice(_again(read), PLACES)]
        cells = area_map.cells(run, Asked(), settings=settings)
        content = Content(
            hexagon_colours.picture(cells, Way.COUNT),
            places,
            [],
            map_places.zones(run),
            map_places.towns(run),
        )
    most = settings.map.most_points
    for one in (most, PLACES):
        _tell(f"{one} places", replace(content, places=places[:one]))
    _tell("hexagons alone", content, (Layer.HEXAGONS,))


def _again(places: list[MapPlace]) -> Iterator[MapPlace]:
    """The same places again and again, each time a step further."""
    step = 0
    while True:
        for place in places:
            further = step * _STEP_DEGREES
            yield replace(place, lon=round(place.lon + further, 5))
        step += 1


def _tell(name: str, content: Content, layers: tuple[Layer, ...] = tuple(Layer)) -> None:
    start = time.perf_counter()
    size = len(hexagon_map.chart(content, Shown(layers=layers)).to_json())
    seconds = time.perf_counter() - start
    print(
        f"{name:<20}{size:>10,} bytes  limit {LIMIT_BYTES:,}{seconds:6.2f} s  limit {LIMIT_S:4.1f}"
    )


if __name__ == "__main__":
    main()
