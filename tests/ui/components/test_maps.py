"""Maps: no background unless the settings have one, and nothing sent that is not needed."""

import json
from urllib.parse import unquote

import pydeck
import pytest

from engine.rule_settings import Tiles
from ui.components import maps

TILES = Tiles(url="https://kaart.example/{z}/{x}/{y}.png", attribution="Kadaster & co")
ROWS = [{"lon": 4.6, "lat": 52.2, "colour": (1, 2, 3), "tip": "hier", "text": "hier"}]


def _style(text: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(unquote(text.removeprefix("data:application/json,")))
    return found


def test_without_tiles_nothing_is_fetched() -> None:
    assert _style(maps.BLANK_STYLE) == {"version": 8, "sources": {}, "layers": []}
    assert "http" not in maps.deck([], lon=4.6, lat=52.2, zoom=11).to_json()


def test_tiles_of_the_settings_stand_below_with_whose_they_are() -> None:
    style = _style(maps.style(TILES))
    assert style["sources"] == {
        "tiles": {
            "type": "raster",
            "tiles": [TILES.url],
            "tileSize": 256,
            "attribution": TILES.attribution,
        }
    }
    assert style["layers"] == [{"id": "tiles", "type": "raster", "source": "tiles"}]


@pytest.mark.parametrize("url", ["file:///{z}", "https://x/y.png", "{z}", "javascript:{z}"])
def test_settings_refuse_what_is_no_tile_server(url: str) -> None:
    with pytest.raises(ValueError, match="url"):
        Tiles(url=url, attribution="x")


def test_map_holds_the_same_without_its_spaces() -> None:
    layers = [
        maps.points(ROWS, name="dots"),
        maps.marks(ROWS, name="numbers", colour=(0, 0, 0)),
        maps.names([("hier", 4.6, 52.2), ("daar", 4.6, 52.2)], zoom=11),
        maps.line([(4.6, 52.2), (4.7, 52.3)], name="way"),
        maps.areas([{"rings": [[4, 52], [5, 52], [5, 53]], "colour": (1, 2, 3)}], name="a"),
    ]
    made = maps.deck(layers, lon=4.6, lat=52.2, zoom=11)
    sent, whole = made.to_json(), pydeck.Deck.to_json(made)
    assert json.loads(sent) == json.loads(whole)
    assert len(sent) < len(whole)
    assert "\n" not in sent
